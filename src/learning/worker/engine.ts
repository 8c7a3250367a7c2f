import { type BackendOptions, currentBackend, type MlBackend, switchBackend } from '../engine/backends';
import { type BackendRow, type BackendTable, probeBackends } from '../engine/probe';
import { tf } from '../engine/tf';
import type { QuantileMlpSpec, Weights } from '../inference';
import type { Examples, Matrix } from '../nets/net';
import { disposeVariables, type Variables, variablesOf } from '../nets/parameters';
import { quantileMlp } from '../nets/quantile-mlp';
import { type Trained, type TrainOptions, type TrainTick, train } from '../train/trainer';

export interface ProbeRequest {
  readonly backends: readonly MlBackend[];
  /** Steps that the training is expected to take. */
  readonly steps: number;
}

export interface TrainRequest {
  readonly backend: MlBackend;
  readonly spec: QuantileMlpSpec;
  readonly examples: { readonly train: Examples; readonly heldOut: Examples };
  readonly options: TrainOptions;
  /** To go on from; fresh weights without. */
  readonly start?: Weights;
}

export interface PredictRequest {
  readonly backend: MlBackend;
  readonly spec: QuantileMlpSpec;
  readonly weights: Weights;
  readonly inputs: Matrix;
}

/** What can be asked of a learning engine, in this realm or in a worker. */
export interface MlEngine {
  probe(request: ProbeRequest, signal?: AbortSignal): AsyncGenerator<BackendRow, BackendTable>;
  /** Within a few steps of an abort it ends with the best weights so far. */
  train(request: TrainRequest, signal?: AbortSignal): AsyncGenerator<TrainTick, Trained>;
  predict(request: PredictRequest): Promise<Matrix>;
  /** Tensors that are held now: the same after every call as before it. */
  tensors(): Promise<number>;
  dispose(): void;
}

/** The engine in this realm. One realm has one current backend, so calls must not overlap. */
export function createEngine(options: BackendOptions = {}): MlEngine {
  /** Weights that were predicted with last stay on the device. */
  let held: { weights: Weights; variables: Variables; backend: MlBackend } | undefined;
  const release = (): void => {
    if (held) disposeVariables(held.variables);
    held = undefined;
  };
  const change = async (backend: MlBackend): Promise<void> => {
    if (backend !== currentBackend()) release();
    await switchBackend(backend, options);
  };
  return {
    async *probe({ backends, steps }) {
      release();
      return yield* probeBackends(backends, steps, options);
    },
    async *train({ backend, spec, examples, options: training, start }, signal) {
      await change(backend);
      return yield* train(quantileMlp, spec, examples, training, signal, start);
    },
    async predict({ backend, spec, weights, inputs }) {
      await change(backend);
      if (held?.weights.values !== weights.values) {
        release();
        held = { weights, variables: variablesOf(weights), backend };
      }
      const { variables } = held;
      const outputs = tf.tidy(() =>
        quantileMlp.forward(spec, variables, tf.tensor2d(inputs.values, [inputs.rows, inputs.columns])),
      );
      try {
        const values = (await outputs.data()) as Float32Array;
        return { rows: inputs.rows, columns: spec.quantiles.length, values };
      } finally {
        outputs.dispose();
      }
    },
    tensors: async () => tf.memory().numTensors,
    dispose: release,
  };
}
