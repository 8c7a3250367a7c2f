import { tf } from '../engine/tf';
import { evaluateQuantileMlp, type QuantileMlpSpec, type Shapes } from '../inference';
import type { Net } from './net';
import type { Variables } from './parameters';

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
  evaluate: evaluateQuantileMlp,
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
