import { median } from '../../measure';

/** ms: no program is faster than this, whatever the prices say. */
const LEAST = 1e-9;
const STEPS = 400;
const RATE = 0.1;
/** Errors past this factor weigh no more than by their sign (Huber, 1964). */
const CORNER = 0.7;
/** Prices that nothing speaks for fall slowly to nothing. */
const DECAY = 2e-5;
/** Share of the times that any one kind of work is guessed to take at first. */
const FIRST = 0.05;
/** As many odd rows as this move a price away from the one that it leans on. */
const LEANING = 1;
/** A price further away than this, in logs, is pulled no harder. */
const FAR = 3;
/** The factor to the prices that are leant on is found anew after so many steps. */
const AGAIN = 20;

/** Time that amounts of work take at such prices. */
export function timeOf(work: readonly number[], prices: readonly number[]): number {
  return Math.max(
    LEAST,
    work.reduce((sum, amount, k) => sum + amount * (prices[k] ?? 0), 0),
  );
}

/**
 * Prices of kinds of work that explain measured times: time = sum of price × work, prices positive, fitted to the log of
 * the time by Adam on the log of the prices (Kingma and Ba, 2015), so that a factor counts the same everywhere and a few
 * odd programs set no price.
 * @param works one row of amounts for each time
 * @param others prices of the same kinds elsewhere: where there are few rows, prices stay near a multiple of them
 * (partial pooling; Gelman and Hill, 2007)
 * @returns one price for each column, in the unit of the times
 */
export function pricesOf(
  works: readonly (readonly number[])[],
  times: readonly number[],
  others?: readonly number[],
): number[] {
  const width = works[0]?.length ?? 0;
  const leant = others && Float64Array.from(others, (price) => Math.log(Math.max(LEAST * LEAST, price)));
  const factor = (): number => median([...logs].map((log, k) => log - (leant?.[k] ?? 0)));
  const logs = leant
    ? leant.map((log) => log + median(works.map((work, i) => logRatio(times[i], timeOf(work, others)))))
    : firstGuess(works, times);
  let away = leant ? factor() : 0;
  const [first, second, slopes] = [0, 0, 0].map(() => new Float64Array(width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let step = 1; step <= STEPS; step++) {
    slopes.fill(0);
    const prices = logs.map(Math.exp);
    for (const [i, work] of works.entries()) {
      let sum = LEAST;
      for (let k = 0; k < width; k++) sum += (work[k] ?? 0) * (prices[k] ?? 0);
      const error = Math.log(sum) - Math.log(times[i] ?? 1);
      const pull = Math.max(-CORNER, Math.min(CORNER, error)) / sum;
      for (let k = 0; k < width; k++) slopes[k] = (slopes[k] ?? 0) + pull * (work[k] ?? 0) * (prices[k] ?? 0);
    }
    const rate = RATE * (1 - (0.9 * step) / STEPS);
    for (let k = 0; k < width; k++) {
      const log = logs[k] ?? 0;
      const lean = leant
        ? (LEANING / works.length) * Math.max(-FAR, Math.min(FAR, log - (leant[k] ?? 0) - away))
        : DECAY;
      const slope = (slopes[k] ?? 0) / works.length + lean;
      first[k] = 0.9 * (first[k] ?? 0) + 0.1 * slope;
      second[k] = 0.999 * (second[k] ?? 0) + 0.001 * slope * slope;
      const [m, v] = [(first[k] ?? 0) / (1 - 0.9 ** step), (second[k] ?? 0) / (1 - 0.999 ** step)];
      logs[k] = log - (rate * m) / (Math.sqrt(v) + 1e-8);
    }
    if (leant && step % AGAIN === 0) away = factor();
  }
  return [...logs.map(Math.exp)];
}

/** Logs of the prices at which each kind alone would take a share of the times. */
function firstGuess(works: readonly (readonly number[])[], times: readonly number[]): Float64Array {
  return Float64Array.from(works[0] ?? [], (_, k) => {
    const alone = works.flatMap((work, i) => {
      const amount = work[k] ?? 0;
      return amount > 0 ? [(times[i] ?? 0) / amount] : [];
    });
    return Math.log(alone.length > 0 ? Math.max(LEAST * LEAST, FIRST * median(alone)) : LEAST);
  });
}

const logRatio = (time = 1, expected: number): number => Math.log(time / expected);
