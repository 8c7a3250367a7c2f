/** Two clocks read at one moment, in seconds. */
export interface Reading {
  /** The page's clock. */
  readonly page: number;
  /** The audio device's clock: what is heard at that moment. */
  readonly audio: number;
}

/** Further apart than this, the device stood still or started over, and is not caught up with slowly. */
const JUMP = 0.05;
/** Share of a deviation that one reading corrects: single readings are off by a buffer's length. */
const CORRECTION = 0.02;
/** Readings until the first estimate is trusted: their best is taken. */
const FIRST = 8;

/**
 * Where a moment of the page's clock lies on the audio device's. The transport's clock is the master; the device's own
 * one drifts against it by some parts in a million and is read in coarse steps, so the distance is smoothed.
 */
export class ClockMap {
  private offset: number | undefined;
  private readings = 0;
  /** How often the device stood still or started over. */
  jumps = 0;

  read({ page, audio }: Reading): void {
    const offset = audio - page;
    if (this.offset === undefined) this.offset = offset;
    else if (Math.abs(offset - this.offset) > JUMP) {
      this.offset = offset;
      this.readings = 0;
      this.jumps++;
    } else {
      const share = Math.max(CORRECTION, 1 / Math.min(FIRST, this.readings + 1));
      const settled = this.readings >= FIRST;
      this.offset += (offset - this.offset) * (settled ? CORRECTION : share);
    }
    this.readings++;
  }

  /** Forgets what was read: the device is another one. */
  reset(): void {
    this.offset = undefined;
    this.readings = 0;
  }

  /** Seconds on the audio clock; undefined before the first reading. */
  audioAt(page: number): number | undefined {
    return this.offset === undefined ? undefined : page + this.offset;
  }
}
