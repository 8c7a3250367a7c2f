import { quantileSorted } from '../measure';
import { CHANNEL_IDS, type ChannelId, perChannel, type Timing } from '../session';
import { Turns } from './turns';

/** Where a number comes from; it stands beside every number. */
export type Provenance = 'live' | 'bridge' | 'recorded';

/** Figures of an earlier measurement, and what must stand beside them. */
export interface Recorded {
  /** ms of one run */
  readonly p50: number;
  readonly p95: number;
  /** When it was measured, ms since the epoch. */
  readonly time: number;
  /** What its machine took for the arithmetic kernel on this backend, in ns; absent where it was not calibrated. */
  readonly kernel?: number;
}

const CAPACITY = 512;

/**
 * The latest samples of one channel in typed arrays. Nothing here is React state: charts and meters read it from
 * the frame driver and compare `version`.
 */
export class ChannelTelemetry {
  /** Milliseconds of one run. */
  private readonly samples = new Float64Array(CAPACITY);
  private readonly sorted = new Float64Array(CAPACITY);
  private head = 0;
  private size = 0;
  /** Runs compared with the reference, and how many of them were equal. */
  checked = 0;
  equal = 0;
  /** Runs timed on this visit. */
  runs = 0;
  provenance: Provenance | undefined;
  /** Whose figures are shown while `provenance` is `recorded`. */
  recorded: Recorded | undefined;
  /** What the times are of; stands beside every number with its provenance. */
  timing: Timing = 'service';
  /** Counts up with every change. */
  version = 0;
  /** Milliseconds; NaN until there is a sample. */
  p50 = Number.NaN;
  p95 = Number.NaN;
  /** The latest sample in ms, for the meter. */
  latest = Number.NaN;
  /** Bytes that the latest measurement took; NaN where the runtime can't say. */
  memory = Number.NaN;
  /** What was measured on each beat. */
  readonly turns = new Turns();

  /** Forgets every sample: there is nothing to show any more. What was compared still counts. */
  clear(): void {
    this.restart();
    this.provenance = undefined;
    this.recorded = undefined;
    this.p50 = Number.NaN;
    this.p95 = Number.NaN;
    this.latest = Number.NaN;
    this.version++;
  }

  /** Forgets samples taken before a change; what was compared still counts. */
  restart(): void {
    this.head = 0;
    this.size = 0;
    this.turns.change();
  }

  /** Shows figures of an earlier visit while there are no samples; undefined takes them back. */
  recall(figures: Recorded | undefined): void {
    if (this.size > 0 || (!figures && this.provenance !== 'recorded')) return;
    if (figures && this.recorded === figures) return;
    this.recorded = figures;
    this.provenance = figures && 'recorded';
    this.p50 = figures?.p50 ?? Number.NaN;
    this.p95 = figures?.p95 ?? Number.NaN;
    this.version++;
  }

  /**
   * One turn of the channel.
   * @param milliseconds one entry per sample: the mean of a batch counts as one
   * @param time when it was taken, in ms on the page's clock
   */
  push(
    milliseconds: readonly number[] | Float64Array,
    runs: number,
    provenance: Provenance,
    time = performance.now(),
  ): void {
    if (milliseconds.length > 0) this.turns.push(time, Float64Array.from(milliseconds).sort());
    for (const sample of milliseconds) {
      this.samples[this.head] = sample;
      this.head = (this.head + 1) % CAPACITY;
      this.size = Math.min(CAPACITY, this.size + 1);
      this.latest = sample;
    }
    this.runs += runs;
    this.provenance = provenance;
    this.recorded = undefined;
    this.summarise();
    this.version++;
  }

  /** Records that a run was compared with the reference. */
  verify(equal: boolean): void {
    this.checked++;
    if (equal) this.equal++;
    this.version++;
  }

  /** 0–1; NaN until something was compared. */
  get success(): number {
    return this.equal / this.checked;
  }

  get count(): number {
    return this.size;
  }

  private summarise(): void {
    if (this.size === 0) return;
    this.sorted.set(this.samples.subarray(0, this.size));
    const view = this.sorted.subarray(0, this.size).sort();
    this.p50 = quantileSorted(view, 0.5);
    this.p95 = quantileSorted(view, 0.95);
  }
}

export const telemetry: Readonly<Record<ChannelId, ChannelTelemetry>> = perChannel(
  () => new ChannelTelemetry(),
);

/** A number that changes whenever any channel's telemetry does. */
export function telemetryVersion(): number {
  return CHANNEL_IDS.reduce((sum, id) => sum + telemetry[id].version, 0);
}
