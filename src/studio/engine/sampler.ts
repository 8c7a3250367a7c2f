import type { Instance } from '../../backends';

/**
 * What the live loop spends on one channel: few samples, and the screen says that they are live. Records for a
 * dataset are taken elsewhere, with more.
 */
export interface SampleBudget {
  /** A sample is a batch of runs that takes at least this long, in ms, far above the clock's step. */
  readonly batch: number;
  readonly samples: number;
  /** All samples together, in ms; reached earlier for slow programs. */
  readonly total: number;
}

export const LIVE: SampleBudget = { batch: 2, samples: 12, total: 40 };
const MOST_RUNS = 1_000_000;

export interface Samples {
  /** Milliseconds of one run, a mean per batch. */
  readonly milliseconds: readonly number[];
  readonly runs: number;
}

/**
 * Times a program in batches: doubles the batch until it is long enough, then samples. Batches that were too
 * short to be trusted are warm-up and are not counted.
 * @param previous the batch size that was long enough last time
 */
export async function sample(
  instance: Instance,
  budget: SampleBudget,
  previous = 1,
): Promise<Samples & { readonly count: number }> {
  let count = previous;
  let spent = 0;
  let { elapsed } = await instance.batch(count);
  while (elapsed < budget.batch && count < MOST_RUNS && spent < budget.total) {
    spent += elapsed;
    const wanted = elapsed > 0 ? Math.ceil((count * budget.batch * 1.25) / elapsed) : count * 10;
    count = Math.min(MOST_RUNS, count * 16, Math.max(count * 2, wanted));
    ({ elapsed } = await instance.batch(count));
  }
  const milliseconds = [elapsed / count];
  let total = elapsed;
  while (milliseconds.length < budget.samples && total < budget.total) {
    ({ elapsed } = await instance.batch(count));
    milliseconds.push(elapsed / count);
    total += elapsed;
  }
  return { milliseconds, runs: milliseconds.length * count, count };
}
