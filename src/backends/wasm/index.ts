import type { Backend } from '../contract';
import { emitModule } from './emit';

/**
 * The Wasm backend. Binaryen (15 MB) is loaded here and nowhere else: await this once, in the worker that compiles.
 */
export async function loadWasmBackend(): Promise<Backend> {
  const { default: binaryen } = await import('binaryen');
  return {
    id: 'wasm',
    title: 'Wasm',
    language: 'wat',
    modes: ['loops', 'functions'],
    parallel: 'refused',
    runsInBrowser: true,
    emit: (program, settings) => emitModule(binaryen, program, settings),
  };
}

export { createWasmRuntime } from './run';
