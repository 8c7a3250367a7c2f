import type { BackendId } from '../../backends';
import type { MeasuredSettings } from '../../measure';

/** What a latency is forecast from: nothing that has to be run. */
export interface Question {
  /** Numbers that describe the program, by name. */
  readonly features: Readonly<Record<string, number>>;
  readonly backend: BackendId;
  /** The data size n. */
  readonly size: number;
  readonly settings: MeasuredSettings;
}

/** A question with its measured answer. */
export interface Example extends Question {
  /** Median latency of one run, in ms, > 0. */
  readonly latency: number;
  /** Named family of the program; examples of one family are never on both sides of a split. */
  readonly family: string;
}

/** Medians and a 90 % interval of one run's latency, in ms. */
export interface Forecast {
  readonly low: number;
  readonly p50: number;
  readonly high: number;
}

export interface Forecaster {
  readonly name: string;
  forecast(question: Question): Forecast;
}

/** A way to learn a forecaster from examples. */
export interface Baseline {
  readonly id: string;
  /** In a few words. */
  readonly about: string;
  /** @throws {RangeError} without examples */
  fit(examples: readonly Example[]): Forecaster;
}

/** Nominal coverage of the intervals. */
export const COVERAGE = 0.9;
export const LOW = (1 - COVERAGE) / 2;
export const HIGH = 1 - LOW;
