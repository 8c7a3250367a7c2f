import { seeded } from '../../measure';
import { tf } from '../engine/tf';
import type { QuantileMlpSpec } from '../inference';
import type { Examples, Matrix } from '../nets/net';
import { disposeVariables, initialWeights, variablesOf } from '../nets/parameters';
import { quantileMlp } from '../nets/quantile-mlp';
import { endlessBatches, trainStep } from './trainer';

/** A fixed task for every backend: forty inputs, of which a few matter. */
export const GOLDEN_SPEC: QuantileMlpSpec = {
  inputs: 40,
  hidden: [64, 64],
  quantiles: [0.05, 0.25, 0.5, 0.75, 0.95],
};

/** Inputs between -1 and 1, and an answer that depends on the first four of them. */
export function goldenExamples(rows = 512, columns = GOLDEN_SPEC.inputs): Examples {
  const random = seeded(7);
  const inputs: Matrix = { rows, columns, values: new Float32Array(rows * columns) };
  const targets: Matrix = { rows, columns: 1, values: new Float32Array(rows) };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) inputs.values[row * columns + column] = 2 * random() - 1;
    const at = (column: number): number => inputs.values[row * columns + column] ?? 0;
    targets.values[row] = at(0) - 2 * at(1) * at(2) + 0.5 * Math.sin(3 * at(3)) + 0.1 * (random() - 0.5);
  }
  return { inputs, targets };
}

/**
 * Trains the fixed task for some steps on the current backend.
 * @returns the loss of each step, and ms of each with the loss read, so that work queued on a GPU is counted
 */
export async function goldenRun(steps: number): Promise<{ losses: number[]; times: number[] }> {
  const variables = variablesOf(initialWeights(quantileMlp.shapes(GOLDEN_SPEC), 3));
  const optimizer = tf.train.adam(3e-3);
  const batches = endlessBatches(goldenExamples(), { batch: 128, seed: 5 });
  const losses: number[] = [];
  const times: number[] = [];
  try {
    for (let step = 0; step < steps; step++) {
      const from = performance.now();
      const loss = trainStep(quantileMlp, GOLDEN_SPEC, variables, optimizer, batches());
      const [value = Number.NaN] = await loss.data();
      loss.dispose();
      times.push(performance.now() - from);
      losses.push(value);
    }
    return { losses, times };
  } finally {
    optimizer.dispose();
    disposeVariables(variables);
  }
}
