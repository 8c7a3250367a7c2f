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
  const matrix = Array.from({ length: width }, () => new Float64Array(width));
  const right = new Float64Array(width);
  for (const [i, row] of rows.entries()) {
    const weight = weights[i] ?? 0;
    const target = targets[i] ?? 0;
    for (let j = 0; j < width; j++) {
      const scaled = weight * (row[j] ?? 0);
      if (scaled === 0) continue;
      right[j] = (right[j] ?? 0) + scaled * target;
      const line = matrix[j];
      if (line) for (let k = 0; k <= j; k++) line[k] = (line[k] ?? 0) + scaled * (row[k] ?? 0);
    }
  }
  for (let j = 0; j < width; j++) {
    const line = matrix[j];
    if (line) line[j] = (line[j] ?? 0) + (j === 0 ? 1e-9 : ridge);
  }
  return solve(matrix, right);
}

/** Solves A x = b for a symmetric positive definite A, of which only the lower half is read; A is overwritten. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const width = right.length;
  const at = (j: number, k: number): number => matrix[j]?.[k] ?? 0;
  for (let j = 0; j < width; j++) {
    const line = matrix[j];
    if (!line) continue;
    for (let k = 0; k <= j; k++) {
      let sum = at(j, k);
      for (let m = 0; m < k; m++) sum -= at(j, m) * at(k, m);
      line[k] = j === k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(k, k);
    }
  }
  const x = Float64Array.from(right);
  for (let j = 0; j < width; j++) {
    let sum = x[j] ?? 0;
    for (let m = 0; m < j; m++) sum -= at(j, m) * (x[m] ?? 0);
    x[j] = sum / at(j, j);
  }
  for (let j = width - 1; j >= 0; j--) {
    let sum = x[j] ?? 0;
    for (let m = j + 1; m < width; m++) sum -= at(m, j) * (x[m] ?? 0);
    x[j] = sum / at(j, j);
  }
  return x;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
