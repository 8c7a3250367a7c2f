export { type ReadDataset, readDataset } from '../../dataset/bundle';
export { type Accuracy, type Agreement, accuracyOf, agreementOf } from './accuracy';
export { type Checked, type CrossCheck, crossCheckOf } from './cross-check';
export { type Assessed, type QualityOperations, qualityOperations } from './operations';
export { assess, type WholeQuality } from './report';
