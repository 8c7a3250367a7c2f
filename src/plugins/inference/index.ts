/** What the inferring worker does for the forecaster. */
export { cardOf, type ModelCard } from './card';
export {
  type AskedForecast,
  type Forecaster,
  type ForecastRequest,
  type Forecasts,
  type InferOperations,
  inferOperations,
} from './operations';
