import { describe, expect, it } from 'vitest';
import type { SessionDocument } from './document';
import { defaultModes } from './fixtures';
import { createHistory, type EntryEvent, type Gesture } from './history';
import { PARAMETERS } from './parameters';
import { PRESETS } from './presets';
import { PROGRAMS } from './programs';
import { seeded } from './random';
import {
  createSession,
  initialDocument,
  launchScene,
  openProgram,
  putPreset,
  type Session,
  storeScene,
} from './session';

const start = () => createSession(initialDocument(defaultModes), () => 0);
const text = (session: Session) => JSON.stringify(session.getState().document);

describe('a gesture', () => {
  it('is one undo step however often it moves', () => {
    const session = start();
    const before = text(session);
    const gesture = session.gesture('Rust level', 'user');
    for (let step = 1; step <= 50; step++)
      gesture.update((draft) => {
        draft.channels.rust.level = step / 50;
      });
    gesture.commit();
    expect(session.getState().depth).toBe(1);
    expect(session.getState().document.channels.rust.level).toBe(1);
    expect(session.undo()).toBe('Rust level');
    expect(text(session)).toBe(before);
    expect(session.redo()).toBe('Rust level');
    expect(session.getState().document.channels.rust.level).toBe(1);
  });

  it('leaves no trace when cancelled, or when it ends where it began', () => {
    const session = start();
    const before = text(session);
    const cancelled = session.gesture('n', 'user');
    cancelled.update((draft) => {
      draft.n = 5;
    });
    cancelled.cancel();
    const returned = session.gesture('n', 'user');
    returned.update((draft) => {
      draft.n = 5;
    });
    returned.update((draft) => {
      draft.n = 10_000;
    });
    returned.commit();
    expect(text(session)).toBe(before);
    expect(session.getState()).toMatchObject({ depth: 0, dirty: false });
  });

  it('under way is ended by undo, and can be redone', () => {
    const session = start();
    const gesture = session.gesture('Rust level', 'user');
    gesture.update((draft) => {
      draft.channels.rust.level = 0.9;
    });
    expect(session.undo()).toBe('Rust level');
    expect(session.getState()).toMatchObject({ depth: 0, redoLabel: 'Rust level' });
  });

  it('takes what a listener adds into its step, and undo takes both back', () => {
    const session = start();
    const before = text(session);
    const heard: string[] = [];
    session.onGesture((event) => {
      heard.push(event.kind);
      if (event.kind !== 'commit') return;
      event.add('Record', (draft) => {
        draft.lanes.push({ id: 'lane', parameter: 'go.level', on: true, points: [] });
      });
    });
    const other = session.gesture('Rust level', 'midi');
    other.update((draft) => {
      draft.channels.rust.level = 0.1;
    });
    const hand = session.gesture('Go level', 'user');
    hand.update((draft) => {
      draft.channels.go.level = 0.9;
    });
    hand.commit();
    expect(heard).toEqual(['move', 'move', 'commit', 'commit']);
    expect(other.open).toBe(false);
    expect(session.getState()).toMatchObject({ depth: 2, undoLabel: 'Record' });
    const after = text(session);
    session.undo();
    session.undo();
    expect(text(session)).toBe(before);
    session.redo();
    session.redo();
    expect(text(session)).toBe(after);
  });

  it('keeps what a listener adds when another step ends it', () => {
    const session = start();
    const before = text(session);
    session.onGesture((event) => {
      if (event.kind !== 'commit') return;
      event.add('Take', (draft) => {
        draft.title = 'taken';
      });
    });
    session.gesture('n', 'user').update((draft) => {
      draft.n = 5;
    });
    session.commit('Data size', 'user', (draft) => {
      draft.n = 6;
    });
    expect(session.getState().document).toMatchObject({ n: 6, title: 'taken' });
    session.undo();
    expect(session.getState().document).toMatchObject({ n: 5, title: 'taken' });
    session.undo();
    expect(text(session)).toBe(before);
  });

  it('refuses to add or remove', () => {
    const session = start();
    const gesture = session.gesture('bad', 'user');
    expect(() => gesture.update((draft) => void draft.inputs.pop())).toThrow(/replace/);
  });

  it('ends when another step touches the same place, so that undo stays exact', () => {
    const session = start();
    const before = text(session);
    const hand = session.gesture('Go level', 'user');
    hand.update((draft) => {
      draft.channels.go.level = 0.9;
    });
    session.commit('Preset', 'user', (draft) => {
      draft.channels.go.level = 0.1;
    });
    expect(hand.open).toBe(false);
    session.undo();
    session.undo();
    expect(text(session)).toBe(before);
  });

  it('lets two hands move two faders', () => {
    const session = start();
    const before = text(session);
    const left = session.gesture('Go level', 'user');
    const right = session.gesture('Rust level', 'user');
    left.update((draft) => {
      draft.channels.go.level = 0.9;
    });
    right.update((draft) => {
      draft.channels.rust.level = 0.8;
    });
    left.update((draft) => {
      draft.channels.go.level = 0.95;
    });
    left.commit();
    right.cancel();
    expect(session.getState().depth).toBe(1);
    expect(session.getState().document.channels.rust.level).toBe(0.5);
    session.undo();
    expect(text(session)).toBe(before);
  });
});

describe('history', () => {
  it('knows what is unsaved', () => {
    const history = createHistory({ value: 1 }, () => 0);
    history.commit('two', 'user', (draft) => {
      draft.value = 2;
    });
    expect(history.getState().dirty).toBe(true);
    history.markSaved();
    expect(history.getState().dirty).toBe(false);
    history.undo();
    expect(history.getState().dirty).toBe(true);
  });

  it('reports who did what, once for each step', () => {
    const history = createHistory({ value: 1 }, () => 7);
    const events: EntryEvent[] = [];
    history.onEntry((event) => events.push(event));
    history.commit('two', 'adaptive_tuner', (draft) => {
      draft.value = 2;
    });
    history.undo();
    history.undo();
    expect(events.map((event) => event.kind)).toEqual(['commit', 'undo']);
    expect(events[0]).toMatchObject({ entry: { label: 'two', author: 'adaptive_tuner', at: 7 } });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'undone all the way is the start state, byte for byte (seed %i)',
    (seed) => {
      const session = start();
      const before = text(session);
      const random = seeded(seed);
      const gestures: Gesture<SessionDocument>[] = [];
      for (let step = 0; step < 400; step++) act(session, random, gestures);
      for (const gesture of gestures) gesture.commit();
      while (session.redo() !== undefined);
      const after = text(session);
      expect(session.getState().depth).toBeGreaterThan(20);
      while (session.undo() !== undefined);
      expect(text(session)).toBe(before);
      while (session.redo() !== undefined);
      expect(text(session)).toBe(after);
    },
  );
});

function act(session: Session, random: () => number, gestures: Gesture<SessionDocument>[]): void {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] ?? (items[0] as T);
  const parameter = pick([...PARAMETERS.values()]);
  const value = parameter.fromUnit(random());
  const choice = Math.floor(random() * 10);
  if (choice === 0) session.undo();
  else if (choice === 1) session.redo();
  else if (choice === 2) openProgram(session, pick(PROGRAMS));
  else if (choice === 3) putPreset(session, pick(PRESETS));
  else if (choice === 4) storeScene(session, 'Scene');
  else if (choice === 5) launchScene(session, pick(session.getState().document.scenes)?.id ?? '');
  else if (choice === 6) session.commit(parameter.label, 'midi', (draft) => parameter.set(draft, value));
  else if (choice === 7) {
    const gesture = session.gesture(parameter.label, 'user');
    gesture.update((draft) => parameter.set(draft, value));
    gestures.push(gesture);
  } else {
    const held = gestures.pop();
    held?.update((draft) => parameter.set(draft, value));
    if (choice === 8) held?.commit();
    else held?.cancel();
  }
}
