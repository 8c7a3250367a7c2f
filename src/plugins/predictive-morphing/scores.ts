import { group } from 'd3';
import type { BackendId } from '../../backends';
import { median, quantile, seeded } from '../../measure';
import type { Estimate } from '../contract';
import type { Row } from './prepare';

/** One held-out row with its forecast; times as log ms. */
export interface Judged {
  readonly row: Row;
  readonly p50: number;
  readonly p95: number;
  readonly low: number;
  readonly high: number;
}

/** Measured changes below this factor have no direction worth a forecast. */
const CHANGE = Math.log(1.1);
const TIE = Math.log(1.03);
const RESAMPLES = 200;

const error = ({ row, p50 }: Judged): number => Math.abs(Math.exp(p50 - row.log) - 1);
const tailError = ({ row, p95 }: Judged): number => Math.abs(Math.exp(p95 - row.log - row.tail) - 1);
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

/** Share of moves of the faders (same program, channel and size) of more than 10 % whose direction was forecast. */
export function directionOf(judged: readonly Judged[]): number {
  const same = group(judged, ({ row }) => `${row.hash} ${row.backend} ${row.size}`);
  const hits = [...same.values()].flatMap((own) =>
    pairsOf(own).flatMap(([a, b]) => {
      const measured = a.row.log - b.row.log;
      return Math.abs(measured) < CHANGE ? [] : [Number(Math.sign(measured) === Math.sign(a.p50 - b.p50))];
    }),
  );
  return mean(hits);
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
    'width of the interval over the median': estimate((part) =>
      median(part.map(({ low, high, p50 }) => Math.exp(high - p50) - Math.exp(low - p50))),
    ),
  };
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
