export * from './contract';
export * from './native';
