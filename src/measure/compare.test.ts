import { describe, expect, it } from 'vitest';
import { readClock } from './clock';
import { compareRounds, LEVEL } from './compare';
import { seeded, shuffled } from './random';
import { Sampling, timed } from './sampling';
import { NOISY, type SyntheticMachine, syntheticRounds } from './testing';

const TRIALS = 2_000;

/** Share of comparisons that come out as different. */
function flagged(machine: SyntheticMachine, ratio: number, rounds = 5): number {
  let count = 0;
  for (let seed = 1; seed <= TRIALS; seed++) {
    const { first, second } = syntheticRounds(machine, { rounds, samples: 30, ratio, seed });
    if (compareRounds(first, second).different) count++;
  }
  return count / TRIALS;
}

describe('A/A: two identical programs', () => {
  it.each([
    ['a shared machine', NOISY],
    ['a quiet machine', { ...NOISY, worker: 0.002, noise: 0.005, drift: 0.001 }],
    ['layout that matters more than anything', { ...NOISY, worker: 0.15 }],
    ['a machine that drifts', { ...NOISY, drift: 0.3 }],
    ['many collections', { ...NOISY, collections: 0.3 }],
  ])('on %s are flagged at most at the level', (_, machine) => {
    expect(flagged(machine, 1)).toBeLessThanOrEqual(LEVEL);
  });

  it('are flagged at most at the level when they really ran', { timeout: 120_000 }, async () => {
    const clock = readClock();
    const random = seeded(7);
    const pairs = 100;
    let count = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const rounds = [[], []] as number[][][];
      for (let round = 0; round < 5; round++) {
        for (const side of shuffled(rounds, random)) side.push(await realSamples(clock, pair));
      }
      if (compareRounds(rounds[0] ?? [], rounds[1] ?? []).different) count++;
    }
    expect(count / pairs).toBeLessThanOrEqual(LEVEL);
  });
});

describe('A/B: programs that differ', () => {
  it('are told apart when one takes a quarter longer', () => {
    expect(flagged(NOISY, 1.25)).toBeGreaterThan(0.95);
  });

  it('are told apart at a tenth with ten rounds', () => {
    expect(flagged(NOISY, 1.1, 10)).toBeGreaterThan(0.95);
  });

  it('are a tie below three per cent', () => {
    expect(flagged({ ...NOISY, worker: 0, noise: 0.001, drift: 0 }, 1.02)).toBe(0);
  });

  it('give the ratio', () => {
    const { ratio } = compareRounds([[2, 2], [4]], [[3, 3], [6]]);
    expect(ratio).toBeCloseTo(1.5);
  });
});

/** Samples of a fresh copy of one kernel, as a fresh worker would give them. */
async function realSamples(clock: ReturnType<typeof readClock>, seed: number): Promise<number[]> {
  const kernel = (n: number) => {
    let sum = seed;
    for (let x = 0; x < n; x++) sum = (sum + x * x) % 1_000_003;
    return sum;
  };
  const instance = timed({
    timings: { compile: 0, instantiate: 0 },
    run: async () => ({ kind: 'value', value: kernel(2_000) }),
    batch: async (count) => {
      const from = performance.now();
      let digest = 0;
      for (let i = 0; i < count; i++) digest = kernel(2_000);
      return { count, elapsed: performance.now() - from, digest };
    },
    setInputs: async () => {},
    close: async () => {},
  });
  const sampling = new Sampling(instance, { ...clock, resolution: Math.max(clock.resolution, 0.002) });
  await sampling.settle({ samples: 10, total: 5 });
  return [...sampling.settled];
}
