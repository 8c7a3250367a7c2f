export { FAMILIES, SIZES } from './families';
export { type Bench, JOB_KINDS, type Job, type JobKind, jobId } from './job';
export { createLab, type Lab, type LabOptions } from './lab';
export { createPageLab } from './page-lab';
export { type CollectRequest, type Phase, planOf } from './plan';
export { type Metric, type Remeasured, remeasure } from './remeasure';
export { runJob } from './run-job';
export { examplesOf, FEWEST_EXAMPLES, fitSplitModels, forecastersOf, type SplitModel } from './split-models';
export * from './workshop';
