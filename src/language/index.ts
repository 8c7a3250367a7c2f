export * from './diagnostic';
export * from './interval';
export type * from './ir';
export * from './operations';
export * from './types';
export * from './values';
export * from './walk';
