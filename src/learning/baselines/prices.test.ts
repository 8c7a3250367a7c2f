import { describe, expect, it } from 'vitest';
import { seeded } from '../../measure';
import { pricesOf, timeOf } from './prices';

const TRUE = [0.002, 0.00001, 0.0004];

/** Amounts of three kinds of work, the last of which only some programs do. */
function worksOf(count: number, seed: number, last = 0.3): number[][] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => [
    1,
    Math.floor(10 ** (1 + 4 * random())),
    random() < last ? Math.floor(10 ** (1 + 3 * random())) : 0,
  ]);
}

describe('prices of work', () => {
  it('are found again from the times that they make, also of what few programs do', () => {
    const works = worksOf(300, 1, 0.05);
    const prices = pricesOf(
      works,
      works.map((work) => timeOf(work, TRUE)),
    );
    for (const [k, price] of prices.entries()) expect(price / (TRUE[k] ?? 0)).toBeCloseTo(1, 0);
  });

  it('lean on those of elsewhere, times how much slower it is here, where nothing was measured', () => {
    const works = worksOf(20, 2, 0);
    const slower = TRUE.map((price) => 3 * price);
    const times = works.map((work) => timeOf(work, slower));
    expect((pricesOf(works, times, TRUE)[2] ?? 0) / (slower[2] ?? 0)).toBeCloseTo(1, 0);
    expect(pricesOf(works, times)[2]).toBeLessThan((slower[2] ?? 0) / 10);
  });

  it('leave those of elsewhere where many times speak against them', () => {
    const works = worksOf(400, 3);
    const other = [0.002, 0.00001, 0.04];
    const times = works.map((work) => timeOf(work, TRUE));
    expect((pricesOf(works, times, other)[2] ?? 0) / (TRUE[2] ?? 0)).toBeLessThan(2);
  });
});
