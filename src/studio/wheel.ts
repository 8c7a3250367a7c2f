/** What a notch of a wheel reports: some hundred pixels, three lines, or one page, by the browser and its system. */
const NOTCH = [100, 3, 1] as const;
const MOST = 3;

/**
 * How far a wheel was turned, in notches: the same for events in pixels, lines and pages, and never a leap.
 * @param delta `deltaX` or `deltaY`
 */
export function wheelNotches(delta: number, { deltaMode }: Pick<WheelEvent, 'deltaMode'>): number {
  return Math.max(-MOST, Math.min(MOST, delta / (NOTCH[deltaMode] ?? NOTCH[0])));
}
