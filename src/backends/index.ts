export * from './bridge';
export { chunksOf, type Splitting } from './chunks';
export * from './contract';
export * from './native';
export * from './registry';
