import { mean, median, studentTwoSided, variance } from './statistics';

export interface Comparison {
  /** Time of the second over time of the first: 1.1 is ten per cent slower. Geometric mean over the rounds. */
  readonly ratio: number;
  /** Two-sided, of the hypothesis that both take the same time. */
  readonly p: number;
  /** Whether they count as different: significant, and by more than a round-off in how code was laid out. */
  readonly different: boolean;
}

/** False alarms that are accepted, as a share of comparisons of two identical programs. */
export const LEVEL = 0.01;
/** Smaller differences are ties: the layout of code in memory alone makes as much (Mytkowicz et al., 2009). */
export const SMALLEST_EFFECT = 0.03;

/**
 * Compares two programs that were measured in the same rounds, in random order within each round: a fresh worker for
 * each, one after the other.
 *
 * The unit is the round, not the sample: samples of one worker resemble each other, and a rank test over pooled
 * samples takes that for evidence (Kalibera and Jones, 2013; Laaber et al., 2019). Each round gives one log ratio of
 * medians, and their mean is compared with zero by Student's paired t-test.
 * @param first samples by round, in ms
 * @param second as many rounds
 */
export function compareRounds(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
): Comparison {
  const rounds = Math.min(first.length, second.length);
  const logs = Array.from({ length: rounds }, (_, i) =>
    Math.log(median(second[i] ?? []) / median(first[i] ?? [])),
  );
  const effect = mean(logs);
  const error = Math.sqrt(variance(logs) / rounds);
  const p = error === 0 ? (effect === 0 ? 1 : 0) : studentTwoSided(effect / error, rounds - 1);
  const different = p < LEVEL && Math.abs(effect) > Math.log(1 + SMALLEST_EFFECT);
  return { ratio: Math.exp(effect), p, different };
}
