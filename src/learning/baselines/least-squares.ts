import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/**
 * Weighted ridge regression: minimises sum w (y - x b)^2 + ridge |b|^2, the constant (column 0) unpenalised, by the
 * normal equations and Cholesky's factorisation.
 * @param rows vectors x of one length, the first entry 1
 * @param ridge > 0: the equations always have a solution
 */
export function ridgeRegression(
  rows: readonly Float64Array[],
  targets: Float64Array,
  weights: Float64Array,
  ridge: number,
): Float64Array {
  const width = rows[0]?.length ?? 0;
  const matrix = new Matrix(width, width);
  const right = new Float64Array(width);
  for (const [i, row] of rows.entries()) {
    const weight = weights[i] ?? 0;
    const target = targets[i] ?? 0;
    for (let j = 0; j < width; j++) {
      const scaled = weight * (row[j] ?? 0);
      if (scaled === 0) continue;
      right[j] = (right[j] ?? 0) + scaled * target;
      for (let k = 0; k <= j; k++) matrix.set(j, k, matrix.get(j, k) + scaled * (row[k] ?? 0));
    }
  }
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < j; k++) matrix.set(k, j, matrix.get(j, k));
    matrix.set(j, j, matrix.get(j, j) + (j === 0 ? 1e-9 : ridge));
  }
  return Float64Array.from(new CholeskyDecomposition(matrix).solve(Matrix.columnVector(right)).to1DArray());
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
