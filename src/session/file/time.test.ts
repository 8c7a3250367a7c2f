import { describe, expect, it } from 'vitest';
import { addClip, createSession, initialDocument, type SessionDocument, storeScene } from '../';
import { defaultModes } from '../fixtures';
import { readSession, writeSession } from './index';

/** A session with a lane, a scene and two clips, changed by hand in the file. */
function withTime(change: (document: SessionDocument) => object): string {
  const session = createSession(initialDocument(defaultModes));
  storeScene(session, 'One');
  addClip(session, 'scene-1', 4, 2);
  addClip(session, 'scene-1', 8);
  session.commit('lane', 'user', (draft) => {
    draft.timing = 'response';
    draft.fade = 4;
    draft.lanes.push({
      id: 'lane-n',
      parameter: 'n',
      on: true,
      points: [
        { beat: 0, value: 0.2, curve: 'sine' },
        { beat: 8, value: 1, curve: 'step' },
      ],
    });
  });
  const { document } = session.getState();
  return writeSession({ ...document, ...change(document) });
}

describe('time in a session file', () => {
  it('comes back as it was', () => {
    const text = withTime(() => ({}));
    expect(JSON.parse(writeSession(readSession(text)))).toEqual(JSON.parse(text));
    expect(readSession(text)).toMatchObject({
      timing: 'response',
      fade: 4,
      clips: [{ fade: 2 }, { beat: 8 }],
    });
  });

  it('is put in order: points, clips, the ends of the loop', () => {
    const { lanes, clips, loop } = readSession(
      withTime((document) => ({
        lanes: document.lanes.map((lane) => ({ ...lane, points: lane.points.toReversed() })),
        clips: document.clips.toReversed(),
        loop: { on: true, start: 12, end: 12 },
      })),
    );
    expect(lanes[0]?.points.map(({ beat }) => beat)).toEqual([0, 8]);
    expect(clips.map(({ beat }) => beat)).toEqual([4, 8]);
    expect(loop).toEqual({ on: true, start: 12, end: 13 });
  });

  it('names no fader that there is not', () => {
    const text = withTime(({ lanes }) => ({
      lanes: lanes.map((lane) => ({ ...lane, parameter: 'rust.volume' })),
    }));
    expect(() => readSession(text)).toThrow(/lanes\.0\.parameter: no fader/);
  });
});
