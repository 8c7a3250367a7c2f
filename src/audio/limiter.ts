/** Peaks never leave the limiter above this, -0.3 dBFS: converters and encoders overshoot a little between samples. */
export const CEILING = 10 ** (-0.3 / 20);
/** Seconds by which the limiter sees a peak before it comes; what it puts out is late by as much. */
export const LOOKAHEAD = 0.004;
/** Seconds in which the gain comes back by 63 %. */
const RELEASE = 0.12;

/**
 * A stereo peak limiter with look-ahead (as in Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor
 * Design", JAES 2012, with a sliding minimum in place of the attack filter): the gain is the smallest that any sample
 * of the look-ahead window needs, then smoothed by a moving average as long as the window, so that it has arrived when the
 * peak does. Below the ceiling it changes nothing. The same code runs in the audio thread and in the export.
 */
export class Limiter {
  private readonly window: number;
  private readonly left: Float32Array;
  private readonly right: Float32Array;
  /** Gains that the samples of the window need, as a monotonic queue: values and when they came. */
  private readonly needs: Float64Array;
  private readonly times: Float64Array;
  private head = 0;
  private tail = 0;
  private readonly gains: Float64Array;
  private sum: number;
  private held = 1;
  private at = 0;
  private readonly recovery: number;

  constructor(
    sampleRate: number,
    private readonly ceiling = CEILING,
  ) {
    this.window = Math.max(1, Math.round(LOOKAHEAD * sampleRate));
    this.left = new Float32Array(this.window);
    this.right = new Float32Array(this.window);
    // The window, the sample that comes, and one more, so that a full queue is not an empty one.
    this.needs = new Float64Array(this.window + 2);
    this.times = new Float64Array(this.window + 2);
    this.gains = new Float64Array(this.window).fill(1);
    this.sum = this.window;
    this.recovery = 1 - Math.exp(-1 / (RELEASE * sampleRate));
  }

  /** Samples by which the output is late. */
  get latency(): number {
    return this.window;
  }

  /** Limits both channels in place. */
  process(left: Float32Array, right: Float32Array): void {
    const { window, ceiling } = this;
    for (let index = 0; index < left.length; index++) {
      const [l, r] = [left[index] ?? 0, right[index] ?? 0];
      const peak = Math.max(Math.abs(l), Math.abs(r));
      const least = this.least(peak > ceiling ? ceiling / peak : 1);
      // Down at once, up slowly; the average below makes both smooth.
      this.held = least < this.held ? least : this.held + (least - this.held) * this.recovery;
      const place = this.at % window;
      this.sum += this.held - (this.gains[place] ?? 1);
      this.gains[place] = this.held;
      const gain = Math.min(1, this.sum / window);
      left[index] = clip((this.left[place] ?? 0) * gain, ceiling);
      right[index] = clip((this.right[place] ?? 0) * gain, ceiling);
      this.left[place] = l;
      this.right[place] = r;
      this.at++;
    }
  }

  /** The smallest of this need and of those of the `window` samples before. */
  private least(need: number): number {
    const { needs, times, window } = this;
    const size = window + 2;
    if (this.head !== this.tail && (times[this.head] ?? 0) < this.at - window)
      this.head = (this.head + 1) % size;
    let last = (this.tail + size - 1) % size;
    while (this.head !== this.tail && (needs[last] ?? 0) >= need) {
      this.tail = last;
      last = (this.tail + size - 1) % size;
    }
    needs[this.tail] = need;
    times[this.tail] = this.at;
    this.tail = (this.tail + 1) % size;
    return needs[this.head] ?? 1;
  }
}

/** Rounding in the running sum may leave a sample a few billionths too loud. */
function clip(sample: number, ceiling: number): number {
  return sample > ceiling ? ceiling : sample < -ceiling ? -ceiling : sample;
}
