import { describe, expect, it } from 'vitest';
import { seeded } from '../../measure';
import { Kriging, leaveOneOut, searchPositive } from '.';

const near = (a: number, b: number): number => Math.exp(-Math.abs(a - b));

describe('kriging', () => {
  it('knows nothing of what it has seen nothing of', () => {
    const guess = new Kriging<number>({ places: [], values: [], noise: 0.21 }, near).at(3);
    expect(guess).toEqual({ mean: 0, deviation: 1.1 });
  });

  it('is sure where it looked, and falls back to nothing far away', () => {
    const kriging = new Kriging({ places: [0, 1], values: [2, -1], noise: 1e-9 }, near);
    expect(kriging.at(0).mean).toBeCloseTo(2, 6);
    expect(kriging.at(0).deviation).toBeLessThan(1e-3);
    expect(kriging.at(30).mean).toBeCloseTo(0, 6);
    expect(kriging.at(30).deviation).toBeCloseTo(1, 6);
  });

  it('agrees with the textbook’s two places', () => {
    const { mean, deviation } = new Kriging({ places: [0], values: [1], noise: 0.5 }, near).at(1);
    expect(mean).toBeCloseTo(Math.exp(-1) / 1.5, 8);
    expect(deviation ** 2).toBeCloseTo(1.5 - Math.exp(-2) / 1.5, 8);
  });

  it('leaves each out as if it had not been seen', () => {
    const random = seeded(4);
    const places = Array.from({ length: 9 }, () => 5 * random());
    const values = places.map(() => random());
    const all = leaveOneOut({ places, values, noise: 0.1 }, near);
    for (const [i, place] of places.entries()) {
      const others = { places: places.toSpliced(i, 1), values: values.toSpliced(i, 1), noise: 0.1 };
      const { mean, deviation } = new Kriging(others, near).at(place);
      expect(all[i]?.mean).toBeCloseTo(mean, 7);
      expect(all[i]?.deviation).toBeCloseTo(deviation, 7);
    }
  });
});

describe('the search for positive numbers', () => {
  it('finds the least of a cost without a slope, and never makes it worse', () => {
    const cost = ({ a, b }: { a: number; b: number }): number =>
      Math.abs(Math.log(a / 7)) + Math.abs(Math.log(b / 0.01));
    const found = searchPositive({ a: 1, b: 1 }, cost, 300, seeded(2));
    expect(cost(found)).toBeLessThan(0.2);
    expect(searchPositive({ a: 7, b: 0.01 }, cost, 20, seeded(2))).toEqual({ a: 7, b: 0.01 });
  });
});
