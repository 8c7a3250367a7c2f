import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Covariance of the values at two places: symmetric, positive definite. */
export type Covariance<Place> = (a: Place, b: Place) => number;

/** A value that is not known but for its distribution, as far as a normal one describes it. */
export interface Guess {
  readonly mean: number;
  readonly deviation: number;
}

/** What was seen: one value for each place, with noise of this variance. */
export interface Observed<Place> {
  readonly places: readonly Place[];
  readonly values: readonly number[];
  readonly noise: number;
}

/**
 * What values nearby say about a value that was not seen: simple kriging, the posterior of a Gaussian process whose mean
 * is nothing (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, algorithm 2.1). Cubic in the number
 * of places once, then linear for a mean and quadratic for a deviation.
 */
export class Kriging<Place> {
  private readonly factor: CholeskyDecomposition | undefined;
  /** Weight of the covariance with each place. */
  private readonly weights: readonly number[];

  constructor(
    private readonly observed: Observed<Place>,
    private readonly covariance: Covariance<Place>,
  ) {
    // Matrices without rows have no factors.
    this.factor = observed.places.length > 0 ? factorOf(observed, covariance) : undefined;
    this.weights = this.factor?.solve(Matrix.columnVector([...observed.values])).to1DArray() ?? [];
  }

  /** The value itself, without the noise of seeing it, but with that of seeing it in the deviation. */
  at(place: Place): Guess {
    const { places, noise } = this.observed;
    const own = this.covariance(place, place) + noise;
    if (!this.factor) return { mean: 0, deviation: Math.sqrt(own) };
    const shared = places.map((other) => this.covariance(place, other));
    const column = this.factor.solve(Matrix.columnVector(shared));
    const explained = shared.reduce((sum, each, i) => sum + each * column.get(i, 0), 0);
    const mean = shared.reduce((sum, each, i) => sum + each * (this.weights[i] ?? 0), 0);
    return { mean, deviation: Math.sqrt(Math.max(0, own - explained)) };
  }
}

/**
 * What all other places say about each of them, in one inversion (Rasmussen and Williams, 5.4.2).
 * @returns one guess for each place, in their order
 */
export function leaveOneOut<Place>(observed: Observed<Place>, covariance: Covariance<Place>): Guess[] {
  const { places, values } = observed;
  if (places.length === 0) return [];
  const inverse = factorOf(observed, covariance).solve(Matrix.eye(places.length));
  const weights = inverse.mmul(Matrix.columnVector([...values])).to1DArray();
  return values.map((value, i) => {
    const precision = inverse.get(i, i);
    return { mean: value - (weights[i] ?? 0) / precision, deviation: Math.sqrt(1 / precision) };
  });
}

/** Share of the variance that is added where places are all but the same, so that rounding leaves a factor. */
const JITTER = 1e-9;

function factorOf<Place>(
  { places, noise }: Observed<Place>,
  covariance: Covariance<Place>,
): CholeskyDecomposition {
  const matrix = new Matrix(places.length, places.length);
  for (const [i, a] of places.entries()) {
    for (let j = 0; j <= i; j++) {
      const value = covariance(a, places[j] as Place);
      matrix.set(i, j, value);
      matrix.set(j, i, value);
    }
    matrix.set(i, i, matrix.get(i, i) * (1 + JITTER) + noise);
  }
  return new CholeskyDecomposition(matrix);
}
