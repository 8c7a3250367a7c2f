import { beforeAll, expect, test } from 'vitest';
import { mathFunctions } from '../libm';
import { MATH_HELPERS, mathHelper } from '../typescript/helpers-math';
import { differences, FUNCTION_NAMES, type References, startReference } from './testing';

/** Random arguments for each function; `LIBM_ARGUMENTS=100000` for the long run. */
const COUNT = Number(process.env.LIBM_ARGUMENTS ?? 3_000);
const SEED = Number(process.env.LIBM_SEED ?? 2026);

let reference: (name: string, count: number, seed: number) => References;
beforeAll(async () => {
  reference = await startReference();
});

/** All helpers with their types cut out. */
function library(): Readonly<Record<string, (...args: number[]) => number>> {
  const code = Object.values(MATH_HELPERS)
    .join('\n')
    .replace(/«[^»]*»/g, '');
  const names = FUNCTION_NAMES.map(mathHelper);
  const raise = 'const raise = (kind) => { throw new Error(kind === "Outside" ? "outside" : kind); };';
  return new Function(`'use strict';\n${raise}\n${code}\nreturn { ${names.join(', ')} };`)();
}

test.each(FUNCTION_NAMES)('%s is CPython’s in every bit', (name) => {
  const call = library()[mathHelper(name)];
  if (call === undefined) throw new Error(`no ${name}`);
  const references = reference(name, COUNT, SEED);
  expect(references.values.length).toBeGreaterThan(COUNT);
  const wrong = differences(references, call);
  expect(wrong.slice(0, 8), `${wrong.length} of ${references.values.length}`).toEqual([]);
});

test('every function is reached from one that programs call', () => {
  const functions = mathFunctions();
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const need of functions.get(name)?.needs ?? []) visit(need);
  };
  for (const name of FUNCTION_NAMES) visit(name);
  expect([...functions.keys()].filter((name) => !reached.has(name))).toEqual([]);
});
