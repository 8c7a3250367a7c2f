import { describe, expect, it } from 'vitest';
import { initialDocument, perChannel, seeded } from '../session';
import { laneValue, shape } from './automation';
import { automatedAt } from './lanes';
import { tap } from './tap';
import {
  barsAndBeats,
  beatAt,
  beatsBetween,
  createTransport,
  nextBoundary,
  pause,
  play,
  playedAt,
  seek,
  setLoop,
  setTempo,
  stop,
} from './transport';

const LOOP = { on: true, start: 4, end: 8 };
const free = createTransport(120, { on: false, start: 0, end: 16 });

describe('the transport', () => {
  it('counts two beats a second at 120', () => {
    const playing = play(free, 10);
    expect([10, 11, 12.5].map((time) => beatAt(playing, time))).toEqual([0, 2, 5]);
  });

  it('keeps its place when paused, moved, slowed', () => {
    const paused = pause(play(free, 0), 3);
    expect(beatAt(paused, 99)).toBe(6);
    const resumed = setTempo(play(paused, 100), 60, 101);
    expect(beatAt(resumed, 103)).toBe(10);
    expect(beatAt(seek(resumed, 2, 103), 104)).toBe(3);
  });

  it('stops where playing began, then at zero', () => {
    const once = stop(play(seek(free, 5, 0), 1), 3);
    expect(beatAt(once, 4)).toBe(5);
    expect(beatAt(stop(once, 5), 5)).toBe(0);
  });

  it('loops, unless it starts behind the loop', () => {
    const looping = play(setLoop(free, LOOP, 0), 0);
    expect([1, 3.5, 4, 5, 6.25].map((time) => beatAt(looping, time))).toEqual([2, 7, 4, 6, 4.5]);
    expect(beatAt(play(seek(setLoop(free, LOOP, 0), 9, 0), 0), 1)).toBe(11);
    expect(setLoop(free, { on: true, start: 8, end: 2 }, 0).loop).toEqual({ on: true, start: 2, end: 8 });
  });

  it('meets every beat once, however the ticks fall', () => {
    const random = seeded(5);
    const playing = play(free, 0);
    const met: number[] = [];
    let time = -0.001;
    while (time < 20) {
      const next = time + random() * 0.2;
      met.push(...beatsBetween(playing, time, next).map(({ beat }) => beat));
      time = next;
    }
    expect(met).toEqual(Array.from({ length: met.length }, (_, index) => index));
    expect(met.length).toBeGreaterThanOrEqual(40);
  });

  it('counts what was played over loops, jumps and rests', () => {
    const looping = play(setLoop(free, LOOP, 0), 0);
    expect(playedAt(looping, 10)).toBe(20);
    const paused = pause(seek(looping, 0, 10), 11);
    expect(playedAt(paused, 99)).toBe(22);
    expect(playedAt(stop(play(paused, 100), 101), 102)).toBe(24);
  });

  it('does not catch up in a burst after a stall', () => {
    expect(beatsBetween(play(free, 0), 1, 31.2)).toEqual([{ beat: 62, time: 31 }]);
    expect(beatsBetween(play(free, 0), 1, 31, 4).map(({ beat }) => beat)).toEqual([59, 60, 61, 62]);
  });

  it.each([
    ['now', 5.3, 5.3],
    ['beat', 5.3, 6],
    ['beat', 5, 6],
    ['bar', 5.3, 8],
    ['loop', 5.3, 8],
    ['loop', 9, 12],
  ] as const)('a change at the next %s after %f comes at %f', (quantise, beat, expected) => {
    expect(nextBoundary(quantise, beat, LOOP)).toBe(expected);
  });

  it('reads as bar, beat, sixteenth', () => {
    expect(barsAndBeats(0)).toEqual({ bar: 1, beat: 1, sixteenth: 1 });
    expect(barsAndBeats(9.75)).toEqual({ bar: 3, beat: 2, sixteenth: 4 });
    expect(barsAndBeats(4 - 1e-12)).toEqual({ bar: 2, beat: 1, sixteenth: 1 });
  });
});

describe('tap tempo', () => {
  it('is the median, and starts over after a rest', () => {
    let taps: readonly number[] = [];
    let tempo: number | undefined;
    for (const time of [0, 0.5, 1, 1.9, 2.4, 2.9]) ({ taps, tempo } = tap(taps, time));
    expect(tempo).toBe(120);
    expect(tap(taps, 6)).toEqual({ taps: [6], tempo: undefined });
  });
});

describe('automation', () => {
  it.each(['linear', 'exponential', 'sine'] as const)('%s goes from 0 to 1 without turning back', (curve) => {
    expect(shape(curve, 0)).toBeCloseTo(0);
    expect(shape(curve, 1)).toBeCloseTo(1);
    for (let share = 0; share < 1; share += 0.05)
      expect(shape(curve, share + 0.05)).toBeGreaterThan(shape(curve, share));
  });

  it('holds the ends and steps at points', () => {
    const points = [
      { beat: 2, value: 0.2, curve: 'step' },
      { beat: 4, value: 0.8, curve: 'linear' },
      { beat: 8, value: 0, curve: 'linear' },
    ] as const;
    expect([0, 2, 3.99, 4, 6, 99].map((beat) => laneValue(points, beat))).toEqual([
      0.2, 0.2, 0.2, 0.8, 0.4, 0,
    ]);
    expect(laneValue([], 1)).toBeUndefined();
  });
});

describe('lanes', () => {
  const document = initialDocument(perChannel(() => 'loops'));
  const lane = {
    id: 'lane-1',
    parameter: 'rust.level',
    on: true,
    points: [
      { beat: 0, value: 0, curve: 'linear' },
      { beat: 4, value: 1, curve: 'linear' },
    ],
  } as const;

  it('move their parameter and nothing else', () => {
    const moved = automatedAt({ ...document, lanes: [lane] }, 1);
    expect(moved.channels.rust.level).toBe(0.25);
    expect(moved.channels.go).toBe(document.channels.go);
  });

  it('wait while a hand holds their parameter', () => {
    const automated = { ...document, lanes: [lane] };
    expect(automatedAt(automated, 1, new Set(['rust.level']))).toBe(automated);
  });

  it('that are off leave the very same document', () => {
    const off = { ...document, lanes: [{ ...lane, on: false }] };
    expect(automatedAt(off, 1)).toBe(off);
  });
});
