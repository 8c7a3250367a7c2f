import { randomNormal } from 'd3';

/** Success in one of five steps keeps the step size as it is (Rechenberg, 1973). */
const SUCCESS = 1.5;
const FAILURE = SUCCESS ** -0.25;
const FIRST_STEP = 0.7;
/** No number ends further from where it began than this factor. */
const FARTHEST = 1e3;
/** Share of the numbers that one step changes. */
const SHARE = 0.5;

/**
 * Positive numbers with a small cost, by a (1+1) evolution strategy on their logarithms with the one-fifth rule: for a
 * handful of them and a cost without a slope, such as a median.
 * @param random uniform in [0, 1)
 */
export function searchPositive<Names extends string>(
  start: Readonly<Record<Names, number>>,
  costOf: (tried: Readonly<Record<Names, number>>) => number,
  steps: number,
  random: () => number,
): Record<Names, number> {
  const normal = randomNormal.source(random)();
  let best: Record<Names, number> = { ...start };
  let least = costOf(best);
  let step = FIRST_STEP;
  for (let i = 0; i < steps; i++) {
    const tried = { ...best };
    for (const name of Object.keys(best) as Names[])
      if (random() < SHARE) tried[name] = within(start[name], tried[name] * Math.exp(step * normal()));
    const cost = costOf(tried);
    const isBetter = cost < least;
    if (isBetter) [best, least] = [tried, cost];
    step *= isBetter ? SUCCESS : FAILURE;
  }
  return best;
}

function within(start: number, value: number): number {
  return Math.min(start * FARTHEST, Math.max(start / FARTHEST, value));
}
