import binaryen from 'binaryen';
import { beforeAll, expect, test } from 'vitest';
import { RAISES } from '../wasm/errors';
import { ModuleBuilder } from '../wasm/module';
import { differences, FUNCTION_NAMES, type References, startReference } from './testing';

/** Random arguments for each function; `LIBM_ARGUMENTS=100000` for the long run. */
const COUNT = Number(process.env.LIBM_ARGUMENTS ?? 3_000);
const SEED = Number(process.env.LIBM_SEED ?? 2027);

let reference: (name: string, count: number, seed: number) => References;
let exports: WebAssembly.Exports;
beforeAll(async () => {
  reference = await startReference();
  const builder = new ModuleBuilder();
  for (const name of FUNCTION_NAMES) builder.use(name);
  const wat = builder
    .print()
    .replace(/\)$/, `${FUNCTION_NAMES.map((n) => `(export "${n}" (func $${n}))`).join('')})`);
  const module = binaryen.parseText(wat);
  module.setFeatures(binaryen.Features.All);
  binaryen.setOptimizeLevel(3);
  module.optimize();
  const binary = new Uint8Array(module.emitBinary());
  module.dispose();
  exports = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports;
});

test.each(FUNCTION_NAMES)('%s is CPython’s in every bit', (name) => {
  const { [name]: call, error } = exports;
  if (typeof call !== 'function' || !(error instanceof WebAssembly.Global)) throw new Error(`no ${name}`);
  const references = reference(name, COUNT, SEED);
  const wrong = differences(references, (a, b) => {
    error.value = 0;
    try {
      return call(a, b);
    } catch (trap) {
      const code = Number(error.value);
      throw code === 0 ? trap : new Error(RAISES[code - 1] ?? 'outside');
    }
  });
  expect(wrong.slice(0, 8), `${wrong.length} of ${references.values.length}`).toEqual([]);
});
