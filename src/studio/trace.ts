import { quantileSorted } from '../measure';
import { type ChannelId, perChannel, type Timing } from '../session';

/** Beats that are remembered; a later one takes the place of one this many before it. */
const CAPACITY = 4096;

/**
 * What a channel measured on each beat of the timeline, in typed arrays: the latest pass over a beat stands. Charts
 * compare `version`.
 */
export class BeatTrace {
  private readonly beats = new Float64Array(CAPACITY).fill(Number.NaN);
  private readonly medians = new Float64Array(CAPACITY);
  private readonly tails = new Float64Array(CAPACITY);
  private readonly responses = new Uint8Array(CAPACITY);
  /** Counts up with every change. */
  version = 0;

  /**
   * @param beat a whole beat
   * @param p50 ms of one run, over the samples of that beat alone
   */
  put(beat: number, p50: number, p95: number, timing: Timing): void {
    const slot = beat % CAPACITY;
    this.beats[slot] = beat;
    this.medians[slot] = p50;
    this.tails[slot] = p95;
    this.responses[slot] = timing === 'response' ? 1 : 0;
    this.version++;
  }

  clear(): void {
    this.beats.fill(Number.NaN);
    this.version++;
  }

  /** ms; NaN where nothing was measured. */
  p50(beat: number): number {
    return this.read(this.medians, beat);
  }

  /** ms; NaN where nothing was measured. */
  p95(beat: number): number {
    return this.read(this.tails, beat);
  }

  /** What the figures of a beat are of. */
  timing(beat: number): Timing {
    return this.responses[beat % CAPACITY] === 1 ? 'response' : 'service';
  }

  private read(figures: Float64Array, beat: number): number {
    const slot = beat % CAPACITY;
    return this.beats[slot] === beat ? (figures[slot] ?? Number.NaN) : Number.NaN;
  }
}

export const traces: Readonly<Record<ChannelId, BeatTrace>> = perChannel(() => new BeatTrace());

/** Keeps what a channel measured on a beat. @param milliseconds of one run, a sample each */
export function trace(id: ChannelId, beat: number, milliseconds: readonly number[], timing: Timing): void {
  if (milliseconds.length === 0) return;
  const sorted = Float64Array.from(milliseconds).sort();
  traces[id].put(beat, quantileSorted(sorted, 0.5), quantileSorted(sorted, 0.95), timing);
}
