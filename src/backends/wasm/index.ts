import type { Backend } from '../contract';
import { assemble } from './assemble';
import { emitModule } from './emit';

const WARM_UP = `(module (memory 1) (global $g (mut i32) (i32.const 0))
  (func $half (param $x i64) (result i64) (i64.div_s (local.get $x) (i64.const 2)))
  (func $main (export "main") (param $n i64) (result i64) (local $i i64) (local $t i64)
    (if (i64.lt_s (local.get $i) (local.get $n)) (then (loop $next
      (if (i64.eqz (i64.rem_u (local.get $i) (i64.const 3)))
        (then (local.set $t (i64.add (local.get $t) (call $half (local.get $i))))))
      (i64.store offset=8 (global.get $g) (local.get $t))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br_if $next (i64.lt_s (local.get $i) (local.get $n))))))
    (local.get $t)))`;

/**
 * The Wasm backend. Binaryen (15 MB) is loaded here and nowhere else: await this once, in the worker that compiles.
 */
export async function loadWasmBackend(): Promise<Backend> {
  const { default: binaryen } = await import('binaryen');
  // The engine compiles binaryen's own code when it first runs: better now than at the first keystroke.
  for (const level of [0, 0.5, 1]) assemble(binaryen, WARM_UP, level, { functions: ['main'], inline: true });
  return {
    id: 'wasm',
    title: 'Wasm',
    language: 'wat',
    modes: ['loops', 'functions'],
    parallel: 'workers',
    runsInBrowser: true,
    emit: (program, settings) => emitModule(binaryen, program, settings),
  };
}

export { createWasmRuntime } from './run';
