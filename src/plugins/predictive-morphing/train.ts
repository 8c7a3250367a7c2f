import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { group } from 'd3';
import type { BackendId } from '../../backends';
import {
  type Examples,
  FEATURES_HASH,
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
import { median, seeded } from '../../measure';
import { calibrated, trusted } from './calibration';
import { INPUTS, priorOf, tailScale } from './cell';
import {
  bagOf,
  columnOf,
  type Encoding,
  encodeRows,
  matrixOf,
  QUANTILES,
  spreadsOf,
  standardisation,
} from './encodings';
import { standardised } from './forecast';
import { fitLikeness, type Noted } from './likeness';
import { type Row, rowsOf, splitFamilies } from './prepare';
import { type ForecastExample, type ForecastModel, forEachTold, TOLD, type Told } from './types';

export interface ForecasterOptions {
  readonly seed: number;
  readonly backend: MlBackend;
  /** Nets of the ensemble. */
  readonly members: number;
  readonly training: Omit<TrainOptions, 'seed'>;
  /** Share of the families that are not trained on: they end the training and calibrate the interval. */
  readonly heldOut: number;
  /** To go on from: its nets and what they have seen; what is quickly fitted is fitted anew. */
  readonly start?: ForecastModel;
  /** Of the records, for the model's papers. */
  readonly sessions?: readonly string[];
}

export const FORECASTER_OPTIONS: ForecasterOptions = {
  seed: 1,
  backend: 'wasm',
  members: 2,
  training: {
    ...TRAIN_OPTIONS,
    batch: 256,
    steps: 1_000,
    every: 100,
    patience: 5,
    learningRate: 1e-3,
    weightDecay: 8,
  },
  heldOut: 0.2,
};

/** How many nets are trained: an ensemble for each way of being told. */
export function netsOf({ members }: Pick<ForecasterOptions, 'members'>): number {
  return TOLD.length * members;
}

/** Which of the nets is being trained. */
export interface ForecasterTick extends TrainTick {
  readonly part: number;
  readonly parts: number;
}

const HIDDEN = [48, 48] as const;
const LEAST_ROWS = 50;

/**
 * Learns a forecaster from measured rows: prices of the kinds of work by backend, how far a measurement of a program
 * holds elsewhere, ensembles of quantile nets on what both leave unexplained, the tail of each channel, an interval
 * calibrated on families that were not trained on.
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
  const prices = fitPrices(train);
  const priced = (part: readonly Row[]): Row[] => part.filter((row) => prices[row.backend]);
  const learnt = { prices, ...fitMemories(priced(train), prices, seed) };
  const [trainSet, heldSet] = [
    encodeRows(priced(train), learnt, seed),
    encodeRows(priced(held), learnt, seed),
  ];
  const { mean, scale } = start ?? standardisation(trainSet);
  const examplesFor = (set: readonly Encoding[], told: Told): Examples => {
    const own = set.filter((each) => each.told === told);
    return {
      inputs: matrixOf(own.map((each) => standardised(each.row, { mean, scale }, told))),
      targets: columnOf(own.map(({ rest }) => rest)),
    };
  };
  const spec: QuantileMlpSpec = { inputs: INPUTS.length, hidden: HIDDEN, quantiles: QUANTILES };
  const parts = netsOf({ members });
  let part = 0;

  async function* net(told: Told, first?: Weights): AsyncGenerator<ForecasterTick, Trained> {
    const request = {
      backend,
      spec,
      // Each net sees other families: their mean is steadier than any of them.
      examples: {
        train: examplesFor(bagOf(trainSet, seed * 101 + part), told),
        heldOut: examplesFor(heldSet, told),
      },
      options: { ...training, seed: seed * 101 + part },
      ...(first ? { start: first } : {}),
    };
    const stream = engine.train(request, signal);
    for (;;) {
      const next = await stream.next();
      if (next.done) {
        part++;
        return next.value;
      }
      yield { ...next.value, part, parts };
    }
  }

  const nets = forEachTold((): Weights[] => []);
  const losses: number[] = [];
  for (const told of TOLD) {
    // Programs that were only ever run on one channel teach nothing about the others: that ensemble stays empty.
    const isEmpty = [trainSet, heldSet].some((set) => !set.some((each) => each.told === told));
    for (let member = 0; member < members && !isEmpty; member++) {
      const { weights, best } = yield* net(told, start?.nets[told][member]);
      nets[told].push(weights);
      losses.push(best);
    }
  }
  const bare: ForecastModel = {
    format: 2,
    plugin: 'predictive-morphing',
    features: FEATURES_HASH,
    data: { hash: hashOf(rows), ...countsOf(rows), sessions },
    seed,
    created: new Date().toISOString(),
    backend,
    prices,
    kernels: kernelsOf(train),
    mean,
    scale,
    spec,
    likeness: learnt.likeness,
    tails: learnt.tails,
    nets,
    trust: forEachTold(() => 1),
    spread: spreadsOf(trainSet),
    conformal: {},
    tailWidth: forEachTold(() => 0),
    novelty: Number.POSITIVE_INFINITY,
    seen: [...new Set([...(start?.seen ?? []), ...train.flatMap(({ operations }) => operations)])].sort(),
    metrics: { loss: median(losses) },
  };
  const unseen = priced(held);
  const model = calibrated(trusted(bare, unseen), unseen, start?.novelty);
  // What it was calibrated on teaches prices too. The intervals are of prices that had not seen it, and the wider for it.
  return { ...model, prices: fitPrices(rows) };
}

/** The channel with the most measurements, which compiled ones with few of them lean on. */
const LEANT_ON: BackendId = 'wasm';
const LEANING: readonly BackendId[] = ['rust', 'julia', 'go', 'csharp'];

/** Prices by backend, freed of the bias that relative least squares has. */
export function fitPrices(rows: readonly Row[]): ForecastModel['prices'] {
  const byBackend = group(rows, ({ backend }) => backend);
  const priced = (backend: BackendId, others?: readonly number[]): readonly number[] | undefined => {
    const own = byBackend.get(backend);
    if (!own) return undefined;
    const works = own.map(({ work }) => work);
    const times = own.map(({ log }) => Math.exp(log));
    const prices = pricesOf(works, times, others);
    const bias = Math.exp(median(own.map(({ work, log }) => log - Math.log(timeOf(work, prices)))));
    return prices.map((price) => price * bias);
  };
  const shared = priced(LEANT_ON);
  return Object.fromEntries(
    [...byBackend.keys()].flatMap((backend) => {
      const prices =
        backend === LEANT_ON ? shared : priced(backend, LEANING.includes(backend) ? shared : undefined);
      return prices ? [[backend, prices]] : [];
    }),
  );
}

/** Median of each fixed kernel, by backend. */
function kernelsOf(rows: readonly Row[]): ForecastModel['kernels'] {
  return Object.fromEntries(
    [...group(rows, ({ backend }) => backend)].map(([backend, own]) => {
      const names = [...new Set(own.flatMap(({ kernels }) => Object.keys(kernels)))];
      const timesOf = (name: string): number[] => own.flatMap(({ kernels }) => kernels[name] ?? []);
      return [backend, Object.fromEntries(names.map((name) => [name, median(timesOf(name))]))];
    }),
  );
}

/** How far medians and tails hold elsewhere, and the tail of each channel. */
function fitMemories(
  rows: readonly Row[],
  prices: ForecastModel['prices'],
  seed: number,
): Pick<ForecastModel, 'likeness' | 'tails'> {
  const typical = Object.fromEntries(
    [...group(rows, ({ backend }) => backend)].map(([backend, own]) => [
      backend,
      median(own.map(({ tail }) => tailScale(tail))),
    ]),
  );
  const programs = [...group(rows, ({ hash }) => hash).values()];
  const noted = (measure: (row: Row) => number): Noted[][] =>
    programs.map((own) => own.map((row) => ({ ...row, value: measure(row) })));
  const random = seeded(seed);
  return {
    likeness: fitLikeness(
      noted((row) => row.log - priorOf(row, prices)),
      random,
    ),
    tails: {
      typical,
      likeness: fitLikeness(
        noted((row) => tailScale(row.tail) - (typical[row.backend] ?? 0)),
        random,
      ),
    },
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
export function hashOf(rows: readonly Row[]): string {
  const lines = rows.map(({ hash, backend, size, settings, log }) =>
    JSON.stringify([hash, backend, size, settings, log]),
  );
  return bytesToHex(sha256(utf8ToBytes(lines.sort().join('\n'))));
}
