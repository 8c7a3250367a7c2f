import type { BackendId } from '../../backends';
import type { InputSpec, Program } from '../../language';
import type { QuantileMlpSpec, Weights } from '../../learning';
import type { MeasuredSettings } from '../../measure';
import type { Reason } from '../contract';
import type { Likeness } from './likeness';

/** What was measured of a program already: the forecast starts from it. */
export interface Known {
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly size: number;
  /** Median and 95th percentile of one run, in ms. */
  readonly p50: number;
  readonly p95: number;
}

/** What one run of a program will take, asked before it runs. */
export interface ForecastQuestion {
  /** As it was written; the passes of the settings are applied to it here. */
  readonly program: Program;
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  /** The data size n. */
  readonly size: number;
  /** ns of the fixed kernels on that backend here; without, a machine as fast as the one that it was trained on. */
  readonly kernels?: Readonly<Record<string, number>>;
  /** Measurements of the same program here, on any backend, size and settings. */
  readonly known?: readonly Known[];
}

/** A forecast is never a measurement: times in ms of one run. */
export type Forecast =
  | {
      readonly kind: 'forecast';
      readonly p50: number;
      readonly p95: number;
      /** Interval of the median. */
      readonly low: number;
      readonly high: number;
      /** Interval of the 95th percentile. */
      readonly p95Low: number;
      readonly p95High: number;
      /** What the intervals promise, 0–1. */
      readonly confidence: number;
      /** Largest effects first. */
      readonly reasons: readonly Reason[];
    }
  /** Refused: nothing like it was learnt from. */
  | { readonly kind: 'unseen'; readonly why: string };

/** One measured row, with the program that it is of; plain data, so that it can go to a worker. */
export interface ForecastExample {
  readonly hash: string;
  readonly source: string;
  readonly specs: readonly InputSpec[];
  readonly family: string;
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly size: number;
  readonly kernels: Readonly<Record<string, number>>;
  /** ms */
  readonly p50: number;
  readonly p95: number;
}

/** What was measured of a program already: nothing, only on other backends, or on that backend too. */
export const TOLD = ['new', 'others', 'known'] as const;
export type Told = (typeof TOLD)[number];

export function forEachTold<T>(make: (told: Told) => T): Record<Told, T> {
  return { new: make('new'), others: make('others'), known: make('known') };
}

/** A trained forecaster: JSON but for the weights, which `packModel` turns into text. */
export interface ForecastModel {
  readonly format: 2;
  readonly plugin: 'predictive-morphing';
  /** Hash of the features; a model of other features is refused. */
  readonly features: string;
  /** What it learnt from. */
  readonly data: {
    readonly hash: string;
    readonly rows: number;
    readonly programs: number;
    readonly families: number;
    /** Sessions whose records are in it: it is flagged when one of them is deleted. */
    readonly sessions: readonly string[];
  };
  readonly seed: number;
  /** ISO time, and the tfjs backend that trained it. */
  readonly created: string;
  readonly backend: string;
  /** Price of each kind of work in ms, by backend: the cost model whose residuals the nets learn. */
  readonly prices: Readonly<Partial<Record<BackendId, readonly number[]>>>;
  /** ns of the fixed kernels where it was trained, by backend: another machine is slower or faster by their ratio. */
  readonly kernels: Readonly<Partial<Record<BackendId, Readonly<Record<string, number>>>>>;
  /** Standardisation of the inputs. */
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  readonly spec: QuantileMlpSpec;
  /** How far a measurement of a program holds elsewhere: kriging adds what the prices leave unexplained. */
  readonly likeness: Likeness;
  /** Typical log(p95 / p50) of each backend, on `tailScale`, and how far a measured one holds elsewhere. */
  readonly tails: {
    readonly typical: Readonly<Partial<Record<BackendId, number>>>;
    readonly likeness: Likeness;
  };
  /**
   * Ensembles for what both leave unexplained, whose mean is the forecast: one for programs of which nothing was
   * measured, one for those measured on other backends, one for those measured on that backend.
   */
  readonly nets: Readonly<Record<Told, readonly Weights[]>>;
  /** 0–1: how much of what each ensemble says is taken, found on held-out families; 0 is the plain baseline. */
  readonly trust: Readonly<Record<Told, number>>;
  /** Quantiles of the baseline's own error, in its standard deviations: its interval as far as the nets are not trusted. */
  readonly spread: Readonly<Record<Told, readonly number[]>>;
  /** Half-widths of log latency by which the interval is widened: `<backend or all>.<told>`. */
  readonly conformal: Readonly<Record<string, number>>;
  /** Half-widths of the interval of the 95th percentile, in log latency. */
  readonly tailWidth: Readonly<Record<Told, number>>;
  /** Spread of the ensemble for new programs, in log latency, past which one counts as never seen. */
  readonly novelty: number;
  /** Operations that were learnt from. */
  readonly seen: readonly string[];
  /** Held-out loss and error of this training. */
  readonly metrics: Readonly<Record<string, number>>;
}
