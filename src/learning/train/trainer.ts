import { seeded, shuffled } from '../../measure';
import { tf } from '../engine/tf';
import type { Weights } from '../inference';
import type { Examples, Matrix, Net } from '../nets/net';
import { disposeVariables, initialWeights, type Variables, variablesOf, weightsOf } from '../nets/parameters';
import { createBreath } from './breathe';

export interface TrainOptions {
  readonly seed: number;
  /** Rows of one step. */
  readonly batch: number;
  /** Steps at most. */
  readonly steps: number;
  /** Of Adam (Kingma and Ba, 2015). */
  readonly learningRate: number;
  /** Share of a weight that a step of rate 1 takes off (AdamW; Loshchilov and Hutter, 2019); biases keep theirs. */
  readonly weightDecay: number;
  /** Steps between two looks at the held-out loss. */
  readonly every: number;
  /** Looks without a better loss until it ends. */
  readonly patience: number;
}

export const TRAIN_OPTIONS: TrainOptions = {
  seed: 1,
  batch: 128,
  steps: 1_500,
  learningRate: 3e-3,
  weightDecay: 0,
  every: 50,
  patience: 8,
};

/** One look at how it goes. */
export interface TrainTick {
  readonly step: number;
  readonly steps: number;
  /** Mean loss of the batches since the last tick. */
  readonly loss: number;
  /** Loss on the held-out examples, and the best so far. */
  readonly heldOut: number;
  readonly best: number;
  /** Median ms of a step since the last tick. */
  readonly stepTime: number;
}

export interface Trained {
  /** The best on the held-out examples. */
  readonly weights: Weights;
  readonly ticks: readonly TrainTick[];
  readonly best: number;
  /** Held-out loss of the first weights. */
  readonly initial: number;
  readonly ended: 'steps' | 'early' | 'cancelled';
}

/** Training ran into numbers that are none. The weights from before are in `weights`. */
export class NonFiniteLoss extends Error {
  override readonly name = 'NonFiniteLoss';
  constructor(
    readonly step: number,
    readonly weights: Weights,
  ) {
    super(`the loss of step ${step} is not a finite number`);
  }
}

/**
 * Trains a net on the current backend: Adam on batches of one size, a look at held-out examples now and then, the best
 * weights kept. Ends early when nothing gets better, and within a few steps of an abort, with what it has. Disposes
 * every tensor that it makes.
 * @param start weights to go on from; fresh ones without
 * @throws {NonFiniteLoss} {RangeError} without examples
 */
export async function* train<Spec>(
  net: Net<Spec>,
  spec: Spec,
  examples: { readonly train: Examples; readonly heldOut: Examples },
  options: TrainOptions,
  signal?: AbortSignal,
  start?: Weights,
): AsyncGenerator<TrainTick, Trained> {
  if (examples.train.inputs.rows === 0 || examples.heldOut.inputs.rows === 0)
    throw new RangeError('there is nothing to learn from');
  const shapes = net.shapes(spec);
  const first = start ?? initialWeights(shapes, options.seed);
  const variables = variablesOf(first);
  const optimizer = tf.train.adam(options.learningRate);
  const batches = endlessBatches(examples.train, options);
  const held = tensorsOf(examples.heldOut);
  const breath = createBreath();
  const ticks: TrainTick[] = [];
  let weights = first;
  try {
    const initial = await lossOf(net, spec, variables, held);
    let best = initial;
    let looks = 0;
    for (let step = 0; step < options.steps; ) {
      const losses: tf.Scalar[] = [];
      const times: number[] = [];
      const until = Math.min(options.steps, step + options.every);
      for (; step < until && !signal?.aborted; step++) {
        const from = performance.now();
        losses.push(trainStep(net, spec, variables, optimizer, batches()));
        decay(variables, options.learningRate * options.weightDecay);
        times.push(performance.now() - from);
        if (breath.due()) await breath.take();
      }
      const loss = await meanAndDispose(losses);
      if (losses.length > 0 && !Number.isFinite(loss)) throw new NonFiniteLoss(step, weights);
      const heldOut = await lossOf(net, spec, variables, held);
      if (!Number.isFinite(heldOut)) throw new NonFiniteLoss(step, weights);
      if (heldOut < best) {
        best = heldOut;
        weights = await weightsOf(shapes, variables);
        looks = 0;
      } else looks++;
      if (signal?.aborted) return { weights, ticks, best, initial, ended: 'cancelled' };
      const middle = times.sort((one, other) => one - other)[times.length >> 1] ?? 0;
      const tick = { step, steps: options.steps, loss, heldOut, best, stepTime: middle };
      ticks.push(tick);
      yield tick;
      if (looks >= options.patience) return { weights, ticks, best, initial, ended: 'early' };
    }
    return { weights, ticks, best, initial, ended: 'steps' };
  } finally {
    breath.close();
    optimizer.dispose();
    disposeVariables(variables);
    tf.dispose([held.inputs, held.targets]);
  }
}

interface Batch {
  readonly inputs: tf.Tensor2D;
  readonly targets: tf.Tensor2D;
}

/** One step of gradient descent; the batch is disposed. @returns its loss, for the caller to dispose */
export function trainStep<Spec>(
  net: Net<Spec>,
  spec: Spec,
  variables: Variables,
  optimizer: tf.Optimizer,
  { inputs, targets }: Batch,
): tf.Scalar {
  const loss = optimizer.minimize(
    () => net.loss(spec, net.forward(spec, variables, inputs), targets),
    true,
    Object.values(variables),
  );
  tf.dispose([inputs, targets]);
  if (!loss) throw new Error('the optimizer gave no loss');
  return loss;
}

/** Takes a share off every matrix. */
function decay(variables: Variables, share: number): void {
  if (share === 0) return;
  for (const variable of Object.values(variables))
    if (variable.rank === 2) tf.tidy(() => variable.assign(tf.mul(variable, 1 - share)));
}

export function tensorsOf({ inputs, targets }: Examples): Batch {
  const tensor = ({ rows, columns, values }: Matrix) => tf.tensor2d(values, [rows, columns]);
  return { inputs: tensor(inputs), targets: tensor(targets) };
}

/** Batches of one size in another order each round: a last shorter one would have its kernels compiled anew. */
export function endlessBatches(
  { inputs, targets }: Examples,
  { batch, seed }: Pick<TrainOptions, 'batch' | 'seed'>,
): () => Batch {
  const random = seeded(seed);
  const all = Array.from({ length: inputs.rows }, (_, row) => row);
  let order: number[] = [];
  return () => {
    const rows: number[] = [];
    while (rows.length < batch) {
      if (order.length === 0) order = shuffled(all, random);
      rows.push(...order.splice(0, batch - rows.length));
    }
    return tensorsOf({ inputs: pick(inputs, rows), targets: pick(targets, rows) });
  };
}

/** Some rows of a matrix, in that order. */
export function pick({ columns, values }: Matrix, rows: readonly number[]): Matrix {
  const picked = new Float32Array(rows.length * columns);
  for (const [i, row] of rows.entries())
    picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  return { rows: rows.length, columns, values: picked };
}

async function lossOf<Spec>(
  net: Net<Spec>,
  spec: Spec,
  variables: Variables,
  { inputs, targets }: Batch,
): Promise<number> {
  const loss = tf.tidy(() => net.loss(spec, net.forward(spec, variables, inputs), targets));
  return meanAndDispose([loss]);
}

/** One read for all of them: on a GPU every read waits for the whole queue. */
async function meanAndDispose(losses: readonly tf.Scalar[]): Promise<number> {
  if (losses.length === 0) return Number.NaN;
  const mean = tf.tidy(() => tf.mean(tf.stack([...losses])));
  const [value = Number.NaN] = await mean.data();
  tf.dispose([mean, ...losses]);
  return value;
}
