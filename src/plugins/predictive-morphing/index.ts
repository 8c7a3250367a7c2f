export { AdaptiveCoverage, COVERAGE, conformalWidth } from './conformal';
export { EVALUATE_OPTIONS, type EvaluateOptions, evaluateForecaster } from './evaluate';
export { examplesOf, LEARNT_FROM } from './examples';
export { forecast } from './forecast';
export { packModel, unpackModel } from './model-file';
export { judgeStrangers, type StrangersReport } from './strangers';
export { FORECASTER_OPTIONS, type ForecasterOptions, type ForecasterTick, trainForecaster } from './train';
export * from './types';
