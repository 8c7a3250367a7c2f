import { describe, expect, it } from 'vitest';
import { initialDocument, mixOf, perChannel, type SessionDocument } from '../session';
import { arrangedAt, clipAt } from './clips';

const own = initialDocument(perChannel(() => 'loops'));
const withN = (n: number) => ({ ...mixOf(own), n });
const document: SessionDocument = {
  ...own,
  n: 10,
  scenes: [
    { id: 'a', name: 'A', mix: withN(100) },
    { id: 'b', name: 'B', mix: withN(10_000) },
  ],
  clips: [
    { id: '1', scene: 'a', beat: 4, fade: 0 },
    { id: '2', scene: 'gone', beat: 6, fade: 0 },
    { id: '3', scene: 'b', beat: 8, fade: 4 },
  ],
};

describe('scene clips', () => {
  it('are in force from their beat on; one without a scene is not there', () => {
    expect([0, 3.99, 4, 7, 8, 99].map((beat) => clipAt(document, beat)?.id)).toEqual([
      undefined,
      undefined,
      '1',
      '1',
      '3',
      '3',
    ]);
  });

  it('set the mix, and fade from the one before', () => {
    expect([0, 4, 7, 8, 10, 12].map((beat) => arrangedAt(document, beat).n)).toEqual([
      10, 100, 100, 100, 1_000, 10_000,
    ]);
    expect(arrangedAt(document, 0)).toBe(document);
  });

  it('leave what is no part of a mix', () => {
    expect(arrangedAt(document, 12)).toMatchObject({ tempo: document.tempo, program: document.program });
  });
});
