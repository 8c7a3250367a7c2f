import { arraysOf, type Weights } from './weights';

/** A multilayer perceptron that answers quantiles which can't cross. */
export interface QuantileMlpSpec {
  readonly inputs: number;
  readonly hidden: readonly number[];
  /** In rising order, each between 0 and 1. */
  readonly quantiles: readonly number[];
}

/**
 * The forward pass in plain TypeScript, without tfjs: for one row it is faster than any backend, and it checks them all.
 * @param row `inputs` numbers
 * @returns one number for each quantile, ascending
 * @throws {RangeError} when the weights are of another net
 */
export function evaluateQuantileMlp(
  { inputs, hidden, quantiles }: QuantileMlpSpec,
  weights: Weights,
  row: Float32Array,
): Float32Array {
  const arrays = arraysOf(weights);
  const widths = [inputs, ...hidden, quantiles.length];
  let layer = row;
  for (let i = 0; i <= hidden.length; i++) {
    const next = affine(layer, arrays[`w${i}`], arrays[`b${i}`], widths[i + 1] ?? 0);
    if (i < hidden.length) for (let j = 0; j < next.length; j++) next[j] = Math.max(0, next[j] ?? 0);
    layer = next;
  }
  for (let i = 1; i < layer.length; i++) layer[i] = (layer[i - 1] ?? 0) + softplus(layer[i] ?? 0);
  return layer;
}

function affine(
  row: Float32Array,
  weights: Float32Array | undefined,
  bias: Float32Array | undefined,
  width: number,
): Float32Array {
  if (!weights || !bias) throw new RangeError('the weights do not fit the net');
  const out = Float32Array.from(bias);
  for (const [i, value] of row.entries()) {
    if (value === 0) continue;
    for (let j = 0; j < width; j++) out[j] = (out[j] ?? 0) + value * (weights[i * width + j] ?? 0);
  }
  return out;
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
