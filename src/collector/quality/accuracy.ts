import type { DatasetRecord } from '../../dataset';
import { type Evaluation, type Example, evaluateBaselines } from '../../learning/baselines';
import { median, quantile } from '../../measure';

/** How far two measurements of the same thing lie apart. */
export interface Agreement {
  /** Pairs; figures of few pairs say little. */
  readonly pairs: number;
  /** Median of |later - earlier| / earlier; null without pairs. */
  readonly medianError: number | null;
  readonly error90: number | null;
  /** Share within 10 %. */
  readonly within10: number | null;
  /** Median of later / earlier - 1: what a drift of the machine does to all alike; absent in reports of earlier versions. */
  readonly bias?: number | null;
}

export interface Accuracy {
  /** What the forecasters were tried on: verified times with features. */
  readonly examples: number;
  readonly families: number;
  /** Plain forecasters on families that they have not seen; empty where there is too little to learn from. */
  readonly baselines: readonly Evaluation[];
  /** The earlier measurement as the forecast of the later one: nothing forecasts better than that. */
  readonly noiseFloor: Agreement;
  /** Forecasts that were written down before their actual was measured. */
  readonly forecasts: Agreement & {
    /** Share of the actuals inside the forecast interval. */
    readonly coverage: number | null;
    /** Share of the changes over 10 % whose direction was right. */
    readonly direction: number | null;
  };
}

const FEWEST_EXAMPLES = 40;
const FEWEST_FAMILIES = 5;
/** A change that counts as one. */
const CHANGE = 0.1;

/** How well the dataset can be learnt from, split by family, and how well it can be at best. */
export function accuracyOf(
  examples: readonly Example[],
  predictions: readonly DatasetRecord<'prediction_data'>[],
): Accuracy {
  const families = new Set(examples.map(({ family }) => family)).size;
  const isEnough = examples.length >= FEWEST_EXAMPLES && families >= FEWEST_FAMILIES;
  const rerun = predictions.flatMap(({ data }) =>
    data.later_latency_ms === null ? [] : [[data.actual_latency_ms, data.later_latency_ms] as const],
  );
  const inside = predictions.filter(
    ({ data: { interval, actual_latency_ms: actual } }) => interval[0] <= actual && actual <= interval[1],
  );
  const changes = predictions.filter(
    ({ data }) =>
      Math.abs(data.actual_latency_spike) > CHANGE * (data.actual_latency_ms - data.actual_latency_spike),
  );
  const right = changes.filter(
    ({ data }) => Math.sign(data.predicted_latency_spike) === Math.sign(data.actual_latency_spike),
  );
  return {
    examples: examples.length,
    families,
    baselines: isEnough ? evaluateBaselines(examples) : [],
    noiseFloor: agreementOf(rerun),
    forecasts: {
      ...agreementOf(predictions.map(({ data }) => [data.actual_latency_ms, data.predicted_latency_ms])),
      coverage: share(inside.length, predictions.length),
      direction: share(right.length, changes.length),
    },
  };
}

/** @param pairs what was measured, and what stands beside it */
export function agreementOf(pairs: readonly (readonly [number, number])[]): Agreement {
  const errors = pairs.map(([measured, other]) => Math.abs(other - measured) / measured);
  if (errors.length === 0) return { pairs: 0, medianError: null, error90: null, within10: null, bias: null };
  return {
    pairs: errors.length,
    medianError: median(errors),
    error90: quantile(errors, 0.9),
    within10: errors.filter((error) => error <= CHANGE).length / errors.length,
    bias: median(pairs.map(([measured, other]) => other / measured)) - 1,
  };
}

function share(some: number, all: number): number | null {
  return all === 0 ? null : some / all;
}
