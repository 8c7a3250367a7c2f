export { evaluateQuantileMlp, type QuantileMlpSpec } from './quantile-mlp';
export { arraysOf, countOf, type Shapes, sizeOf, type Weights } from './weights';
