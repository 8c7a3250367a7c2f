import type { DatasetRecord } from '../dataset';
import {
  type Example,
  type Forecaster,
  fitLinearQuantiles,
  type LinearQuantiles,
  linearQuantileForecaster,
} from '../learning/baselines';
import { FAMILIES } from './families';

/** A model with the families that it has learnt from; it may forecast all others. Plain data. */
export interface SplitModel {
  readonly families: readonly string[];
  readonly model: LinearQuantiles;
}

/** Fewer measurements than that teach nothing worth writing down. */
export const FEWEST_EXAMPLES = 40;

/**
 * What a forecaster learns from: every verified time with its program's features.
 * @param records metrics, and the patterns that their programs' features stand in
 */
export function examplesOf(records: Iterable<DatasetRecord>): Example[] {
  const features = new Map<string, Example['features']>();
  const timed: (Omit<Example, 'features'> & { readonly program: string })[] = [];
  for (const record of records) {
    if (record.kind === 'code_patterns') features.set(record.data.program_hash, record.data.features);
    if (record.kind !== 'performance_metrics' || record.data.latency_ms === null) continue;
    const {
      program_hash: program,
      backend,
      data_size: size,
      latency_ms: latency,
      family,
      measurement,
    } = record.data;
    timed.push({ program, backend, size, latency, family: family ?? '', settings: measurement.settings });
  }
  return timed.flatMap(({ program, ...rest }) => {
    const known = features.get(program);
    return known ? [{ ...rest, features: known }] : [];
  });
}

/** Two models, each learnt from every other family: whatever is forecast, one of them has not seen its family. */
export function fitSplitModels(examples: readonly Example[]): SplitModel[] {
  return [0, 1].flatMap((half) => {
    const families = FAMILIES.filter((_, i) => i % 2 === half).map(({ id }) => id);
    const known = examples.filter(({ family }) => families.includes(family));
    return known.length < FEWEST_EXAMPLES ? [] : [{ families, model: fitLinearQuantiles(known) }];
  });
}

/** The forecaster that has not learnt from a family; undefined where there is none. */
export function forecastersOf(models: readonly SplitModel[]): (family: string) => Forecaster | undefined {
  const ready = models.map(({ families, model }) => ({
    families,
    forecaster: linearQuantileForecaster(model),
  }));
  return (family) => ready.find(({ families }) => !families.includes(family))?.forecaster;
}
