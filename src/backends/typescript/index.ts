import type { Backend } from '../contract';
import { emit } from './emit';

/** Idiomatic, strict TypeScript; ints are numbers where their range proves that exact, else BigInts. */
export const typescript: Backend = {
  id: 'typescript',
  title: 'TypeScript',
  language: 'typescript',
  modes: ['loops', 'pipeline'],
  parallel: 'workers',
  runsInBrowser: true,
  emit,
};

export { typescriptRuntime } from './run';
