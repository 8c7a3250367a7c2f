import { median, quantile } from '../../measure';
import type { Baseline, Example, Forecast } from './forecaster';
import { linearQuantiles } from './linear-quantiles';
import { nearestNeighbours } from './nearest-neighbours';
import { operationCounts } from './operation-counts';

export const BASELINES: readonly Baseline[] = [operationCounts, linearQuantiles, nearestNeighbours];

export interface FamilyError {
  readonly family: string;
  readonly examples: number;
  /** Median absolute relative error of the median, 0.1 is 10 %. */
  readonly medianError: number;
}

/** How a forecaster does on families that it has never seen. */
export interface Evaluation {
  readonly baseline: string;
  readonly about: string;
  readonly examples: number;
  readonly families: number;
  readonly medianError: number;
  readonly error90: number;
  /** Share of the measured times inside the 90 % interval. */
  readonly coverage: number;
  readonly byFamily: readonly FamilyError[];
}

/**
 * Cross-validates the plain forecasters, split by family: every family is forecast once by a model that has seen none of
 * its programs.
 * @param folds groups of families, dealt out in alphabetical order
 */
export function evaluateBaselines(
  examples: readonly Example[],
  { folds = 5, baselines = BASELINES }: { folds?: number; baselines?: readonly Baseline[] } = {},
): Evaluation[] {
  const families = [...new Set(examples.map(({ family }) => family))].sort();
  const foldOf = new Map(families.map((family, i) => [family, i % folds]));
  return baselines.map((baseline) => {
    const found: { readonly family: string; readonly error: number; readonly inside: boolean }[] = [];
    for (let fold = 0; fold < Math.min(folds, families.length); fold++) {
      const known = examples.filter(({ family }) => foldOf.get(family) !== fold);
      const unseen = examples.filter(({ family }) => foldOf.get(family) === fold);
      if (known.length === 0) continue;
      const forecaster = baseline.fit(known);
      for (const example of unseen)
        found.push({ family: example.family, ...compare(forecaster.forecast(example), example) });
    }
    return summarised(baseline, families, found);
  });
}

function compare({ low, p50, high }: Forecast, { latency }: Example): { error: number; inside: boolean } {
  return { error: Math.abs(p50 - latency) / latency, inside: low <= latency && latency <= high };
}

function summarised(
  { id, about }: Baseline,
  families: readonly string[],
  found: readonly { readonly family: string; readonly error: number; readonly inside: boolean }[],
): Evaluation {
  const errors = found.map(({ error }) => error);
  return {
    baseline: id,
    about,
    examples: found.length,
    families: families.length,
    medianError: median(errors),
    error90: quantile(errors, 0.9),
    coverage: found.filter(({ inside }) => inside).length / found.length,
    byFamily: families.map((family) => {
      const own = found.filter((each) => each.family === family).map(({ error }) => error);
      return { family, examples: own.length, medianError: median(own) };
    }),
  };
}
