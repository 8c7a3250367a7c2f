import { tf } from '../engine/tf';
import type { Net } from './net';
import { arraysOf, type Shapes, type Variables } from './parameters';

/** A multilayer perceptron that answers quantiles which can't cross. */
export interface QuantileMlpSpec {
  readonly inputs: number;
  readonly hidden: readonly number[];
  /** In rising order, each between 0 and 1. */
  readonly quantiles: readonly number[];
}

/**
 * ReLU layers, then the lowest quantile and, by cumulated softplus, the steps up to the others (after Gasthaus et al.,
 * 2019); trained by the pinball loss (Koenker and Bassett, 1978), the mean over quantiles and rows.
 */
export const quantileMlp: Net<QuantileMlpSpec> = {
  kind: 'quantile-mlp',
  shapes({ inputs, hidden, quantiles }) {
    const widths = [inputs, ...hidden, quantiles.length];
    return Object.fromEntries(
      widths.slice(1).flatMap((width, layer) => [
        [`w${layer}`, [widths[layer] ?? 0, width] as const],
        [`b${layer}`, [width] as const],
      ]),
    ) satisfies Shapes;
  },
  forward({ hidden, quantiles }, variables, inputs) {
    return tf.tidy(() => {
      let layer = inputs;
      for (let i = 0; i <= hidden.length; i++) {
        const sum = tf.add(tf.matMul(layer, matrix(variables, `w${i}`)), variable(variables, `b${i}`));
        layer = (i < hidden.length ? tf.relu(sum) : sum) as tf.Tensor2D;
      }
      const base = tf.slice(layer, [0, 0], [-1, 1]);
      const steps = tf.softplus(tf.slice(layer, [0, 1], [-1, quantiles.length - 1]));
      // A running sum as a product: every backend has the gradient of a matrix product.
      const sums = tf.matMul(steps as tf.Tensor2D, upperTriangle(quantiles.length - 1));
      return tf.concat([base, tf.add(base, sums)], 1) as tf.Tensor2D;
    });
  },
  loss({ quantiles }, outputs, targets) {
    return tf.tidy(() => {
      const error = tf.sub(targets, outputs);
      const levels = tf.tensor2d([...quantiles], [1, quantiles.length]);
      const pinball = tf.maximum(tf.mul(levels, error), tf.mul(tf.sub(levels, 1), error));
      return tf.mean(pinball) as tf.Scalar;
    });
  },
  evaluate({ inputs, hidden, quantiles }, weights, row) {
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
  },
};

function variable(variables: Variables, name: string): tf.Variable {
  const found = variables[name];
  if (!found) throw new RangeError(`there is no variable ${name}`);
  return found;
}

function matrix(variables: Variables, name: string): tf.Tensor2D {
  return variable(variables, name) as tf.Tensor as tf.Tensor2D;
}

/** Ones on and above the diagonal: a row times it is the row's running sum. */
function upperTriangle(size: number): tf.Tensor2D {
  const values = Array.from({ length: size * size }, (_, i) => (i % size >= Math.floor(i / size) ? 1 : 0));
  return tf.tensor2d(values, [size, size]);
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
