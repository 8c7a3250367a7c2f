/** The forecaster beside a performance: what was said, what came of it, and what that teaches about the interval. */
export { adapted } from './adapt';
export { cellKey, ForecastBook, type Outcome } from './book';
export { predictionOf } from './record';
