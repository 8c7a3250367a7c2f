export { BASELINES, type Evaluation, evaluateBaselines, type FamilyError } from './evaluate';
export {
  type Baseline,
  COVERAGE,
  type Example,
  type Forecast,
  type Forecaster,
  type Question,
} from './forecaster';
export {
  fitLinearQuantiles,
  type LinearQuantiles,
  linearQuantileForecaster,
  linearQuantiles,
} from './linear-quantiles';
export { nearestNeighbours } from './nearest-neighbours';
export { operationCounts } from './operation-counts';
export { pricesOf, timeOf } from './prices';
