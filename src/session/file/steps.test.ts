import { describe, expect, it } from 'vitest';
import { defaultModes } from '../fixtures';
import { createSession, initialDocument, launchScene, storeScene } from '../session';
import { readSteps, writeSteps } from './steps';

function worked() {
  const session = createSession(initialDocument(defaultModes), () => 1);
  const start = JSON.stringify(session.getState().document);
  for (let n = 1; n <= 20; n++)
    session.commit(`n ${n}`, 'user', (draft) => {
      draft.n = n;
    });
  storeScene(session, 'One');
  launchScene(session, 'scene-1');
  session.undo();
  return { session, start };
}

describe('steps as text', () => {
  it('undo and redo after a reload as they did before', () => {
    const { session, start } = worked();
    const { document } = session.getState();
    const { text, dropped } = writeSteps(session.steps(), 1, 1e6);
    expect(dropped).toBe(0);

    const later = createSession(initialDocument(defaultModes), () => 2);
    later.reset(structuredClone(document), readSteps(text, 1));
    expect(later.getState()).toMatchObject({ depth: 21, undoLabel: 'Store scene One' });
    expect(later.steps()).toEqual(session.steps());
    while (later.undo() !== undefined);
    expect(JSON.stringify(later.getState().document)).toBe(start);
    while (later.redo() !== undefined);
    session.redo();
    expect(later.getState().document).toEqual(session.getState().document);
    later.commit('more', 'user', (draft) => {
      draft.n = 77;
    });
    const ids = later.steps().past.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('count a gesture under way as the step that it would be', () => {
    const { session } = worked();
    const before = session.getState().document;
    const gesture = session.gesture('Tempo', 'midi');
    expect(session.steps().past).toHaveLength(21);
    gesture.update((draft) => {
      draft.tempo = 90;
    });
    const { past, future } = session.steps();
    expect(past.at(-1)).toMatchObject({ label: 'Tempo', author: 'midi' });
    expect(future).toEqual([]);
    const later = createSession(session.getState().document);
    later.reset(later.getState().document, { past, future });
    later.undo();
    expect(later.getState().document).toEqual(before);
    gesture.cancel();
    expect(session.steps().future).toHaveLength(1);
  });

  it('keeps the nearest steps when not all fit, and says how many it dropped', () => {
    const { session } = worked();
    const all = session.steps();
    const room = JSON.stringify(all.past.slice(-3)).length;
    const { text, dropped } = writeSteps(all, 1, room);
    expect(readSteps(text, 1)?.past.map(({ label }) => label)).toEqual(
      all.past.slice(-3).map(({ label }) => label),
    );
    expect(dropped).toBe(all.past.length - 3 + all.future.length);
  });

  it.each([
    ['another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['half a text', (text: string) => text.slice(0, 200)],
    ['other JSON', () => '[]'],
    ['a foreign operation', (text: string) => text.replace('"op":"replace"', '"op":"move"')],
  ])('leaves %s alone', (_, damage) => {
    expect(readSteps(damage(writeSteps(worked().session.steps(), 1, 1e6).text), 1)).toBeUndefined();
  });
});
