import { group } from 'd3';
import type { BackendId } from '../../backends';
import { median, quantile, seeded } from '../../measure';
import type { Estimate, EvaluationReport } from '../contract';
import type { Row } from './prepare';

/** One held-out row with its forecast; times as log ms. */
export interface Judged {
  readonly row: Row;
  readonly p50: number;
  readonly p95: number;
  readonly low: number;
  readonly high: number;
  readonly p95Low: number;
  readonly p95High: number;
}

/** Measured changes below this factor have no direction worth a forecast. */
const CHANGE = Math.log(1.1);
const TIE = Math.log(1.03);
const RESAMPLES = 200;

const error = ({ row, p50 }: Judged): number => Math.abs(Math.exp(p50 - row.log) - 1);
const tailError = ({ row, p95 }: Judged): number => Math.abs(Math.exp(p95 - row.log - row.tail) - 1);
const isTailInside = ({ row, p95Low, p95High }: Judged): boolean =>
  p95Low <= row.log + row.tail && row.log + row.tail <= p95High;
const isInside = ({ row, low, high }: Judged): boolean => low <= row.log && row.log <= high;

/** Median of |forecast / measured − 1|. */
export function medianError(judged: readonly Judged[]): number {
  return median(judged.map(error));
}

export function coverageOf(judged: readonly Judged[]): number {
  return judged.filter(isInside).length / judged.length;
}

/** Rank correlation of forecasts and measurements inside each program (Kendall's tau; near ties left out), the mean. */
export function tauWithinPrograms(judged: readonly Judged[]): number {
  const taus = [...group(judged, ({ row }) => row.hash).values()].flatMap((own) => {
    const signs = pairsOf(own).flatMap(([a, b]) => {
      const measured = a.row.log - b.row.log;
      return Math.abs(measured) < TIE ? [] : [Math.sign(measured) * Math.sign(a.p50 - b.p50)];
    });
    return signs.length >= 3 ? [mean(signs)] : [];
  });
  return mean(taus);
}

/** What is printed for a measured place; the same text is the same program. */
export type PrintedOf = (row: Row) => string | undefined;

/**
 * Share of moves of the faders (same program, channel and size, another printed program) of more than 10 % whose
 * direction was forecast.
 */
export function directionOf(judged: readonly Judged[], printedOf: PrintedOf): number {
  const hits = pairsAtOneSize(judged, ({ row }) => row).flatMap(([a, b]) => {
    const measured = a.row.log - b.row.log;
    if (Math.abs(measured) < CHANGE || printedOf(a.row) === printedOf(b.row)) return [];
    return [Number(Math.sign(measured) === Math.sign(a.p50 - b.p50))];
  });
  return mean(hits);
}

/** How far the times of one and the same printed program lie apart, measured twice in one sweep: what no forecast can know. */
export function sweepNoiseOf(rows: readonly Row[], printedOf: PrintedOf): EvaluationReport['sweepNoise'] {
  const apart = pairsAtOneSize(rows, (row) => row).flatMap(([a, b]) =>
    printedOf(a) === printedOf(b) ? [Math.abs(a.log - b.log)] : [],
  );
  return {
    pairs: apart.length,
    median: apart.length > 0 ? Math.expm1(median(apart)) : Number.NaN,
    overTenPercent: mean(apart.map((each) => Number(each >= CHANGE))),
  };
}

/** Pairs of the same program, channel and size. */
function pairsAtOneSize<T>(all: readonly T[], rowOf: (each: T) => Row): [T, T][] {
  const groups = group(all, (each) => {
    const { hash, backend, size } = rowOf(each);
    return `${hash} ${backend} ${size}`;
  });
  return [...groups.values()].flatMap(pairsOf);
}

/** Every metric with its interval: families drawn with replacement (cluster bootstrap; Efron and Tibshirani, 1993). */
export function metricsOf(judged: readonly Judged[]): Record<string, Estimate> {
  const byFamily = [...group(judged, ({ row }) => row.family).values()];
  const random = seeded(11);
  const samples = Array.from({ length: RESAMPLES }, () =>
    byFamily.flatMap(() => byFamily[Math.floor(random() * byFamily.length)] ?? []),
  );
  const estimate = (of: (part: readonly Judged[]) => number): Estimate => {
    const drawn = samples.map(of).filter(Number.isFinite);
    return { value: of(judged), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
  };
  return {
    'median error of p50': estimate(medianError),
    'mean error of p50, capped at 10': estimate((part) =>
      mean(part.map((each) => Math.min(10, error(each)))),
    ),
    'median error of p95': estimate((part) => median(part.map(tailError))),
    'coverage of the 90 % interval': estimate(coverageOf),
    'coverage of the 90 % interval of p95': estimate((part) =>
      mean(part.map((each) => Number(isTailInside(each)))),
    ),
    'width of the interval over the median': estimate((part) =>
      median(part.map(({ low, high, p50 }) => Math.exp(high - p50) - Math.exp(low - p50))),
    ),
  };
}

/**
 * How much smaller the median error of one forecaster is than another's on the same rows; paired, families drawn with
 * replacement. Above nothing, the first is better.
 */
export function gainOver(judged: readonly Judged[], other: readonly Judged[]): Estimate {
  const [own, others] = [judged, other].map((part) => group(part, ({ row }) => row.family));
  const families = [...(own?.keys() ?? [])].filter((family) => others?.has(family));
  const random = seeded(12);
  const errorOf = (of: typeof own, drawn: readonly string[]): number =>
    medianError(drawn.flatMap((family) => of?.get(family) ?? []));
  const gain = (drawn: readonly string[]): number => errorOf(others, drawn) - errorOf(own, drawn);
  const samples = Array.from({ length: RESAMPLES }, () =>
    gain(families.map(() => families[Math.floor(random() * families.length)] ?? '')),
  );
  return { value: gain(families), low: quantile(samples, 0.025), high: quantile(samples, 0.975) };
}

export interface Slice {
  readonly rows: number;
  readonly error: number;
  readonly coverage: number;
}

export function slicesBy<K extends string>(
  judged: readonly Judged[],
  key: (row: Row) => K,
): (Slice & { readonly key: K })[] {
  return [...group(judged, ({ row }) => key(row))]
    .map(([name, own]) => ({
      key: name,
      rows: own.length,
      error: medianError(own),
      coverage: coverageOf(own),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export const byBackend = (row: Row): BackendId => row.backend;

function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
