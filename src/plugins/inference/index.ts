/** What the inferring worker does for the forecaster. */

export type { Forecast, Known } from '../predictive-morphing/types';
export { cardOf, type ModelCard } from './card';
export { forecaster } from './forecaster';
export {
  type AskedForecast,
  type Forecaster,
  type ForecastRequest,
  type Forecasts,
  type InferOperations,
  inferOperations,
} from './operations';
