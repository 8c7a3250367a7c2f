/** Looks for jumps so often, and tells of those that are larger, in ms. */
const CLOCK_PAUSE = 5_000;
const SMALLEST_JUMP = 2_000;

/**
 * Tells when the wall clock was set, or the machine slept, since time went on otherwise than it did by a clock that never jumps.
 * @param steady ms by that clock
 * @param onJump takes by how much, in ms
 * @returns ends it
 */
export function watchWallClock(
  steady: () => number,
  onJump: (by: number) => void,
  pause = CLOCK_PAUSE,
): () => void {
  let drift = Date.now() - steady();
  const timer = setInterval(() => {
    const by = Date.now() - steady() - drift;
    if (Math.abs(by) < SMALLEST_JUMP) return;
    drift += by;
    onJump(by);
  }, pause);
  return () => clearInterval(timer);
}
