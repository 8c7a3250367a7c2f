import { describe, expect, it } from 'vitest';
import { changePoints, classifyWarmUp } from './change-points';
import { normals } from './testing';

/** Times around levels: pairs of length and level, with noise of so many per cent. */
function series(seed: number, noise: number, ...parts: readonly (readonly [number, number])[]): number[] {
  const normal = normals(seed);
  return parts.flatMap(([length, level]) =>
    Array.from({ length }, () => level * Math.exp((noise / 100) * normal())),
  );
}

describe('change points', () => {
  it('are found where the level changes', () => {
    const values = series(1, 2, [50, 1], [50, 2], [50, 1.5]).map(Math.log);
    expect(changePoints(values)).toEqual([50, 100]);
  });

  it('are rare where it does not', () => {
    let found = 0;
    for (let seed = 1; seed <= 200; seed++) found += changePoints(series(seed, 5, [100, 1])).length;
    expect(found / 200).toBeLessThan(0.2);
  });

  it('need two segments to be between', () => {
    expect(changePoints([1, 2, 3])).toEqual([]);
    expect(changePoints([])).toEqual([]);
  });
});

describe('classes of warm-up', () => {
  it.each([
    ['flat', [[200, 1]], 0],
    [
      'warm-up',
      [
        [4, 30],
        [20, 5],
        [100, 2],
      ],
      24,
    ],
    [
      'slowdown',
      [
        [60, 1],
        [100, 1.5],
      ],
      60,
    ],
    [
      'no-steady-state',
      [
        [60, 1],
        [60, 1.5],
        [60, 1],
        [20, 1.6],
      ],
      200,
    ],
  ] as const)('%s', (name, parts, settledFrom) => {
    for (let seed = 1; seed <= 20; seed++) {
      const found = classifyWarmUp(series(seed, 2, ...parts));
      expect(found.class, `seed ${seed}`).toBe(name);
      expect(Math.abs(found.settledFrom - settledFrom), `seed ${seed}`).toBeLessThanOrEqual(1);
    }
  });

  it('a single collection makes no level', () => {
    const times = series(3, 2, [100, 1]);
    times[40] = 12;
    times[90] = 9;
    expect(classifyWarmUp(times)).toMatchObject({ class: 'flat', settledFrom: 0 });
  });

  it('levels within five per cent are one', () => {
    expect(classifyWarmUp(series(1, 0.1, [50, 1], [50, 1.03])).class).toBe('flat');
  });
});
