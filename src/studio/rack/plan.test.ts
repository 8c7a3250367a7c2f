import { describe, expect, it } from 'vitest';
import { arrangedAt, automatedAt } from '../../clock';
import { addClip, createSession, initialDocument, type SessionDocument, storeScene } from '../../session';
import { DEFAULT_MODES } from '../backends';
import { deltaOf, formatDelta, formatInterval } from './delta';
import { cellOf, changesOf, stretchesOf } from './plan';

const window = { start: 0, beats: 16 };
const settingsAt = (document: SessionDocument, beat: number) => automatedAt(arrangedAt(document, beat), beat);
const first = initialDocument(DEFAULT_MODES);

/** SQL runs with four threads from beat 8 to beat 12. */
function withLane(): SessionDocument {
  const points = [
    { beat: 0, value: 0 },
    { beat: 8, value: 3 / 7 },
    { beat: 12, value: 0 },
  ].map((point) => ({ ...point, curve: 'step' as const }));
  return { ...first, lanes: [{ id: 'one', parameter: 'sql.parallel', on: true, points }] };
}

describe('what the timeline plays', () => {
  it('is one stretch of the channel in hand while nothing changes', () => {
    const stretches = stretchesOf(first, window, 'go', settingsAt);
    expect(stretches).toEqual([
      { channel: 'go', from: 0, to: 16, cell: cellOf(first, 'go'), before: undefined },
    ]);
  });

  it('is cut where a lane changes a channel, which is then shown beside the one in hand', () => {
    const stretches = stretchesOf(withLane(), window, 'go', settingsAt);
    const sql = stretches.filter(({ channel }) => channel === 'sql');
    expect(sql.map(({ from, to, cell }) => [from, to, cell.settings.parallel])).toEqual([
      [0, 8, 1],
      [8, 12, 4],
      [12, 16, 1],
    ]);
    expect(sql[1]?.before).toEqual(sql[0]?.cell);
    expect(stretches.filter(({ channel }) => channel === 'go')).toHaveLength(1);
  });

  it('is cut where a scene is launched', () => {
    const session = createSession(first);
    storeScene(session, 'One');
    session.commit('n', 'user', (draft) => {
      draft.n = 50;
    });
    addClip(session, 'scene-1', 4);
    const stretches = stretchesOf(session.getState().document, window, 'rust', settingsAt);
    expect(
      stretches.filter(({ channel }) => channel === 'rust').map(({ from, cell }) => [from, cell.size]),
    ).toEqual([
      [0, 50],
      [4, first.n],
    ]);
  });

  it('is of three channels at most, the one in hand first', () => {
    const points = [0, 1].map((value) => ({ beat: 8 * value, value, curve: 'step' as const }));
    const document = { ...first, lanes: [{ id: 'one', parameter: 'n', on: true, points }] };
    const stretches = stretchesOf(document, window, 'rust', settingsAt);
    expect([...new Set(stretches.map(({ channel }) => channel))]).toEqual(['rust', 'python', 'typescript']);
  });

  it('leaves out what is not heard', () => {
    const muted = {
      ...withLane(),
      channels: { ...first.channels, sql: { ...first.channels.sql, mute: true } },
    };
    expect(stretchesOf(muted, window, 'go', settingsAt).every(({ channel }) => channel === 'go')).toBe(true);
  });
});

describe('a change', () => {
  const cell = cellOf(first, 'rust');
  it('is named by what a hand moved: a level, and not the passes that it opens', () => {
    const level = { ...cell, settings: { ...cell.settings, level: 1, passes: ['unrolling'] } };
    expect(changesOf(cell, level)).toEqual([{ what: 'level', from: 0.5, to: 1 }]);
    const passes = { ...cell, settings: { ...cell.settings, passes: ['unrolling'] } };
    expect(changesOf(cell, passes)).toEqual([{ what: 'passes' }]);
  });

  it('may be of several at once, and is none where the code stays', () => {
    const both = { ...cell, size: 5, settings: { ...cell.settings, parallel: 4 } };
    expect(changesOf(cell, both).map(({ what }) => what)).toEqual(['parallel', 'n']);
    expect(changesOf(cell, { ...cell, settings: { ...cell.settings, dialect: 'sqlite' } })).toEqual([]);
  });
});

describe('a difference in words', () => {
  it('reads as in the design', () => {
    expect(formatInterval({ p95: 30, low: 22, high: 41 })).toBe('+30 ms (22–41)');
    expect(formatInterval({ p95: -0.012, low: -0.015, high: -0.009 })).toBe('−12 µs (−15 to −9)');
    expect(formatInterval({ p95: 0.2, low: -0.1, high: 1.5 })).toBe('+0.2 ms (−0.1 to +1.5)');
    expect(formatDelta(1500)).toBe('+1.5 s');
    expect(formatDelta(0)).toBe('0 ns');
  });

  it('is of the tail, with the tail’s own interval', () => {
    const delta = deltaOf(20, { p95: 50, p95Low: 42, p95High: 61 });
    expect(delta).toEqual({ p95: 30, low: 22, high: 41 });
  });
});
