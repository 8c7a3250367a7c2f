/** What a clock can tell apart, where it is read. */
export interface ClockReading {
  /** Smallest positive step seen, in ms. */
  readonly resolution: number;
  /** Cross-origin isolated: browsers give finer clocks, and threads. True where there is no browser. */
  readonly isolated: boolean;
}

/** A sample has to be this many clock steps long, so that one step is 1 % of it. */
export const TICKS = 100;
/** A single call that is so long may be called a latency; shorter ones are means of batches. */
export const TICKS_OF_A_CALL = 20;

const CALLS = 10_000;
/** Coarse clocks (1 ms in some browsers) need longer than 10,000 calls to step once, in ms. */
const PATIENCE = 20;

/**
 * Smallest positive step of the clock over 10,000 calls, or over 20 ms where that shows none.
 * @param now ms
 */
export function probeResolution(now: () => number = () => performance.now()): number {
  let smallest = Infinity;
  let previous = now();
  const start = previous;
  for (let call = 0; call < CALLS || (smallest === Infinity && previous - start < PATIENCE); call++) {
    const read = now();
    if (read > previous) smallest = Math.min(smallest, read - previous);
    previous = read;
    if (call > 100 * CALLS) break;
  }
  // A clock that never moved: no sample will be long enough, and none is reported.
  return smallest;
}

/** The clock of this worker or process. */
export function readClock(): ClockReading {
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean };
  return { resolution: probeResolution(), isolated: crossOriginIsolated ?? true };
}

/** Clock of the native programs: nanoseconds, but C#'s Stopwatch only promises 100 of them. */
export const NATIVE_CLOCK: ClockReading = { resolution: 1e-4, isolated: true };

/** Below that, being taken off the processor for a moment is most of what a sample shows, in ms. */
const SHORTEST = 0.25;

/** Shortest batch in ms that makes an honest sample on this clock. */
export function shortestSample({ resolution }: ClockReading): number {
  return Math.max(SHORTEST, resolution * TICKS);
}
