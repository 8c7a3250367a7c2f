import { describe, expect, it } from 'vitest';
import { DEFAULT_SOUND } from '../session';
import { type Material, materialOf } from './material';
import { scaleOf } from './scales';
import { detuneOf, drumOfKey, drumScore, lagOf, type Part, score } from './score';

const C_MAJOR = scaleOf('major', 0);
const SIXTEENTH = 0.125;

function part(value: Parameters<typeof materialOf>[0] | Material, changes: Partial<Part> = {}): Part {
  const material =
    typeof value === 'object' && value !== null && 'slots' in value ? value : materialOf(value, C_MAJOR);
  return {
    material,
    figures: { answer: 'right', p50: 0.001, p95: 0.001 },
    root: 60,
    octave: 0,
    rate: 4,
    lag: 15,
    detune: 20,
    seed: 1,
    ...changes,
  };
}

const keys = (played: Part, steps: number): number[][] =>
  Array.from({ length: steps }, (_, step) => score(played, step, SIXTEENTH).map(({ key }) => key));

describe('a part', () => {
  it('plays one slot after the other at its rate, and starts over', () => {
    expect(keys(part([60, 62, 64]), 5)).toEqual([[60], [62], [64], [60], [62]]);
    expect(keys(part([60, 62, 64], { rate: 2 }), 5)).toEqual([[60], [], [62], [], [64]]);
    expect(keys(part([60, 0, 64], { octave: -1 }), 3)).toEqual([[48], [], [52]]);
  });

  it('marks bars and beats, and leaves a gap between notes', () => {
    const played = part(60);
    const [bar, beat, off] = [0, 4, 5].map((step) => score(played, step, SIXTEENTH)[0]);
    expect(bar?.velocity).toBeGreaterThan(beat?.velocity ?? 1);
    expect(beat?.velocity).toBeGreaterThan(off?.velocity ?? 1);
    expect(bar?.duration).toBeLessThan(SIXTEENTH);
    expect(score(part(60, { rate: 1 }), 0, SIXTEENTH)[0]?.duration).toBeCloseTo(4 * SIXTEENTH * 0.85);
  });

  it('strikes the root for a boolean, short', () => {
    const [hit] = score(part([true, false]), 0, SIXTEENTH);
    expect(hit).toMatchObject({ kind: 'hit', key: 60 });
    expect(hit?.duration).toBeLessThanOrEqual(SIXTEENTH / 2);
    expect(score(part([true, false]), 1, SIXTEENTH)).toEqual([]);
  });

  it('is not louder for having more notes', () => {
    const power = (played: Part) =>
      score(played, 0, SIXTEENTH).reduce((sum, { velocity }) => sum + velocity ** 2, 0);
    expect(power(part({ set: [60, 64, 67] }))).toBeCloseTo(power(part(60)));
  });

  it('is silent without an answer, and always the same with one', () => {
    const silent = part([60], { figures: { answer: 'silent', p50: 1, p95: 2 } });
    expect(score(silent, 0, SIXTEENTH)).toEqual([]);
    const rough = part([60], { figures: { answer: 'wrong', p50: 1, p95: 2 } });
    expect(score(rough, 8, SIXTEENTH)).toEqual(score(rough, 8, SIXTEENTH));
  });
});

describe('measurements', () => {
  it('move a part behind the beat, by the logarithm of its median', () => {
    expect(lagOf(0.001, 15)).toBe(0);
    expect(lagOf(0.0001, 15)).toBe(0);
    expect(lagOf(1, 15)).toBeCloseTo(0.045);
    expect(lagOf(100, 15)).toBeCloseTo(0.075);
    expect(lagOf(Number.NaN, 15)).toBe(0);
    expect(lagOf(1e9, 40)).toBe(0.25);
    const late = part([60], { figures: { answer: 'right', p50: 1, p95: 1 } });
    expect(score(late, 0, SIXTEENTH)[0]?.offset).toBeCloseTo(0.045);
  });

  it('detune it, by the doublings of its tail over its median', () => {
    expect(detuneOf({ answer: 'right', p50: 1, p95: 1 }, 20)).toBe(0);
    expect(detuneOf({ answer: 'right', p50: 1, p95: 2 }, 20)).toBe(20);
    expect(detuneOf({ answer: 'right', p50: 1, p95: 1e6 }, 50)).toBe(100);
    expect(detuneOf({ answer: 'right', p50: Number.NaN, p95: Number.NaN }, 20)).toBe(0);
    const rough = part([60], { figures: { answer: 'right', p50: 1, p95: 4 } });
    const cents = Array.from({ length: 64 }, (_, step) => score(rough, step, SIXTEENTH)[0]?.detune ?? 0);
    expect(Math.max(...cents.map(Math.abs))).toBeLessThanOrEqual(40);
    expect(Math.max(...cents)).toBeGreaterThan(20);
    expect(Math.min(...cents)).toBeLessThan(-20);
  });

  it('break a wrong answer up, out of the scale', () => {
    const wrong = score(part([60], { figures: { answer: 'wrong', p50: 1, p95: 1 } }), 0, SIXTEENTH);
    expect(wrong.map(({ kind }) => kind)).toEqual(['glitch', 'glitch', 'glitch']);
    expect(wrong[0]?.key).toBe(60);
    expect(wrong.slice(1).every(({ key }) => key !== 60)).toBe(true);
    const offsets = wrong.map(({ offset }) => offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });
});

describe('the drum grid', () => {
  const { rows } = DEFAULT_SOUND.drums;
  const drums = (step: number, booleans?: readonly boolean[]) =>
    drumScore(rows, booleans, step).map(({ drum }) => drum);

  it('plays the steps set by hand, bar after bar', () => {
    expect([0, 2, 4, 1].map((step) => drums(step))).toEqual([['kick'], ['hat'], ['kick', 'snare'], []]);
    expect(drums(16 + 4)).toEqual(['kick', 'snare']);
  });

  it('follows the booleans of an answer where a row says so, and is silent without any', () => {
    const following = { ...rows, kick: { ...rows.kick, follow: true } };
    const kicks = (booleans?: readonly boolean[]) =>
      [0, 1, 2, 3].map((step) => drumScore(following, booleans, step).some(({ drum }) => drum === 'kick'));
    expect(kicks([false, true, true])).toEqual([false, true, true, false]);
    expect(kicks()).toEqual([false, false, false, false]);
  });

  it('divides the octave above the root among its pieces', () => {
    expect([60, 63, 66, 69, 72, 59].map((key) => drumOfKey(key, 60))).toEqual([
      'kick',
      'snare',
      'hat',
      'clap',
      'kick',
      'clap',
    ]);
  });
});
