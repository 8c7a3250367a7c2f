import { least } from 'd3';
import { FEATURES } from '../../learning';
import type { Baseline, Example } from '../../learning/baselines';
import { median } from '../../measure';
import { type KnownCell, priorOf } from './cell';
import { drawn, type Row } from './prepare';
import type { Judged } from './scores';
import type { ForecastExample, ForecastModel } from './types';

const QUICK_BASELINE_ROWS = 1_500;

/** The measurement of that backend that lies nearest, moved by the prices; sizes count in powers of ten. */
export function nearestMoved(row: Row, known: readonly KnownCell[], prices: ForecastModel['prices']): number {
  const away = ({ size, settings: { parallel, level, unsafe, mode } }: KnownCell): number =>
    Math.abs(Math.log10(Math.max(1, row.size)) - Math.log10(Math.max(1, size))) +
    Math.abs(Math.log2(row.settings.parallel) - Math.log2(parallel)) +
    Math.abs(row.settings.level - level) +
    Number(row.settings.unsafe !== unsafe) +
    Number(row.settings.mode !== mode);
  const nearest = least(
    known.filter(({ backend }) => backend === row.backend),
    away,
  );
  const prior = priorOf(row, prices);
  return nearest ? prior + nearest.log - priorOf(nearest, prices) : prior;
}

/** A baseline knows nothing of tails. */
const tailless = (p50: number): Pick<Judged, 'p95' | 'p95Low' | 'p95High'> => ({
  p95: p50,
  p95Low: p50,
  p95High: p50,
});

/** A forecast without an interval of its own. */
export function judgePlain(unseen: readonly Row[], forecast: (row: Row) => number): Judged[] {
  return unseen.map((row) => {
    const p50 = forecast(row);
    return { row, p50, ...tailless(p50), low: p50, high: p50 };
  });
}

export function judgeBaseline(
  baseline: Baseline,
  known: readonly Row[],
  unseen: readonly Row[],
  features: (row: Row) => Readonly<Record<string, number>>,
): Judged[] {
  const exampleOf = (row: Row): Example => ({ ...row, features: features(row), latency: Math.exp(row.log) });
  // Nearest neighbours and reweighted regressions are slow in the number of rows, and hardly better for more.
  const forecaster = baseline.fit(drawn(known, QUICK_BASELINE_ROWS, 1).map(exampleOf));
  return unseen.map((row) => {
    const { low, p50, high } = forecaster.forecast(exampleOf(row));
    return { row, p50: Math.log(p50), ...tailless(Math.log(p50)), low: Math.log(low), high: Math.log(high) };
  });
}

export const featuresOf = ({ features }: Row): Readonly<Record<string, number>> =>
  Object.fromEntries(FEATURES.map((name, i) => [name, features[i] ?? 0]));

const TOKEN = /[A-Za-z_]+|[^\sA-Za-z_\d]/g;

/** Counts of the words and signs of a program's text. */
export function wordsOf(
  examples: readonly ForecastExample[],
): (row: Row) => Readonly<Record<string, number>> {
  const texts = new Map(examples.map(({ hash, source }) => [hash, source]));
  return ({ hash }) => {
    const counts: Record<string, number> = {};
    for (const [word] of (texts.get(hash) ?? '').matchAll(TOKEN)) counts[word] = (counts[word] ?? 0) + 1;
    return counts;
  };
}

/** What a forecaster of the kind is not shown, to see whether it needed it. */
export const ABLATIONS: Readonly<Record<string, (row: Row) => Row>> = {
  'the expected work': (row) => ({
    ...row,
    work: row.work.map((units, i) => (i === 0 ? units : 0)),
    features: blanked(row.features, /^work\./),
  }),
  'the data size': (row) => ({ ...row, features: blanked(row.features, /^size$/) }),
  'the kind of the answer': (row) => ({ ...row, features: blanked(row.features, /^result\./) }),
};

function blanked(features: Float32Array, names: RegExp): Float32Array {
  return features.map((value, i) => (names.test(FEATURES[i] ?? '') ? 0 : value));
}

const NEIGHBOURS = 7;

/**
 * Forecasts from nothing but where a row stands in the log and the hash of its program, as the median of the nearest:
 * whoever is good at that has found a leak.
 */
export function metadataForecast(rows: readonly Row[], known: readonly Row[]): (row: Row) => number {
  const placeOf = new Map(rows.map((row, i) => [row, i / rows.length]));
  const placed = (row: Row): readonly [number, number] => [placeOf.get(row) ?? 0, hashShare(row.hash)];
  const all = known.map((row) => ({ at: placed(row), log: row.log }));
  return (row) => {
    const [place, hash] = placed(row);
    const away = ({ at }: { readonly at: readonly [number, number] }): number =>
      Math.hypot(at[0] - place, at[1] - hash);
    const nearest = all.toSorted((a, b) => away(a) - away(b)).slice(0, NEIGHBOURS);
    return median(nearest.map(({ log }) => log));
  };
}

/** A hash as a number from 0 to 1. */
function hashShare(hash: string): number {
  const digits = Number.parseInt(hash.slice(0, 5), 36);
  return Number.isNaN(digits) ? 0 : digits / 36 ** 5;
}

export function shuffledTimes(rows: readonly Row[], seed: number): Row[] {
  const times = drawn(
    rows.map(({ log, tail }) => ({ log, tail })),
    rows.length,
    seed,
  );
  return rows.map((row, i) => ({ ...row, ...times[i] }));
}
