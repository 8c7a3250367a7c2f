import { describe, expect, it } from 'vitest';
import { geometricMean, median, quantile, studentQuantile, studentTwoSided, variance } from './statistics';

describe('order statistics', () => {
  it('interpolate between neighbours', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
    expect(quantile([7], 0.99)).toBe(7);
    expect(median([])).toBeNaN();
  });

  it('leave their argument alone', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('Student’s t', () => {
  // Two-sided critical values of the usual table.
  it.each([
    [12.706, 1, 0.05],
    [4.604, 4, 0.01],
    [2.776, 4, 0.05],
    [2.262, 9, 0.05],
    [2.045, 29, 0.05],
    [3.291, 1e6, 0.001],
  ])('%f with %f degrees of freedom', (t, freedom, p) => {
    expect(studentTwoSided(t, freedom)).toBeCloseTo(p, 4);
    expect(studentTwoSided(-t, freedom)).toBeCloseTo(p, 4);
    expect(studentQuantile(p, freedom)).toBeCloseTo(t, 2);
  });

  it('is certain of nothing at zero', () => {
    expect(studentTwoSided(0, 4)).toBeCloseTo(1);
    expect(studentTwoSided(Infinity, 4)).toBe(0);
  });
});

it('means', () => {
  expect(geometricMean([1, 4, 16])).toBeCloseTo(4);
  expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7);
});
