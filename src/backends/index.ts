export * from './bridge';
export * from './contract';
export * from './native';
export * from './registry';
