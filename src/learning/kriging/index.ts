export { type Covariance, type Guess, Kriging, leaveOneOut, type Observed } from './kriging';
export { searchPositive } from './search';
