/** How often the frame is asked whether it is there, in ms. */
export const BEAT = 250;
/** Questions in a row without an answer that make it lost. Counted, not timed: hidden pages have slow timers. */
export const MISSED = 20;

/** Counts questions that were not answered. Pure: whoever owns a timer calls `ask`. */
export class Heartbeat {
  private asked = 0;
  private answered = 0;

  /** @returns the number of the next question, or undefined when the other side has to be given up */
  ask(): number | undefined {
    if (this.asked - this.answered >= MISSED) return undefined;
    this.asked++;
    return this.asked;
  }

  answer(beat: number): void {
    this.answered = Math.max(this.answered, beat);
  }
}
