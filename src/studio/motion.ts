const query = '(prefers-reduced-motion: reduce)';

/** Whether the performer asked the system for less motion: what moves without need then stays. */
export function reducedMotion(): boolean {
  return matchMedia(query).matches;
}
