import { mean, quantileSorted } from '../measure';

/** Turns that are kept of a channel: over a minute at any tempo. */
export const TURNS = 512;

/**
 * The latest turns of one channel, oldest first, in typed arrays: what a channel was measured at on each beat. Turns of
 * one epoch were taken with the same program, settings and inputs.
 */
export class Turns {
  private readonly times = new Float64Array(TURNS);
  private readonly lows = new Float64Array(TURNS);
  private readonly medians = new Float64Array(TURNS);
  private readonly means = new Float64Array(TURNS);
  private readonly highs = new Float64Array(TURNS);
  private readonly epochs = new Uint32Array(TURNS);
  /** Turns ever taken; the kept ones are the last of these. */
  total = 0;
  epoch = 0;

  /**
   * @param time ms on the page's clock
   * @param sorted ms of one run, ascending, at least one
   */
  push(time: number, sorted: Float64Array): void {
    const at = this.total % TURNS;
    this.times[at] = time;
    this.lows[at] = sorted[0] ?? Number.NaN;
    this.medians[at] = quantileSorted(sorted, 0.5);
    this.means[at] = mean(Array.from(sorted));
    this.highs[at] = quantileSorted(sorted, 0.95);
    this.epochs[at] = this.epoch;
    this.total++;
  }

  /** What comes next is measured with something changed. */
  change(): void {
    this.epoch++;
  }

  /** The number of the oldest turn that is kept. */
  get first(): number {
    return Math.max(0, this.total - TURNS);
  }

  /** ms on the page's clock; like the others NaN for a turn that is not kept. */
  time(turn: number): number {
    return this.read(this.times, turn);
  }

  /** The fastest sample of a turn, ms. */
  low(turn: number): number {
    return this.read(this.lows, turn);
  }

  p50(turn: number): number {
    return this.read(this.medians, turn);
  }

  /** All runs of the turn together over their number, ms: a single stall shows here and not in the median. */
  mean(turn: number): number {
    return this.read(this.means, turn);
  }

  p95(turn: number): number {
    return this.read(this.highs, turn);
  }

  epochOf(turn: number): number {
    return this.read(this.epochs, turn);
  }

  /** The first turn of the present epoch that is kept; `total` where there is none yet. */
  get firstOfEpoch(): number {
    let turn = this.total;
    while (turn > this.first && this.epochOf(turn - 1) === this.epoch) turn--;
    return turn;
  }

  /** The turns as they are now, to be kept. */
  copy(): Turns {
    const copy = new Turns();
    for (const name of ['times', 'lows', 'medians', 'means', 'highs', 'epochs'] as const)
      copy[name].set(this[name]);
    copy.total = this.total;
    copy.epoch = this.epoch;
    return copy;
  }

  private read(values: Float64Array | Uint32Array, turn: number): number {
    if (turn < this.first || turn >= this.total) return Number.NaN;
    return values[turn % TURNS] ?? Number.NaN;
  }
}
