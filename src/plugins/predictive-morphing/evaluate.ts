import { FEATURES_HASH, type MlBackend, type MlEngine } from '../../learning';
import { linearQuantiles, nearestNeighbours } from '../../learning/baselines';
import { seeded, studentQuantile } from '../../measure';
import { EVALUATION_FORMAT, type EvaluationReport, type Score } from '../contract';
import { type KnownCell, priorOf, recall } from './cell';
import { COVERAGE } from './conformal';
import { emittedBy } from './emitted';
import { predict, predictTail, widthOf } from './forecast';
import {
  ABLATIONS,
  featuresOf,
  judgeBaseline,
  judgePlain,
  metadataForecast,
  nearestMoved,
  shuffledTimes,
  wordsOf,
} from './peers';
import { drawn, type Knowledge, knowledgeOf, type Row, rowsOf } from './prepare';
import {
  byBackend,
  coverageOf,
  directionOf,
  gainOver,
  type Judged,
  medianError,
  metricsOf,
  type PrintedOf,
  slicesBy,
  sweepNoiseOf,
  tauWithinPrograms,
} from './scores';
import { FORECASTER_OPTIONS, fitPrices, hashOf, trainOnRows } from './train';
import type { ForecastExample, ForecastModel } from './types';

export interface EvaluateOptions {
  readonly backend: MlBackend;
  readonly seeds: readonly number[];
  /** Groups of families; each is forecast by a model that has seen none of them. */
  readonly folds: number;
  readonly steps: number;
  /** Measured pairs of the same thing, in ms. */
  readonly repeats: readonly (readonly [number, number])[];
  onProgress?(text: string): void;
}

/** Enough for the report; the tests take fewer. */
export const EVALUATE_OPTIONS = { backend: 'wasm', seeds: [1, 2, 3, 4, 5], folds: 5, steps: 600 } as const;

const SHARES = [0.25, 0.5, 1] as const;
const NOMINAL = [0.5, 0.8, 0.9, 0.95] as const;
/** Degrees of freedom from which Student's t is the normal distribution. */
const NORMAL = 1e6;

/**
 * How good a forecaster is on families that it has not seen: cross-validated by family over several seeds, beside its
 * baselines, controls that must learn nothing, forecasters that are not shown some of its inputs, the noise of measuring
 * twice, a learning curve, and the flattering error of a split by rows.
 */
export async function evaluateForecaster(
  engine: MlEngine,
  examples: readonly ForecastExample[],
  options: EvaluateOptions,
): Promise<EvaluationReport> {
  const { seeds, folds, repeats, onProgress = () => {} } = options;
  const rows = rowsOf(examples);
  onProgress('printing programs');
  const printedOf = await emittedBy(examples);
  const [firstSeed = 1] = seeds;
  const told: Record<Knowledge, Judged[]> = { none: [], others: [], some: [], all: [] };
  const plain = { moved: [] as Judged[], prices: [] as Judged[] };
  const baselines = new Map<string, Judged[]>();
  for (const seed of seeds) {
    for (const [i, { known, unseen }] of splits(rows, folds, seed).entries()) {
      onProgress(`seed ${seed}, families ${i + 1} of ${folds}`);
      const model = await trained(engine, known, seed, options);
      for (const how of ['none', 'others', 'all'] as const) told[how].push(...judge(model, unseen, how));
      if (seed !== firstSeed) continue;
      const prices = fitPrices(known);
      plain.prices.push(...judgePlain(unseen, (row) => priorOf(row, prices)));
      const tell = knowledgeOf(unseen);
      plain.moved.push(
        ...judgePlain(unseen.filter(isMeasured(tell)), (row) => {
          return nearestMoved(
            row,
            tell(row, 'all', () => 1),
            prices,
          );
        }),
      );
      for (const baseline of [linearQuantiles, nearestNeighbours])
        push(baselines, baseline.about, judgeBaseline(baseline, known, unseen, featuresOf));
      push(
        baselines,
        'bag of words: linear quantile regression on tokens',
        judgeBaseline(linearQuantiles, known, unseen, wordsOf(examples)),
      );
    }
  }
  onProgress('controls');
  const [split] = splits(rows, folds, firstSeed);
  if (!split) throw new RangeError('there is nothing to evaluate');
  const permuted = await trained(engine, shuffledTimes(split.known, firstSeed), firstSeed, options);
  const curve: { share: number; error: number }[] = [];
  for (const share of SHARES) {
    const programs = [...new Set(split.known.map(({ hash }) => hash))].sort();
    const kept = new Set(drawn(programs, Math.ceil(share * programs.length), firstSeed));
    const model = await trained(
      engine,
      split.known.filter(({ hash }) => kept.has(hash)),
      firstSeed,
      options,
    );
    curve.push({ share, error: medianError(judge(model, split.unseen, 'none')) });
  }
  const ablations: { without: string; error: number }[] = [];
  for (const [without, blind] of Object.entries(ABLATIONS)) {
    onProgress(`without ${without}`);
    const model = await trained(engine, split.known.map(blind), firstSeed, options);
    ablations.push({ without, error: medianError(judge(model, split.unseen.map(blind), 'none')) });
  }
  const wasMeasured = isMeasured(knowledgeOf(rows));
  const known = told.all.filter(({ row }) => wasMeasured(row));
  onProgress('split by rows');
  const byRow = await rowSplit(engine, rows, firstSeed, options);
  const metadata = judgePlain(split.unseen, metadataForecast(rows, split.known));
  const scores: Score[] = [
    score('measured on this channel before', known),
    score('measured on other channels', told.others),
    score('never measured', told.none),
    {
      ...score('baseline: nearest measurement moved by the prices', plain.moved),
      gain: gainOver(known, plain.moved),
    },
    ...[['a price for each kind of expected work', plain.prices] as const, ...baselines].map(
      ([name, judged]) => ({
        ...score(`baseline: ${name}`, judged),
        gain: gainOver(told.none, judged),
      }),
    ),
    score('control: trained on shuffled times, never measured', judge(permuted, split.unseen, 'none')),
    score('control: shown only when a row was written and the hash of its program', metadata),
  ];
  const backends = slicesBy(known, byBackend);
  return {
    format: EVALUATION_FORMAT,
    plugin: 'predictive-morphing',
    created: new Date().toISOString(),
    backend: options.backend,
    data: hashOf(rows),
    features: FEATURES_HASH,
    seeds,
    rows: rows.length,
    programs: new Set(rows.map(({ hash }) => hash)).size,
    families: new Set(rows.map(({ family }) => family)).size,
    scores,
    noiseFloor: noiseOf(repeats),
    sweepNoise: sweepNoiseOf(rows, printedOf),
    learningCurve: curve,
    ablations,
    rowSplitError: byRow,
    reliability: reliabilityOf(known),
    byFamily: slicesBy(known, ({ family }) => family).map(({ key, rows: count, error }) => ({
      family: key,
      rows: count,
      error,
    })),
    byBackend: backends.map(({ key, ...slice }) => ({ backend: key, ...slice })),
    bars: barsOf(known, told.all, backends, printedOf),
  };
}

function barsOf(
  known: readonly Judged[],
  all: readonly Judged[],
  backends: readonly { readonly coverage: number }[],
  printedOf: PrintedOf,
): EvaluationReport['bars'] {
  const { 'median error of p95': tail } = metricsOf(known);
  const worst = Math.min(...backends.map(({ coverage }) => coverage));
  const [p50, coverage, tau, direction] = [
    medianError(known),
    coverageOf(known),
    tauWithinPrograms(all),
    directionOf(known, printedOf),
  ];
  return [
    { bar: 'median error of p50 ≤ 15 %', measured: p50, holds: p50 <= 0.15 },
    {
      bar: 'median error of p95 ≤ 25 %',
      measured: tail?.value ?? Number.NaN,
      holds: (tail?.value ?? 1) <= 0.25,
    },
    { bar: 'Kendall’s tau within a program ≥ 0.8', measured: tau, holds: tau >= 0.8 },
    { bar: '90 % interval covers 87–93 %', measured: coverage, holds: coverage >= 0.87 && coverage <= 0.93 },
    { bar: 'worst channel covers ≥ 80 %', measured: worst, holds: worst >= 0.8 },
    { bar: 'direction of a fader move over 10 % right ≥ 90 %', measured: direction, holds: direction >= 0.9 },
  ];
}

interface Split {
  readonly known: Row[];
  readonly unseen: Row[];
}

/** Families dealt out in a seeded order. */
function splits(rows: readonly Row[], folds: number, seed: number): Split[] {
  const families = [...new Set(rows.map(({ family }) => family))].sort();
  const order = drawn(families, families.length, seed);
  const foldOf = new Map(order.map((family, i) => [family, i % folds]));
  return Array.from({ length: Math.min(folds, families.length) }, (_, fold) => ({
    known: rows.filter(({ family }) => foldOf.get(family) !== fold),
    unseen: rows.filter(({ family }) => foldOf.get(family) === fold),
  }));
}

async function trained(
  engine: MlEngine,
  rows: readonly Row[],
  seed: number,
  { backend, steps }: Pick<EvaluateOptions, 'backend' | 'steps'>,
): Promise<ForecastModel> {
  const training = { ...FORECASTER_OPTIONS.training, steps };
  const stream = trainOnRows(engine, rows, { ...FORECASTER_OPTIONS, backend, seed, members: 1, training });
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
  }
}

function judge(model: ForecastModel, unseen: readonly Row[], how: Knowledge): Judged[] {
  const tell = knowledgeOf(unseen);
  const middle = model.spec.quantiles.indexOf(0.5);
  return unseen
    .filter(({ backend }) => model.prices[backend])
    .map((row) => {
      const recalled = recall(
        tell(row, how, () => 1),
        model,
      );
      const { told, quantiles } = predict(model, row, recalled);
      const width = widthOf(model, row.backend, told);
      const p50 = quantiles[middle] ?? 0;
      const [low, high] = [(quantiles[0] ?? p50) - width, (quantiles.at(-1) ?? p50) + width];
      const [p95, tailWidth] = [p50 + predictTail(model, row, recalled), model.tailWidth[told]];
      const tails = { p95, p95Low: p95 - tailWidth, p95High: p95 + tailWidth };
      return { row, p50, ...tails, low: Math.min(p50, low), high: Math.max(p50, high) };
    });
}

function isMeasured(tell: ReturnType<typeof knowledgeOf>): (row: Row) => boolean {
  return (row) => tell(row, 'all', () => 1).some(({ backend }: KnownCell) => backend === row.backend);
}

/** The same forecaster where rows of one family stand on both sides: what it would seem to know. */
async function rowSplit(
  engine: MlEngine,
  rows: readonly Row[],
  seed: number,
  options: EvaluateOptions,
): Promise<number> {
  const random = seeded(seed);
  const dealt = rows.map((row) => ({ ...row, family: `part ${Math.floor(random() * options.folds * 4)}` }));
  const [split] = splits(dealt, options.folds, seed);
  if (!split) return Number.NaN;
  return medianError(judge(await trained(engine, split.known, seed, options), split.unseen, 'none'));
}

function noiseOf(repeats: EvaluateOptions['repeats']): number {
  const errors = repeats.map(([one, other]) => Math.abs(other / one - 1)).sort((a, b) => a - b);
  return errors[errors.length >> 1] ?? Number.NaN;
}

/** Intervals scaled to other promises, held against what they cover. */
function reliabilityOf(judged: readonly Judged[]): EvaluationReport['reliability'] {
  const stretch = (nominal: number): number =>
    studentQuantile(1 - nominal, NORMAL) / studentQuantile(1 - COVERAGE, NORMAL);
  return NOMINAL.map((nominal) => ({
    nominal,
    measured: coverageOf(
      judged.map((each) => ({
        ...each,
        low: each.p50 + (each.low - each.p50) * stretch(nominal),
        high: each.p50 + (each.high - each.p50) * stretch(nominal),
      })),
    ),
  }));
}

function score(model: string, judged: readonly Judged[]): Score {
  return { model, metrics: judged.length > 0 ? metricsOf(judged) : {} };
}

function push(map: Map<string, Judged[]>, key: string, judged: readonly Judged[]): void {
  const own = map.get(key) ?? [];
  own.push(...judged);
  map.set(key, own);
}
