import type { tf } from '../engine/tf';
import type { Shapes, Weights } from '../inference';
import type { Variables } from './parameters';

/** Rows of one length, one after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** What a net learns from: as many rows of answers as of questions. */
export interface Examples {
  readonly inputs: Matrix;
  readonly targets: Matrix;
}

/**
 * A kind of net on core operations that have gradients and kernels on every backend: no convolution, no gather (see the
 * parity test). `Spec` is plain data and is stored with the weights.
 */
export interface Net<Spec> {
  readonly kind: string;
  shapes(spec: Spec): Shapes;
  /** @param inputs rows × inputs @returns rows × outputs; both belong to the caller's `tf.tidy` */
  forward(spec: Spec, variables: Variables, inputs: tf.Tensor2D): tf.Tensor2D;
  /** Mean loss over the rows, a scalar. */
  loss(spec: Spec, outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar;
  /** The same forward pass in plain TypeScript: for one row it is faster than any backend, and it checks them all. */
  evaluate(spec: Spec, weights: Weights, row: Float32Array): Float32Array;
}
