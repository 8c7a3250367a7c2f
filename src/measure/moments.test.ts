import { describe, expect, it } from 'vitest';
import { compareMoments, LEVEL } from './compare';
import { seeded } from './random';

const random = seeded(3);
const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Medians of turns around a level, neighbours alike to a degree. */
function turns(count: number, level: number, correlation = 0, noise = 0.05): number[] {
  let drift = gauss();
  return Array.from({ length: count }, () => {
    drift = correlation * drift + Math.sqrt(1 - correlation ** 2) * gauss();
    return level * Math.exp(noise * drift);
  });
}

const TRIALS = 1_000;
function share(trial: () => boolean | undefined): number {
  let count = 0;
  for (let i = 0; i < TRIALS; i++) if (trial()) count++;
  return count / TRIALS;
}

describe('two moments of a live session', () => {
  it.each([
    [12, 0],
    [30, 0],
    [30, 0.5],
  ])('of %d turns alike are hardly told apart, correlated by %d', (count, correlation) => {
    const alarms = share(
      () => compareMoments(turns(count, 2, correlation), turns(count, 2, correlation))?.different,
    );
    expect(alarms).toBeLessThanOrEqual(3 * LEVEL);
  });

  it('that differ by a tenth are', () => {
    expect(share(() => compareMoments(turns(30, 2), turns(30, 2.2))?.different)).toBeGreaterThan(0.95);
  });

  it('have an interval that holds the true ratio', () => {
    const held = share(() => {
      const found = compareMoments(turns(20, 3), turns(25, 1.5));
      return found && found.low <= 0.5 && 0.5 <= found.high;
    });
    expect(held).toBeGreaterThan(0.97);
  });

  it('are a tie below three per cent, whatever the evidence', () => {
    expect(compareMoments(turns(40, 1, 0, 1e-4), turns(40, 1.02, 0, 1e-4))?.different).toBe(false);
  });

  it('that do not vary differ for certain, or not at all', () => {
    const [ones, twos] = [Array(6).fill(1), Array(6).fill(2)];
    expect(compareMoments(ones, twos)).toMatchObject({ ratio: 2, low: 2, high: 2, p: 0, different: true });
    expect(compareMoments(ones, ones)).toMatchObject({ p: 1, different: false });
  });

  it('of fewer than five turns are not compared', () => {
    expect(compareMoments(turns(4, 1), turns(30, 1))).toBeUndefined();
  });
});
