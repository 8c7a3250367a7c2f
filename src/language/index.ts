export type * from './ast';
export * from './diagnostic';
export * from './interval';
export type * from './ir';
export * from './operations';
export { MAX_LENGTH, type ParseResult, parse } from './parse';
export * from './types';
export * from './values';
export * from './walk';
