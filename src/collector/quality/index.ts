export { type Accuracy, type Agreement, accuracyOf, agreementOf } from './accuracy';
export { type ReadDataset, readDataset } from './read';
export { assess, type CrossCheck, type WholeQuality } from './report';
