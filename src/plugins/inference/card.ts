import type { ForecastModel } from '../predictive-morphing/types';

/** What a model says of itself, without its weights. */
export type ModelCard = Pick<
  ForecastModel,
  'features' | 'data' | 'seed' | 'created' | 'backend' | 'metrics'
> & {
  /** Numbers that were learnt. */
  readonly weights: number;
};

export function cardOf({ features, data, seed, created, backend, metrics, nets }: ForecastModel): ModelCard {
  const weights = Object.values(nets)
    .flat()
    .reduce((sum, { values }) => sum + values.length, 0);
  return { features, data, seed, created, backend, metrics, weights };
}
