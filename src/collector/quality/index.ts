export { type ReadDataset, readDataset } from '../../dataset/bundle';
export { type Accuracy, type Agreement, accuracyOf, agreementOf } from './accuracy';
export { type Assessed, type QualityOperations, qualityOperations } from './operations';
export { assess, type CrossCheck, type WholeQuality } from './report';
