import { describe, expect, it } from 'vitest';
import { FEWEST_VALUES, periodogram } from './periodogram';
import { seeded } from './random';

const random = seeded(7);
const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Two a second, each up to 0.3 s late, as turns on a busy machine come. */
const turns = (count: number): number[] => Array.from({ length: count }, (_, i) => i / 2 + 0.3 * random());
const wander = (correlation: number) => (count: number) => {
  let level = 0;
  return Array.from({ length: count }, () => {
    level = correlation * level + gauss();
    return level;
  });
};

const NOISES = {
  white: wander(0),
  'of collections': (count: number) =>
    Array.from({ length: count }, () =>
      Math.log(1 + 0.05 * gauss() ** 2 + (random() < 0.05 ? 5 * random() : 0)),
    ),
  'a little red': wander(0.5),
  red: wander(0.9),
  'a random walk': wander(1),
  'red and white': (count: number) => wander(0.95)(count).map((level) => level + 2 * gauss()),
  'a change of level': (count: number) =>
    Array.from({ length: count }, (_, i) => gauss() + (i > count / 3 ? 4 : 0)),
} as const;

/** The labelled peaks, harmonics left out. */
function resonances(times: readonly number[], values: readonly number[]): number[] {
  const found = periodogram(times, values)?.peaks ?? [];
  return found.filter(({ harmonicOf }) => harmonicOf === undefined).map(({ period }) => period);
}

describe('the periodogram', () => {
  it.each([1.3, 2, 4, 8])('finds a planted period of %d s in noise', (period) => {
    const times = turns(160);
    const values = times.map((time) => Math.sin((2 * Math.PI * time) / period) + 0.5 * gauss());
    const found = resonances(times, values);
    expect(found).toHaveLength(1);
    expect(found[0]).toBeCloseTo(period, period > 5 ? 0 : 1);
  });

  it('names the period of a stall, and its multiples as harmonics', () => {
    const times = turns(240);
    const values = times.map((_, i) => (i % 8 === 0 ? 2 : 0) + 0.3 * gauss());
    const found = periodogram(times, values)?.peaks ?? [];
    expect(found[0]?.period).toBeCloseTo(4, 1);
    expect(found.length).toBeGreaterThan(1);
    for (const { harmonicOf } of found.slice(1)) expect(harmonicOf).toBeCloseTo(0.25, 2);
  });

  it('finds two periods at once, and one across a gap in the series', () => {
    const times = turns(200).filter((time) => time < 40 || time > 52);
    const wave = (period: number, time: number): number => Math.sin((2 * Math.PI * time) / period);
    const one = times.map((time) => wave(3.1, time) + 0.3 * gauss());
    expect(resonances(times, one)[0]).toBeCloseTo(3.1, 1);
    const two = times.map((time) => wave(1.7, time) + wave(5.3, time) + 0.3 * gauss());
    const [slow, fast] = resonances(times, two);
    expect(slow).toBeCloseTo(5.3, 0);
    expect(fast).toBeCloseTo(1.7, 1);
  });

  it('states its rate and reaches up to half of it', () => {
    const found = periodogram(
      Array.from({ length: 64 }, (_, i) => i / 4),
      Array.from({ length: 64 }, gauss),
    );
    expect(found?.rate).toBeCloseTo(4);
    expect(found?.span).toBeCloseTo(63 / 4);
    expect(found?.frequencies.at(-1)).toBeLessThanOrEqual(2);
    expect(found?.frequencies.at(-1)).toBeGreaterThan(1.9);
  });

  it('says nothing of too few values, or of values that are all alike or on a line', () => {
    const times = turns(FEWEST_VALUES);
    expect(periodogram(times.slice(1), times.slice(1).map(gauss))).toBeUndefined();
    expect(
      periodogram(
        times,
        times.map(() => 3),
      ),
    ).toBeUndefined();
    expect(
      periodogram(
        times,
        times.map((time) => 2 * time),
      ),
    ).toBeUndefined();
    expect(
      periodogram(
        times.map(() => 1),
        times.map(gauss),
      ),
    ).toBeUndefined();
  });

  // The level is 0.01; the reddest noises reach 0.02, and 8 of 150 would be over twice that.
  it.each(Object.entries(NOISES))('hears nothing in noise that is %s', (_, noise) => {
    for (const count of [48, 128]) {
      let alarms = 0;
      for (let series = 0; series < 150; series++) {
        if ((periodogram(turns(count), noise(count))?.peaks.length ?? 0) > 0) alarms++;
      }
      expect(alarms).toBeLessThanOrEqual(7);
    }
  });
});
