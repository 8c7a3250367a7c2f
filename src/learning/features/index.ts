export { featuresOf, type ProgramFeatures } from './counts';
export { WORK, WORK_KINDS, type Work, type WorkKind } from './kinds';
export { type DescribedProgram, patternOf } from './pattern';
export { FEATURES, FEATURES_HASH, type Prepared, prepare, type Situation, vectorOf } from './vector';
export { workOf } from './work';
