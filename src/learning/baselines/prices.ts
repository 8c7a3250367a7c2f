/** ms: no program is faster than this, whatever the prices say. */
const LEAST = 1e-9;
const STEPS = 400;
const RATE = 0.1;
/** Errors past this factor weigh no more than by their sign (Huber, 1964). */
const CORNER = 0.7;
/** Prices that nothing speaks for fall slowly to nothing. */
const DECAY = 2e-3;
/** Of a first guess: ms of one unit of work. */
const FIRST = 1e-6;

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
 * @returns one price for each column, in the unit of the times
 */
export function pricesOf(works: readonly (readonly number[])[], times: readonly number[]): number[] {
  const width = works[0]?.length ?? 0;
  const logs = new Float64Array(width).fill(Math.log(FIRST));
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
      const slope = (slopes[k] ?? 0) / works.length + DECAY * 0.1;
      first[k] = 0.9 * (first[k] ?? 0) + 0.1 * slope;
      second[k] = 0.999 * (second[k] ?? 0) + 0.001 * slope * slope;
      const [m, v] = [(first[k] ?? 0) / (1 - 0.9 ** step), (second[k] ?? 0) / (1 - 0.999 ** step)];
      logs[k] = (logs[k] ?? 0) - (rate * m) / (Math.sqrt(v) + 1e-8);
    }
  }
  return [...logs.map(Math.exp)];
}
