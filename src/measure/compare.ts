import { at } from './at';
import { mean, median, studentQuantile, studentTwoSided, variance } from './statistics';

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

/** A comparison with what the ratio may as well be. */
export interface Difference extends Comparison {
  /** Ends of the interval that holds the true ratio with probability `1 - LEVEL`. */
  readonly low: number;
  readonly high: number;
}

/** With fewer turns there is no telling how much they vary. */
export const FEWEST_TURNS = 5;

/**
 * Compares two moments of a live session: two stretches of turns, each turn a few samples of one worker. Welch's t-test
 * of the logarithms of the turns' medians, since the moments share no rounds that could be paired. Turns that
 * resemble the ones before them count for fewer (Bayley and Hammersley, 1946). What a fresh worker would change
 * is not in the interval: only `compareRounds` knows that.
 * @param first medians by turn, in ms, in the order in which they were taken
 * @param second of the other moment
 * @returns undefined where either has fewer than `FEWEST_TURNS`
 */
export function compareMoments(first: readonly number[], second: readonly number[]): Difference | undefined {
  if (Math.min(first.length, second.length) < FEWEST_TURNS) return undefined;
  const [before, after] = [first, second].map((medians) => {
    const logs = medians.map(Math.log);
    const turns = effectiveCount(logs);
    return { level: mean(logs), error: variance(logs) / turns, turns };
  });
  if (!before || !after) return undefined;
  const effect = after.level - before.level;
  const square = before.error + after.error;
  const error = Math.sqrt(square);
  // Welch and Satterthwaite.
  const freedom =
    square === 0
      ? before.turns + after.turns - 2
      : square ** 2 / (before.error ** 2 / (before.turns - 1) + after.error ** 2 / (after.turns - 1));
  const p = error === 0 ? (effect === 0 ? 1 : 0) : studentTwoSided(effect / error, freedom);
  const half = error * studentQuantile(LEVEL, freedom);
  return {
    ratio: Math.exp(effect),
    low: Math.exp(effect - half),
    high: Math.exp(effect + half),
    p,
    different: p < LEVEL && Math.abs(effect) > Math.log(1 + SMALLEST_EFFECT),
  };
}

/** Independent values that would say as much, at least two: by the correlation of neighbours. */
function effectiveCount(values: readonly number[]): number {
  const centre = mean(values);
  let product = 0;
  let square = 0;
  values.forEach((value, i) => {
    square += (value - centre) ** 2;
    if (i > 0) product += (value - centre) * (at(values, i - 1) - centre);
  });
  const correlation = square > 0 ? Math.min(0.95, Math.max(0, product / square)) : 0;
  return Math.max(2, (values.length * (1 - correlation)) / (1 + correlation));
}
