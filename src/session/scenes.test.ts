import { describe, expect, it } from 'vitest';
import { defaultModes } from './fixtures';
import { changedPlaces, fadedFrom, mixOf, withPlaces } from './mix';
import { parameterById } from './parameters';
import {
  addClip,
  changeClip,
  createSession,
  initialDocument,
  launchScene,
  moveScene,
  overwriteScene,
  removeScene,
  renameScene,
  storeScene,
} from './session';

function withScenes() {
  const session = createSession(initialDocument(defaultModes));
  storeScene(session, 'Intro');
  session.commit('n', 'user', (draft) => {
    draft.n = 100_000;
    draft.channels.rust.level = 1;
    draft.channels.rust.parallel = 5;
    draft.channels.go.mute = true;
  });
  storeScene(session, 'Drop');
  const document = () => session.getState().document;
  return { session, document, names: () => document().scenes.map(({ name }) => name) };
}

describe('scenes', () => {
  it('are renamed, reordered, removed, each in one step that undo takes back', () => {
    const { session, names } = withScenes();
    renameScene(session, 'scene-1', '  Opening ');
    renameScene(session, 'scene-2', '   ');
    moveScene(session, 'scene-1', 1);
    moveScene(session, 'scene-1', 1);
    expect(names()).toEqual(['Drop', 'Opening']);
    removeScene(session, 'scene-2');
    expect(names()).toEqual(['Opening']);
    for (let step = 0; step < 3; step++) session.undo();
    expect(names()).toEqual(['Intro', 'Drop']);
  });

  it('keep the mix of now when overwritten', () => {
    const { session, document } = withScenes();
    overwriteScene(session, 'scene-1');
    expect(document().scenes[0]?.mix).toEqual(document().scenes[1]?.mix);
  });

  it('take their clips with them', () => {
    const { session, document } = withScenes();
    addClip(session, 'scene-2', 8);
    addClip(session, 'scene-1', 0, 4);
    expect(document().clips.map(({ beat }) => beat)).toEqual([0, 8]);
    removeScene(session, 'scene-1');
    expect(document().clips).toEqual([{ id: 'clip-1', scene: 'scene-2', beat: 8, fade: 0 }]);
    session.undo();
    expect(document().clips).toHaveLength(2);
  });

  it('give way to a clip at the same beat', () => {
    const { session, document } = withScenes();
    addClip(session, 'scene-1', 4);
    addClip(session, 'scene-2', 4);
    expect(document().clips.map(({ scene }) => scene)).toEqual(['scene-2']);
    const first = addClip(session, 'scene-1', 12) ?? '';
    changeClip(session, first, { beat: 4, fade: 2 });
    expect(document().clips).toEqual([{ id: first, scene: 'scene-1', beat: 4, fade: 2 }]);
    expect(addClip(session, 'scene-9', 0)).toBeUndefined();
  });
});

describe('a fade', () => {
  it('begins at one mix, ends at the other, and turns nothing back on the way', () => {
    const { session, document } = withScenes();
    const from = mixOf(document());
    launchScene(session, 'scene-1');
    const to = document();
    expect(mixOf(fadedFrom(to, from, 0))).toEqual(from);
    expect(fadedFrom(to, from, 1)).toBe(to);
    const level = parameterById('rust.level');
    const course = Array.from({ length: 21 }, (_, step) => level.get(fadedFrom(to, from, step / 20)));
    expect(course).toEqual(course.toSorted((one, other) => other - one));
  });

  it('moves n on its logarithmic scale, threads in whole numbers, switches half-way', () => {
    const { session, document } = withScenes();
    const from = { ...mixOf(document()), n: 100 };
    session.commit('n', 'user', (draft) => {
      draft.n = 10_000;
      draft.channels.go.mute = false;
      draft.channels.rust.parallel = 3;
    });
    const half = fadedFrom(document(), from, 0.5);
    expect(half.n).toBe(1_000);
    expect(half.channels.rust.parallel).toBe(4);
    expect([0.49, 0.5].map((share) => fadedFrom(document(), from, share).channels.go.mute)).toEqual([
      true,
      false,
    ]);
  });
});

describe('places of a mix', () => {
  it('are those that changed, and can be taken over one by one', () => {
    const { session, document } = withScenes();
    const before = document();
    session.commit('hand', 'user', (draft) => {
      draft.channels.wasm.unsafe = true;
      draft.macros.chaos = 0.3;
    });
    const places = changedPlaces(before, document());
    expect(places.sort()).toEqual(['channels.wasm.unsafe', 'macros.chaos']);
    expect(withPlaces(before, document(), new Set(places))).toEqual(mixOf(document()));
    const one = withPlaces(before, document(), new Set(['macros.chaos']));
    expect(one.macros.chaos).toBe(0.3);
    expect(one.channels).toEqual(before.channels);
  });
});
