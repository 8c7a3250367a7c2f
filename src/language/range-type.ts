import { constantOf, type Interval, maximum, subtract } from './interval';
import type { Type } from './types';

/** What `range(start, stop, step)` holds, for every start, stop and step in these intervals. */
export function rangeType(start: Interval, stop: Interval, step: Interval): Type {
  const stride = constantOf(step);
  const up = step.min !== null && step.min > 0n;
  const down = step.max !== null && step.max < 0n;
  const count = (from: bigint | null, to: bigint | null): bigint | null => {
    if (from === null || to === null) return null;
    if (stride === null || stride === 0n)
      return up ? (to > from ? to - from : 0n) : from > to ? from - to : 0n;
    const span = stride > 0n ? to - from : from - to;
    const by = stride > 0n ? stride : -stride;
    return span <= 0n ? 0n : (span + by - 1n) / by;
  };
  const values: Interval = up
    ? { min: start.min, max: stop.max === null ? null : stop.max - 1n }
    : down
      ? { min: stop.min === null ? null : stop.min + 1n, max: start.max }
      : {
          min:
            least([start.min, stop.min]) === null || start.min === null || stop.min === null
              ? null
              : least([start.min, stop.min + 1n]),
          max: start.max === null || stop.max === null ? null : start.max > stop.max ? start.max : stop.max,
        };
  const range =
    values.min !== null && values.max !== null && values.min > values.max
      ? { min: values.min, max: values.min }
      : values;
  if (!up && !down) return { kind: 'range', range, size: { min: 0n, max: widest(start, stop) } };
  const size = up
    ? { min: stride === null ? 0n : (count(start.max, stop.min) ?? 0n), max: count(start.min, stop.max) }
    : { min: stride === null ? 0n : (count(start.min, stop.max) ?? 0n), max: count(start.max, stop.min) };
  return { kind: 'range', range: lastValue(range, start, size, stride), size };
}

function widest(start: Interval, stop: Interval): bigint | null {
  const a = subtract(stop, start);
  const m = maximum(a, subtract(start, stop)).max;
  return m === null ? null : m > 0n ? m : 0n;
}

/** With everything constant the last value is known exactly. */
function lastValue(range: Interval, start: Interval, size: Interval, stride: bigint | null): Interval {
  const from = constantOf(start);
  const count = constantOf(size);
  if (from === null || count === null || stride === null || count === 0n) return range;
  const last = from + (count - 1n) * stride;
  return from < last ? { min: from, max: last } : { min: last, max: from };
}

/** The least of some ends; null is unbounded and never the least. */
export function least(values: readonly (bigint | null)[]): bigint | null {
  return values.reduce<bigint | null>((a, b) => (a === null ? b : b === null ? a : a < b ? a : b), null);
}
