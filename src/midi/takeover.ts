/** How close a knob must come to a value to take it over: a step and a half of a 7-bit controller. */
const CLOSE = 1.5 / 127;
/** A value that moved less than this since the knob set it was not moved by anything else. */
const SAME = 1e-6;

/** What is remembered of a knob between two of its messages. */
export interface Grip {
  /** Where the knob stood, 0–1. */
  readonly at: number;
  /** What the value was after the knob set it; undefined while the knob has no hold of it. */
  readonly set: number | undefined;
}

/**
 * Soft takeover, also called pickup: a knob moves a value only after it has reached or passed it, so that a
 * value never jumps to where a knob happens to stand. Whatever else moves the value makes the knob let go.
 * @param grip what was remembered; undefined for a knob not heard before
 * @param at where the knob stands now, 0–1
 * @param value the value now, 0–1
 * @returns whether the knob moves the value
 */
export function takesOver(grip: Grip | undefined, at: number, value: number): boolean {
  if (grip?.set !== undefined && Math.abs(grip.set - value) <= SAME) return true;
  if (Math.abs(at - value) <= CLOSE) return true;
  return grip !== undefined && Math.sign(grip.at - value) === -Math.sign(at - value);
}
