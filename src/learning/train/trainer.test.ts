import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../engine/backends';
import { tf } from '../engine/tf';
import type { QuantileMlpSpec, Weights } from '../inference';
import type { Net } from '../nets/net';
import { initialWeights } from '../nets/parameters';
import { quantileMlp } from '../nets/quantile-mlp';
import { goldenExamples, goldenRun } from './golden';
import {
  NonFiniteLoss,
  pick,
  TRAIN_OPTIONS,
  type Trained,
  type TrainOptions,
  type TrainTick,
  train,
} from './trainer';

const SPEC: QuantileMlpSpec = { inputs: 6, hidden: [24, 24], quantiles: [0.05, 0.25, 0.5, 0.75, 0.95] };
const all = goldenExamples(600, SPEC.inputs);
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const part = (from: number, to: number) => ({
  inputs: pick(all.inputs, rows(from, to)),
  targets: pick(all.targets, rows(from, to)),
});
const examples = { train: part(0, 500), heldOut: part(500, 600) };
const options: TrainOptions = { ...TRAIN_OPTIONS, batch: 64, steps: 200, every: 20 };

async function run(
  changes: Partial<TrainOptions> = {},
  {
    net = quantileMlp,
    data = examples,
    signal,
    onTick,
  }: {
    net?: Net<QuantileMlpSpec>;
    data?: typeof examples;
    signal?: AbortSignal;
    onTick?: (tick: TrainTick) => void;
  } = {},
): Promise<Trained> {
  const training = train(net, SPEC, data, { ...options, ...changes }, signal);
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
    onTick?.(next.value);
  }
}

beforeAll(() => switchBackend('wasm'));

describe('training', () => {
  it('learns: the held-out loss falls to a fraction, and further than without looking at the inputs', async () => {
    const { best, initial } = await run();
    const blind = {
      train: {
        ...examples.train,
        inputs: { ...examples.train.inputs, values: new Float32Array(500 * SPEC.inputs) },
      },
      heldOut: {
        ...examples.heldOut,
        inputs: { ...examples.heldOut.inputs, values: new Float32Array(100 * SPEC.inputs) },
      },
    };
    const without = await run({}, { data: blind });
    expect(best).toBeLessThan(0.5 * initial);
    expect(best).toBeLessThan(0.7 * without.best);
  });

  it('can learn a handful of rows by heart', async () => {
    const few = part(0, 4);
    const { best, initial } = await run(
      { batch: 4, steps: 600, patience: 100, learningRate: 1e-2 },
      { data: { train: few, heldOut: few } },
    );
    expect(best).toBeLessThan(0.05 * initial);
  });

  it('finds nothing in shuffled answers', async () => {
    const shuffled = { ...examples.train.targets, values: examples.train.targets.values.slice().reverse() };
    const data = { ...examples, train: { ...examples.train, targets: shuffled } };
    const [real, permuted] = [await run(), await run({}, { data })];
    expect(permuted.best).toBeGreaterThan(1.3 * real.best);
  });

  it('comes to the same weights with the same seed, and to others with another', async () => {
    const [one, same, other] = [
      await run({ steps: 40 }),
      await run({ steps: 40 }),
      await run({ steps: 40, seed: 2 }),
    ];
    expect(same.weights.values).toEqual(one.weights.values);
    expect(other.weights.values).not.toEqual(one.weights.values);
  });

  it('leaves no tensor behind, however it ends', async () => {
    const before = tf.memory().numTensors;
    await run({ steps: 20 });
    await run({ steps: 40 }, { signal: AbortSignal.abort() });
    const broken = part(0, 4);
    broken.targets.values[0] = Number.NaN;
    await expect(run({ steps: 40 }, { data: { ...examples, train: broken } })).rejects.toThrow(NonFiniteLoss);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when it is told to, with the best weights so far', async () => {
    const abort = new AbortController();
    const { ended, ticks, weights, best, initial } = await run(
      { steps: 100_000, every: 10, patience: 1_000 },
      { signal: abort.signal, onTick: ({ step }) => step >= 50 && abort.abort() },
    );
    expect(ended).toBe('cancelled');
    expect(ticks).toHaveLength(5);
    expect(best).toBeLessThan(initial);
    expect(weights.values.every(Number.isFinite)).toBe(true);
  });

  it('hears of an abort that comes while it works, not only between its looks', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    const { ended } = await run({ steps: 1_000_000, every: 1_000_000 }, { signal: abort.signal });
    expect(ended).toBe('cancelled');
  });

  it('ends early when nothing gets better, and keeps the best', async () => {
    const noise = {
      ...examples.heldOut,
      targets: { ...examples.heldOut.targets, values: new Float32Array(100).fill(9) },
    };
    const { ended, best, ticks } = await run(
      { steps: 2_000, patience: 3 },
      { data: { ...examples, heldOut: noise } },
    );
    expect(ended).toBe('early');
    expect(best).toBe(Math.min(...ticks.map(({ heldOut }) => heldOut), best));
  });

  it.each<[string, Partial<Net<QuantileMlpSpec>>]>([
    ['a loss of the wrong sign', { loss: (spec, out, to) => tf.neg(quantileMlp.loss(spec, out, to)) }],
    [
      'a layer that no gradient reaches',
      {
        forward: (spec, variables, inputs) => quantileMlp.forward(spec, detached(variables), inputs),
      },
    ],
  ])('does not get better with %s', async (_, change) => {
    const net = { ...quantileMlp, ...change };
    const { weights } = await run({ steps: 100 }, { net });
    const honest = await run({ steps: 100 });
    const score = (found: Weights) => heldOutLoss(found);
    expect(score(weights)).toBeGreaterThan(1.2 * score(honest.weights));
  });
});

/** All but the last layer as constants. */
function detached(variables: Parameters<typeof quantileMlp.forward>[1]): typeof variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      name,
      /[01]$/.test(name)
        ? (tf.mul(tf.tensor(variable.dataSync(), variable.shape), 1) as typeof variable)
        : variable,
    ]),
  );
}

/** Pinball loss by the plain forward pass. */
function heldOutLoss(weights: Weights): number {
  const { inputs, targets } = examples.heldOut;
  let sum = 0;
  for (let row = 0; row < inputs.rows; row++) {
    const out = quantileMlp.evaluate(
      SPEC,
      weights,
      inputs.values.subarray(row * SPEC.inputs, (row + 1) * SPEC.inputs),
    );
    for (const [i, level] of SPEC.quantiles.entries()) {
      const error = (targets.values[row] ?? 0) - (out[i] ?? 0);
      sum += Math.max(level * error, (level - 1) * error);
    }
  }
  return sum / (inputs.rows * SPEC.quantiles.length);
}

describe('the net', () => {
  it('answers quantiles that do not cross, the same as the plain forward pass', async () => {
    const weights = initialWeights(quantileMlp.shapes(SPEC), 11);
    const { variablesOf, disposeVariables } = await import('../nets/parameters');
    const variables = variablesOf(weights);
    const out = tf.tidy(() =>
      quantileMlp.forward(SPEC, variables, tf.tensor2d(all.inputs.values, [600, SPEC.inputs])),
    );
    const values = await out.data();
    out.dispose();
    disposeVariables(variables);
    for (let row = 0; row < 600; row++) {
      const plain = quantileMlp.evaluate(
        SPEC,
        weights,
        all.inputs.values.subarray(row * SPEC.inputs, (row + 1) * SPEC.inputs),
      );
      for (let i = 0; i < 5; i++) expect(values[row * 5 + i]).toBeCloseTo(plain[i] ?? Number.NaN, 4);
      for (let i = 1; i < 5; i++) expect(plain[i] ?? 0).toBeGreaterThanOrEqual(plain[i - 1] ?? 0);
    }
  });

  it('starts near the pinball loss of an answer of nothing', () => {
    const { targets } = examples.heldOut;
    const zero = SPEC.quantiles.reduce(
      (sum, level) =>
        sum +
        targets.values.reduce((total, y) => total + Math.max(level * y, (level - 1) * y), 0) / targets.rows,
      0,
    );
    const first = heldOutLoss(initialWeights(quantileMlp.shapes(SPEC), 11));
    expect(first).toBeLessThan((3 * zero) / SPEC.quantiles.length);
  });
});

describe('backends', () => {
  it('lose alike: wasm within a thousandth of cpu over twenty steps', async () => {
    const wasm = await goldenRun(20);
    await switchBackend('cpu');
    const cpu = await goldenRun(20);
    await switchBackend('wasm');
    for (const [i, loss] of cpu.losses.entries())
      expect(Math.abs((wasm.losses[i] ?? Number.NaN) - loss)).toBeLessThan(1e-3 * loss);
  });

  it('names why one is not to be had, and keeps the one before', async () => {
    await expect(switchBackend('webgl')).rejects.toThrow(
      /webgl can't be used here: there is no OffscreenCanvas/,
    );
    await expect(switchBackend('webgpu')).rejects.toThrow(/no GPU adapter/);
    expect(tf.scalar(2).dataSync()[0]).toBe(2);
  });

  it('changes one after the other when asked at once', async () => {
    await Promise.all([switchBackend('cpu'), switchBackend('wasm')]);
    expect((await goldenRun(1)).losses[0]).toBeGreaterThan(0);
  });
});
