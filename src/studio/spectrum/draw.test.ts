import { describe, expect, it } from 'vitest';
import { decades } from './draw';

describe('the axis', () => {
  it.each([
    [[], 0.01, 100],
    [[Number.NaN], 0.01, 100],
    [[0.5, 0.6], 0.01, 1],
    [[1.2, 0.02], 0.01, 10],
    [[0.0005, 80], 0.0001, 100],
    [[0.01], 0.0001, 0.1],
  ])('of %j goes from %f to %f ms', (values, low, high) => {
    const [from, to] = decades(values);
    expect(to / from).toBeGreaterThanOrEqual(999);
    if (values.length > 1) expect(from).toBeLessThan(Math.min(...values));
    expect(to).toBeCloseTo(high, 6);
    expect(Math.log10(from)).toBeLessThanOrEqual(Math.log10(low) + 1e-9);
  });
});
