import { type Baseline, type Example, type Forecaster, HIGH, LOW, type Question } from './forecaster';
import { dot, ridgeRegression } from './least-squares';
import { type Encoding, encode, learnEncoding } from './vector';

/** A fitted model as plain data: it travels to another page and into a file. */
export interface LinearQuantiles {
  readonly encoding: Encoding;
  /** Of log latency, at the low, middle and high quantile. */
  readonly weights: {
    readonly low: readonly number[];
    readonly p50: readonly number[];
    readonly high: readonly number[];
  };
}

const ITERATIONS = 20;
const RIDGE = 2;
/** Residuals below this weigh as if they were this large: the loss has a corner at zero. */
const CORNER = 1e-3;

/**
 * Linear quantile regression (Koenker and Bassett, 1978) on log latency, fitted by iteratively reweighted least squares.
 * @throws {RangeError} without examples
 */
export function fitLinearQuantiles(examples: readonly Example[]): LinearQuantiles {
  if (examples.length === 0) throw new RangeError('nothing to learn from');
  const encoding = learnEncoding(examples);
  const rows = examples.map((example) => encode(example, encoding));
  const targets = Float64Array.from(examples, ({ latency }) => Math.log(latency));
  const weightsAt = (quantile: number): number[] => {
    const weights = new Float64Array(rows.length).fill(1);
    let solution = ridgeRegression(rows, targets, weights, RIDGE);
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      for (const [i, row] of rows.entries()) {
        const residual = (targets[i] ?? 0) - dot(row, solution);
        const slope = residual > 0 ? quantile : 1 - quantile;
        weights[i] = slope / Math.max(CORNER, Math.abs(residual));
      }
      solution = ridgeRegression(rows, targets, weights, RIDGE);
    }
    return [...solution];
  };
  return { encoding, weights: { low: weightsAt(LOW), p50: weightsAt(0.5), high: weightsAt(HIGH) } };
}

/** The forecaster of a fitted model. Quantiles that cross are put in order. */
export function linearQuantileForecaster({ encoding, weights }: LinearQuantiles): Forecaster {
  return {
    name: linearQuantiles.id,
    forecast(question: Question) {
      const row = encode(question, encoding);
      const p50 = Math.exp(dot(row, weights.p50));
      const ends = [Math.exp(dot(row, weights.low)), Math.exp(dot(row, weights.high))];
      return { low: Math.min(p50, ...ends), p50, high: Math.max(p50, ...ends) };
    },
  };
}

export const linearQuantiles: Baseline = {
  id: 'linear-quantiles',
  about: 'linear quantile regression on log latency',
  fit: (examples) => linearQuantileForecaster(fitLinearQuantiles(examples)),
};
