import { type ClockReading, TICKS_OF_A_CALL } from './clock';
import { median, quantileSorted, sortedCopy } from './statistics';

/** What the samples say, in ms of one run. */
export interface Summary {
  readonly p50: number;
  readonly p95: number;
  /** Only from 100 samples on: fewer have no hundredth part. */
  readonly p99?: number;
  /** What the quantiles are of: a mean of a batch has no tail of its own. */
  readonly of: 'calls' | 'batch means';
  readonly samples: number;
  /** Indices of samples over three times the median: most are collections. They count like all others. */
  readonly outliers: readonly number[];
}

const FOR_P99 = 100;
const OUTLIER = 3;

/**
 * @param times ms of one run, at least one
 * @param count runs that each of them is the mean of
 */
export function summarise(times: readonly number[], count: number, clock: ClockReading): Summary {
  const sorted = sortedCopy(times);
  const p50 = quantileSorted(sorted, 0.5);
  const isCall = count === 1 && p50 >= clock.resolution * TICKS_OF_A_CALL;
  return {
    p50,
    p95: quantileSorted(sorted, 0.95),
    ...(times.length >= FOR_P99 ? { p99: quantileSorted(sorted, 0.99) } : {}),
    of: isCall ? 'calls' : 'batch means',
    samples: times.length,
    outliers: outliers(times),
  };
}

/** Indices of samples over three times the median. */
export function outliers(times: readonly number[]): number[] {
  const bound = OUTLIER * median(times);
  return times.flatMap((time, i) => (time > bound ? [i] : []));
}
