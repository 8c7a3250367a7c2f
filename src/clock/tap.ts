const PAUSE = 2;
const KEPT = 8;

/**
 * Tap tempo: the median interval of the last eight taps; two seconds of rest start it over.
 * @param taps times of earlier taps, in seconds
 * @returns the taps to keep, and beats a minute once there are two of them
 */
export function tap(
  taps: readonly number[],
  time: number,
): { taps: readonly number[]; tempo: number | undefined } {
  const last = taps.at(-1);
  const kept = last === undefined || time - last > PAUSE ? [time] : [...taps, time].slice(-KEPT);
  const intervals = kept.slice(1).map((each, index) => each - (kept[index] ?? each));
  const sorted = intervals.filter((interval) => interval > 0).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const low = sorted[sorted.length % 2 ? middle : middle - 1];
  const high = sorted[middle];
  if (low === undefined || high === undefined) return { taps: kept, tempo: undefined };
  return { taps: kept, tempo: Math.round(1200 / (low + high)) / 10 };
}
