import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { group } from 'd3';
import type { BackendId } from '../../backends';
import {
  FEATURES_HASH,
  type Matrix,
  type MlBackend,
  type MlEngine,
  pricesOf,
  type QuantileMlpSpec,
  TRAIN_OPTIONS,
  type Trained,
  type TrainOptions,
  type TrainTick,
  timeOf,
  type Weights,
} from '../../learning';
import { median, quantile, seeded } from '../../measure';
import { encode, INPUTS } from './cell';
import { conformalWidth } from './conformal';
import { predict, standardised } from './forecast';
import { type Knowledge, knowledgeOf, type Row, rowsOf, splitFamilies } from './prepare';
import type { ForecastExample, ForecastModel } from './types';

export interface ForecasterOptions {
  readonly seed: number;
  readonly backend: MlBackend;
  /** Nets of the ensemble. */
  readonly members: number;
  readonly training: Omit<TrainOptions, 'seed'>;
  /** Share of the families that are not trained on: they end the training and calibrate the interval. */
  readonly heldOut: number;
  /** To go on from. */
  readonly start?: ForecastModel;
  /** Of the records, for the model's papers. */
  readonly sessions?: readonly string[];
}

export const FORECASTER_OPTIONS: ForecasterOptions = {
  seed: 1,
  backend: 'wasm',
  members: 5,
  training: { ...TRAIN_OPTIONS, batch: 256, steps: 2_000, every: 100, patience: 6, learningRate: 2e-3 },
  heldOut: 0.2,
};

/** Which of the nets is being trained. */
export interface ForecasterTick extends TrainTick {
  readonly part: number;
  readonly parts: number;
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const HIDDEN = [64, 64] as const;
const TAIL_HIDDEN = [24] as const;
/** Rows of a group below which it is calibrated with all others. */
const LEAST_GROUP = 40;
/** Spread that only one held-out row in a hundred goes past. */
const NOVEL = 0.99;
const LEAST_ROWS = 50;

/**
 * Learns a forecaster from measured rows: prices of the kinds of work by backend, an ensemble of quantile nets on what
 * the prices leave unexplained, a net for the tail, an interval calibrated on families that were not trained on.
 * @throws {RangeError} with fewer than fifty rows or two families
 */
export async function* trainForecaster(
  engine: MlEngine,
  examples: readonly ForecastExample[],
  options: ForecasterOptions,
  signal?: AbortSignal,
): AsyncGenerator<ForecasterTick, ForecastModel> {
  return yield* trainOnRows(engine, rowsOf(examples), options, signal);
}

/** The same on rows that are prepared already. */
export async function* trainOnRows(
  engine: MlEngine,
  rows: readonly Row[],
  { seed, backend, members, training, heldOut, start, sessions = [] }: ForecasterOptions,
  signal?: AbortSignal,
): AsyncGenerator<ForecasterTick, ForecastModel> {
  if (rows.length < LEAST_ROWS) throw new RangeError(`${rows.length} measurements are too few to learn from`);
  const { train, held } = splitFamilies(rows, heldOut, seed);
  if (train.length === 0 || held.length === 0) throw new RangeError('the measurements are all of one family');
  const prices = start?.prices ?? fitPrices(train);
  const encodeAll = (part: readonly Row[]): Encodings =>
    encodeRows(
      part.filter((row) => prices[row.backend]),
      prices,
      seed,
    );
  const [trainSet, heldSet] = [encodeAll(train), encodeAll(held)];
  const { mean, scale } = start ?? standardisation(trainSet);
  const inputsOf = (set: Encodings): Matrix =>
    matrixOf(set.rows.map((row) => standardised(row, { mean, scale })));
  const inputs = { train: inputsOf(trainSet), heldOut: inputsOf(heldSet) };
  const spec: QuantileMlpSpec = { inputs: INPUTS.length, hidden: HIDDEN, quantiles: QUANTILES };
  const tailSpec: QuantileMlpSpec = { inputs: INPUTS.length, hidden: TAIL_HIDDEN, quantiles: QUANTILES };
  const parts = members + 1;

  async function* net(
    part: number,
    which: 'rest' | 'tail',
    first?: Weights,
  ): AsyncGenerator<ForecasterTick, Trained> {
    const request = {
      backend,
      spec: which === 'rest' ? spec : tailSpec,
      examples: {
        train: { inputs: inputs.train, targets: columnOf(trainSet[which]) },
        heldOut: { inputs: inputs.heldOut, targets: columnOf(heldSet[which]) },
      },
      options: { ...training, seed: seed * 101 + part },
      ...(first ? { start: first } : {}),
    };
    const stream = engine.train(request, signal);
    for (;;) {
      const next = await stream.next();
      if (next.done) return next.value;
      yield { ...next.value, part, parts };
    }
  }

  const ensemble: Weights[] = [];
  const losses: number[] = [];
  for (let member = 0; member < members; member++) {
    const { weights, best } = yield* net(member, 'rest', start?.members[member]);
    ensemble.push(weights);
    losses.push(best);
  }
  const { weights: tail } = yield* net(members, 'tail', start?.tail);
  const bare: ForecastModel = {
    format: 1,
    plugin: 'predictive-morphing',
    features: FEATURES_HASH,
    data: { hash: hashOf(rows), ...countsOf(rows), sessions },
    seed,
    created: new Date().toISOString(),
    backend,
    prices,
    mean,
    scale,
    spec,
    members: ensemble,
    tailSpec,
    tail,
    conformal: {},
    novelty: Number.POSITIVE_INFINITY,
    seen: [...new Set([...(start?.seen ?? []), ...train.flatMap(({ operations }) => operations)])].sort(),
    metrics: { loss: median(losses) },
  };
  return calibrated(
    bare,
    held.filter((row) => prices[row.backend]),
    seed,
  );
}

/** Prices by backend, freed of the bias that relative least squares has. */
export function fitPrices(rows: readonly Row[]): ForecastModel['prices'] {
  const byBackend = group(rows, ({ backend }) => backend);
  return Object.fromEntries(
    [...byBackend].map(([backend, own]): [BackendId, number[]] => {
      const prices = pricesOf(
        own.map(({ work }) => work),
        own.map(({ log }) => Math.exp(log)),
      );
      const bias = Math.exp(median(own.map(({ work, log }) => log - Math.log(timeOf(work, prices)))));
      return [backend, prices.map((price) => price * bias)];
    }),
  );
}

interface Encodings {
  readonly rows: readonly Float32Array[];
  /** log ms that the offset leaves, and of the tail. */
  readonly rest: readonly number[];
  readonly tail: readonly number[];
}

const TOLD: readonly Knowledge[] = ['none', 'some', 'all'];

/** Every row three times: told nothing, some and all of what is known of its program. */
function encodeRows(rows: readonly Row[], prices: ForecastModel['prices'], seed: number): Encodings {
  const random = seeded(seed);
  const knowledge = knowledgeOf(rows);
  const all = rows.flatMap((of) =>
    TOLD.map((how) => ({ of, ...encode(of, knowledge(of, how, random), prices) })),
  );
  return {
    rows: all.map(({ row }) => row),
    rest: all.map(({ of, offset }) => of.log - offset),
    tail: all.map(({ of }) => of.tail),
  };
}

function standardisation({ rows }: Encodings): { mean: number[]; scale: number[] } {
  const mean = INPUTS.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length);
  const scale = INPUTS.map((_, i) => {
    const variance = rows.reduce((sum, row) => sum + ((row[i] ?? 0) - (mean[i] ?? 0)) ** 2, 0) / rows.length;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, scale };
}

function matrixOf(rows: readonly Float32Array[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * columns);
  for (const [i, row] of rows.entries()) values.set(row, i * columns);
  return { rows: rows.length, columns, values };
}

function columnOf(values: readonly number[]): Matrix {
  return { rows: values.length, columns: 1, values: Float32Array.from(values) };
}

/** Calibrates intervals and the line past which a program is new, on rows that were not trained on. */
function calibrated(model: ForecastModel, held: readonly Row[], seed: number): ForecastModel {
  const random = seeded(seed);
  const knowledge = knowledgeOf(held);
  const spreads: number[] = [];
  const scores = new Map<string, number[]>();
  const errors: Record<string, number[]> = { known: [], new: [] };
  for (const row of held) {
    for (const how of ['none', 'all'] as const) {
      const known = knowledge(row, how, random);
      const { quantiles, spread } = predict(model, row, known);
      const group = known.some(({ backend }) => backend === row.backend) ? 'known' : 'new';
      if (how === 'none') spreads.push(spread);
      const score = Math.max((quantiles[0] ?? 0) - row.log, row.log - (quantiles.at(-1) ?? 0));
      for (const key of [`${row.backend}.${group}`, `all.${group}`])
        scores.set(key, [...(scores.get(key) ?? []), score]);
      const middle = quantiles[model.spec.quantiles.indexOf(0.5)] ?? 0;
      errors[group]?.push(Math.abs(Math.exp(middle - row.log) - 1));
    }
  }
  const conformal = Object.fromEntries(
    [...scores]
      .filter(([key, each]) => key.startsWith('all.') || each.length >= LEAST_GROUP)
      .map(([key, each]) => [key, conformalWidth(each)]),
  );
  const errorOf = (group: string): number => median(errors[group] ?? []);
  return {
    ...model,
    conformal,
    novelty: quantile(spreads, NOVEL),
    metrics: { ...model.metrics, medianErrorNew: errorOf('new'), medianErrorKnown: errorOf('known') },
  };
}

function countsOf(rows: readonly Row[]): { rows: number; programs: number; families: number } {
  return {
    rows: rows.length,
    programs: new Set(rows.map(({ hash }) => hash)).size,
    families: new Set(rows.map(({ family }) => family)).size,
  };
}

/** SHA-256 of what was learnt from, whatever its order. */
function hashOf(rows: readonly Row[]): string {
  const lines = rows.map(({ hash, backend, size, settings, log }) =>
    JSON.stringify([hash, backend, size, settings, log]),
  );
  return bytesToHex(sha256(utf8ToBytes(lines.sort().join('\n'))));
}
