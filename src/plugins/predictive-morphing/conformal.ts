/** Nominal coverage of the interval of the median. */
export const COVERAGE = 0.9;

/**
 * By how much an interval has to be widened so that it covers (conformalised quantile regression; Romano, Patterson and
 * Candès, 2019): the finite-sample quantile of how far held-out answers lay outside; negative where it can be narrowed.
 * @param scores of held-out rows: max(low − y, y − high)
 */
export function conformalWidth(scores: readonly number[], coverage = COVERAGE): number {
  const sorted = [...scores].sort((a, b) => a - b);
  const rank = Math.ceil((sorted.length + 1) * coverage);
  return sorted[Math.min(rank, sorted.length) - 1] ?? 0;
}

/**
 * Adaptive conformal inference (Gibbs and Candès, 2021): what the interval promises is moved after every answer, so that
 * in the long run as many are inside as it says, however the machine changes.
 */
export class AdaptiveCoverage {
  private level: number;

  /** @param rate how fast it moves; 0 never */
  constructor(
    private readonly coverage = COVERAGE,
    private readonly rate = 0.02,
  ) {
    this.level = coverage;
  }

  /** The nominal coverage to ask for now, 0–1. */
  get nominal(): number {
    return Math.min(0.999, Math.max(0.5, this.level));
  }

  observe(wasInside: boolean): void {
    this.level += this.rate * (this.coverage - Number(wasInside));
  }
}
