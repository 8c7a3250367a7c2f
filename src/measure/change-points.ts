import { at } from './at';
import { mean, median } from './statistics';

/**
 * Where the level of a series changes: PELT (Killick, Fearnhead and Eckley, 2012) with a Gaussian cost of the mean.
 * The variance is estimated from first differences, which a change of level disturbs only once.
 * @param values at least two
 * @param shortest segment, in values
 * @returns the first index of every segment but the first, ascending
 */
export function changePoints(values: readonly number[], shortest = 3): number[] {
  const n = values.length;
  if (n < 2 * shortest) return [];
  const noise = Math.max(differenceVariance(values), 1e-12);
  const penalty = 3 * noise * Math.log(n);
  const sums = prefix(values);
  const squares = prefix(values.map((value) => value * value));
  /** Squared deviation from the mean of values[from, to). */
  const cost = (from: number, to: number): number => {
    const sum = at(sums, to) - at(sums, from);
    return at(squares, to) - at(squares, from) - (sum * sum) / (to - from);
  };
  const best = new Float64Array(n + 1).fill(Infinity);
  best[0] = -penalty;
  const previous = new Int32Array(n + 1);
  let candidates = [0];
  for (let end = shortest; end <= n; end++) {
    const start = end - shortest;
    if (start >= shortest) candidates.push(start);
    for (const candidate of candidates) {
      const total = at(best, candidate) + cost(candidate, end) + penalty;
      if (total < at(best, end)) {
        best[end] = total;
        previous[end] = candidate;
      }
    }
    candidates = candidates.filter(
      (candidate) => at(best, candidate) + cost(candidate, end) <= at(best, end),
    );
  }
  const points: number[] = [];
  for (let end = at(previous, n); end > 0; end = at(previous, end)) points.unshift(end);
  return points;
}

function prefix(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = at(sums, i) + value;
  });
  return sums;
}

/** From the median of the absolute differences, so that single outliers do not count. */
function differenceVariance(values: readonly number[]): number {
  const steps = values.slice(1).map((value, i) => Math.abs(value - at(values, i)));
  // 1.4826 makes the median a standard deviation; a difference has twice the variance of a value.
  return (1.4826 * median(steps)) ** 2 / 2;
}

/** How a program came to speed (Barrett et al., 2017). */
export type WarmUpClass = 'flat' | 'warm-up' | 'slowdown' | 'no-steady-state';

export interface WarmUp {
  readonly class: WarmUpClass;
  /** Index of the first settled iteration; the length of the series where there is none. */
  readonly settledFrom: number;
  /** Indices where the level changes by more than the tolerance. */
  readonly changes: readonly number[];
}

/** Levels that differ by less are one level. */
const TOLERANCE = 0.05;
/** The settled part has to be at least this share of the series. */
const SETTLED_SHARE = 0.25;

/**
 * Classes a series of iteration times. Single slow iterations (a collection) do not make a level of their own: for
 * the detection, and only there, what is over three times the median of its neighbours is taken for that median.
 * @param times ms of one run, in the order in which they were taken
 */
export function classifyWarmUp(times: readonly number[]): WarmUp {
  const logs = cutOutliers(times).map((time) => Math.log(Math.max(time, 1e-9)));
  const starts = [0, ...changePoints(logs)];
  const levels = starts.map((start, i) => mean(logs.slice(start, starts[i + 1] ?? logs.length)));
  const last = levels.at(-1) ?? 0;
  const isLike = (level: number, other: number) => Math.abs(level - other) < Math.log(1 + TOLERANCE);
  let first = levels.length - 1;
  while (first > 0 && isLike(levels[first - 1] ?? 0, last)) first--;
  const settledFrom = starts[first] ?? 0;
  const changes = starts.slice(1).filter((_, i) => !isLike(levels[i] ?? 0, levels[i + 1] ?? 0));
  if (times.length - settledFrom < SETTLED_SHARE * times.length)
    return { class: 'no-steady-state', settledFrom: times.length, changes };
  if (settledFrom === 0) return { class: 'flat', settledFrom, changes };
  const isFastest = levels.every((level) => level > last || isLike(level, last));
  return { class: isFastest ? 'warm-up' : 'slowdown', settledFrom, changes };
}

const NEIGHBOURS = 5;

function cutOutliers(times: readonly number[]): number[] {
  return times.map((time, i) => {
    const around = times.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1);
    const typical = median(around);
    return time > 3 * typical ? typical : time;
  });
}
