import type { BackendId } from '../backends';
import type { TrainTick } from '../learning';

/** The seven, in the order of the rack. */
export const PLUGIN_IDS = [
  'preset-recommender',
  'adaptive-tuner',
  'patch-generator',
  'pattern-detection',
  'chaos-enhancer',
  'predictive-morphing',
  'style-transfer',
] as const;
export type PluginId = (typeof PLUGIN_IDS)[number];

/** Why a plugin says what it says: one line that the computation gives, with its weight. */
export interface Reason {
  /** Name of the feature, as `FEATURES` lists it. */
  readonly feature: string;
  /** What it did to the answer; for a latency the factor, 1.2 is 20 % longer. */
  readonly effect: number;
}

/** What a plugin offers; nothing of it touches the document before the performer takes it. */
export interface Suggestion<Value> {
  readonly value: Value;
  /** 0–1, calibrated: of suggestions with .8 eight in ten hold. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** A number with the interval that says how well it is known, of a bootstrap over families. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One forecaster, net or baseline, on families that it has not seen. */
export interface Score {
  readonly model: string;
  /** Of a baseline: how much larger its median error is than the plugin's on the same rows, paired by family. */
  readonly gain?: Estimate;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/** Of the reports; counts up when a field is added or means something else. */
export const EVALUATION_FORMAT = 2;

/** What `evaluate` writes, and the rack, the quality page and the README quote. */
export interface EvaluationReport {
  readonly format: typeof EVALUATION_FORMAT;
  readonly plugin: PluginId;
  readonly created: string;
  readonly backend: string;
  /** SHA-256 of the records that were learnt from. */
  readonly data: string;
  /** Hash of the names of the features. */
  readonly features: string;
  readonly seeds: readonly number[];
  readonly rows: number;
  readonly programs: number;
  readonly families: number;
  /** The plugin's model first, then its baselines, then the controls. */
  readonly scores: readonly Score[];
  /** Median relative difference of two measurements of the same thing: no forecast can be better. */
  readonly noiseFloor: number;
  /**
   * Pairs of settings that print the same program to the byte, measured in one sweep: the median relative difference of
   * their times, and the share that differs by more than a tenth, where no direction can be forecast.
   */
  readonly sweepNoise: {
    readonly pairs: number;
    readonly median: number;
    readonly overTenPercent: number;
  };
  /** Error by share of the training programs. */
  readonly learningCurve: readonly { readonly share: number; readonly error: number }[];
  /** Error of a forecaster of the same kind that is not shown some of its inputs. */
  readonly ablations: readonly { readonly without: string; readonly error: number }[];
  /** Error when rows, not families, are held out; far below the other, it would have learnt by heart. */
  readonly rowSplitError: number;
  /** Nominal coverage against the measured one. */
  readonly reliability: readonly { readonly nominal: number; readonly measured: number }[];
  readonly byFamily: readonly { readonly family: string; readonly rows: number; readonly error: number }[];
  readonly byBackend: readonly {
    readonly backend: BackendId;
    readonly rows: number;
    readonly error: number;
    readonly coverage: number;
  }[];
  /** Each bar of the design with what was reached. */
  readonly bars: readonly { readonly bar: string; readonly measured: number; readonly holds: boolean }[];
}

/** One kind of help: what it knows by default, how it learns, how it answers, how good it is. */
export interface Plugin<Model, Question, Value> {
  readonly id: PluginId;
  /** Whether it is on in a new session. */
  readonly on: boolean;
  /** Its knobs, 0–1, by the names of the API, and where they stand in a new session. */
  readonly defaults: Readonly<Record<string, number>>;
  /** Hash of the features that a model of this version reads. */
  readonly features: string;
  suggest(model: Model, question: Question): Suggestion<Value>;
}

/** Training as a stream: ticks, then the model. */
export type Training<Model> = AsyncGenerator<TrainTick, Model>;
