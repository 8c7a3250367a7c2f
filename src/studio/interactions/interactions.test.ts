import { describe, expect, it } from 'vitest';
import { type DataOf, makeRecord } from '../../dataset';
import {
  createSession,
  initialDocument,
  launchScene,
  openProgram,
  PRESETS,
  PROGRAMS,
  parameterById,
  perChannel,
  putPreset,
  storeScene,
} from '../../session';
import { Interactions, transportAction } from './interactions';
import { PathRecorder, positionsOf, STEP } from './path';
import { SURVIVAL, Suggestions } from './suggestions';

type Interaction = DataOf<'user_interactions'>;

function studio() {
  let now = 1_000;
  const session = createSession(initialDocument(perChannel(() => 'loops')));
  const events: { data: Interaction; urgent: boolean }[] = [];
  const interactions = new Interactions({
    now: () => now,
    beat: () => 4,
    program: () => 'p1',
    append: ({ data }, urgent) => events.push({ data: data as Interaction, urgent }),
  });
  session.onEntry((event) => interactions.onEntry(event));
  session.onGesture((event) => interactions.onGesture(event));
  const timers: { at: number; action: () => void }[] = [];
  return {
    session,
    interactions,
    events,
    last: () => {
      const found = events.at(-1)?.data;
      if (!found) throw new Error('nothing was logged');
      return found;
    },
    wait: (ms: number) => {
      now += ms;
      for (const timer of timers.splice(0).sort((a, b) => a.at - b.at)) {
        if (timer.at <= now) timer.action();
        else timers.push(timer);
      }
    },
    after: (ms: number, action: () => void) => {
      const timer = { at: now + ms, action };
      timers.push(timer);
      return () => void timers.splice(0, timers.length, ...timers.filter((each) => each !== timer));
    },
    now: () => now,
  };
}

/** It goes into the dataset as it is. */
const valid = (data: Interaction) =>
  makeRecord('user_interactions', data, {
    id: 'x',
    time: 1,
    session: 's',
    actor: 'human',
    provenance: 'live',
    device: {},
    app: 'test',
    seed: null,
  }).data;

describe('the interaction log', () => {
  it('has a fader’s drag as one gesture with its way', () => {
    const { session, events, last, wait } = studio();
    const level = parameterById('rust.level');
    const drag = session.gesture('Rust level', 'user');
    for (let i = 1; i <= 10; i++) {
      drag.update((draft) => level.set(draft, 0.5 + i / 100));
      wait(100);
    }
    drag.commit();
    expect(events).toHaveLength(1);
    const logged = valid(last());
    expect(logged).toMatchObject({
      user_action: 'gesture',
      label: 'Rust level',
      author: 'user',
      learning_preference: 'manual',
      parameters: { 'channels/rust/level': 0.6 },
      duration_ms: 1_000,
      program_hash: 'p1',
      beat: 4,
    });
    const [path] = logged.path;
    if (!path) throw new Error('no path');
    expect(path.parameter).toBe('rust.level');
    const positions = positionsOf(path);
    expect([positions[0], positions.at(-1)]).toEqual([0.5, 0.6]);
    expect(positions).toHaveLength(Math.ceil(900 / STEP) + 1);
  });

  it('leaves no trace of a gesture that was taken back', () => {
    const { session, events } = studio();
    const drag = session.gesture('Rust level', 'user');
    drag.update((draft) => parameterById('rust.level').set(draft, 0.9));
    drag.cancel();
    expect(events).toEqual([]);
  });

  it('gives the way of a fader that came back to where it was to no other step', () => {
    const { session, events } = studio();
    const level = parameterById('rust.level');
    const start = level.get(session.getState().document);
    const drag = session.gesture('Rust level', 'user');
    drag.update((draft) => level.set(draft, 0.9));
    drag.update((draft) => level.set(draft, start));
    drag.commit();
    session.commit('Rust off', 'user', (draft) => {
      draft.channels.rust.mute = true;
    });
    expect(events).toMatchObject([
      { data: { user_action: 'change', label: 'Rust off', path: [], duration_ms: 0 } },
    ]);
  });

  it('has presets, scenes, programs, edits, undo and redo', () => {
    const { session, events } = studio();
    const [preset] = PRESETS;
    const program = PROGRAMS[3];
    if (!preset || !program) throw new Error('nothing to open');
    putPreset(session, preset);
    storeScene(session, 'One');
    openProgram(session, program);
    session.commit('Type', 'user', (draft) => {
      draft.program = '[x for x in range(3)]';
    });
    launchScene(session, 'scene-1');
    session.commit('Rust mute', 'midi', (draft) => {
      draft.channels.rust.mute = true;
    });
    session.undo();
    session.redo();
    expect(events.map(({ data }) => valid(data).user_action)).toEqual([
      'preset',
      'scene_store',
      'open_program',
      'edit_program',
      'scene_launch',
      'change',
      'undo',
      'redo',
    ]);
    expect(events.map(({ data }) => data.order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(events[3]?.data.parameters).toEqual({ program: '[x for x in range(3)]' });
  });

  it('has ratings and consent at once', () => {
    const { interactions, events } = studio();
    interactions.rate('creativity_rating', 4);
    interactions.consent('publish', true);
    expect(events.map(({ data }) => valid(data).creativity_rating)).toEqual([4, null]);
    expect(events.map(({ urgent }) => urgent)).toEqual([true, true]);
  });
});

describe('suggestions', () => {
  function withSuggestions() {
    const made = studio();
    const suggestions = new Suggestions({
      onEntry: made.session.onEntry,
      now: made.now,
      after: made.after,
      log: (step) => made.interactions.suggestion(step),
    });
    const phases = () =>
      made.events.flatMap(({ data }) =>
        data.suggestion ? [`${data.suggestion.id} ${data.suggestion.phase}`] : [],
      );
    const apply = (id: string) =>
      suggestions.apply(id, () =>
        made.session.commit('Louder', 'adaptive-tuner', (draft) => {
          draft.channels.rust.gain += 1;
        }),
      );
    return { ...made, suggestions, phases, apply };
  }

  it('live through what is done with them', () => {
    const { suggestions, phases, apply, wait, session } = withSuggestions();
    for (const id of ['a', 'b', 'c', 'd']) suggestions.shown(id, 'adaptive-tuner', 0.8);
    suggestions.previewed('a');
    apply('a');
    suggestions.refused('b');
    suggestions.ignored('c');
    wait(SURVIVAL);
    apply('d');
    session.undo();
    wait(SURVIVAL);
    expect(phases()).toEqual([
      'a shown',
      'b shown',
      'c shown',
      'd shown',
      'a previewed',
      'a applied',
      'b refused',
      'c ignored',
      'a survived',
      'd applied',
      'd undone',
    ]);
  });

  it('survive when the undo was redone', () => {
    const { suggestions, phases, apply, wait, session, last } = withSuggestions();
    suggestions.shown('a', 'adaptive-tuner');
    apply('a');
    wait(1_000);
    session.undo();
    session.redo();
    wait(SURVIVAL - 1);
    expect(phases().at(-1)).toBe('a undone');
    wait(1);
    expect(phases().at(-1)).toBe('a survived');
    expect(last().suggestion).toMatchObject({ age_ms: 31_000, confidence: null, plugin: 'adaptive-tuner' });
  });

  it('are told of once', () => {
    const { suggestions, phases } = withSuggestions();
    suggestions.shown('a', 'x');
    suggestions.shown('a', 'x');
    suggestions.refused('a');
    suggestions.refused('a');
    suggestions.ignored('a');
    expect(phases()).toEqual(['a shown', 'a refused']);
  });
});

it.each([
  ['play', [false, 0, 0], [true, 1, 0]],
  ['pause', [true, 1, 0], [false, 2, 0]],
  ['stop', [true, 1, 0], [false, 2, 1]],
  ['seek', [true, 1, 0], [true, 2, 1]],
  [undefined, [true, 1, 0], [true, 1, 0]],
] as const)('tells %s from what became of the transport', (action, before, after) => {
  const sight = ([playing, moved, jumps]: readonly [boolean, number, number]) => ({ playing, moved, jumps });
  expect(transportAction(sight(after), sight(before))).toBe(action);
});

describe('a fader’s way', () => {
  it('is read back as it was, to a thousandth and a thirtieth of a second', () => {
    const recorder = new PathRecorder('rust.level', 0.25, 0);
    recorder.move(0.5, STEP * 2);
    recorder.move(1, STEP * 4);
    expect(positionsOf(recorder.path())).toEqual([0.25, 0.25, 0.5, 0.5, 1]);
  });
});
