import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileProgram, type Encoded, type InputSpec, sameValue } from '../../language';
import {
  DEFAULT_SETTINGS,
  type EmitSettings,
  type InputValues,
  type Outcome,
  type Runtime,
} from '../contract';
import { sql } from '.';
import { createSqlRuntime } from './run';

interface Case {
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

/** Programs with their values, or exception, as CPython gives them. */
const CASES: readonly Case[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createSqlRuntime();
});
afterAll(() => runtime.close());

function emit(code: string, settings: Partial<EmitSettings> = {}, inputs: readonly InputSpec[] = []) {
  const { program, diagnostics } = compileProgram(code, inputs);
  if (!program) throw new Error(`${code}: ${diagnostics.map((d) => d.message).join(' ')}`);
  return sql.emit(program, { ...DEFAULT_SETTINGS, ...settings });
}

async function run(
  code: string,
  settings: Partial<EmitSettings> = {},
  specs: readonly InputSpec[] = [],
  inputs: InputValues = {},
): Promise<Outcome | 'refused'> {
  const result = emit(code, settings, specs);
  if (!result.ok) return 'refused';
  const instance = await runtime.load(result.emission, inputs);
  const outcome = await instance.run();
  await instance.close();
  return outcome;
}

/** How an outcome stands to what CPython does. */
function verdict(outcome: Outcome | 'refused', expected: Case): string {
  if (outcome === 'refused') return 'refused';
  if (outcome.kind === 'outside') return 'outside';
  if (outcome.kind === 'raises') return outcome.exception === expected.raises ? 'equal' : 'wrong';
  if (outcome.kind === 'value')
    return expected.expected !== undefined && sameValue(outcome.value, expected.expected) ? 'equal' : 'wrong';
  return outcome.kind;
}

/** Share of the cases that a dialect must at least compute; the rest it refuses or reports. */
const BARS = { duckdb: 0.9, postgresql: 0.5, sqlite: 0.45 } as const;

describe.each(['duckdb', 'postgresql', 'sqlite'] as const)('%s', (dialect) => {
  it.each(['subqueries', 'ctes'])(
    'is equal to CPython, or says that it is not: %s',
    async (mode) => {
      const found: Record<string, string[]> = {};
      expect(CASES.length).toBeGreaterThan(400);
      for (const expected of CASES) {
        const result = verdict(await run(expected.code, { dialect, mode }), expected);
        found[result] = [...(found[result] ?? []), expected.code];
      }
      const { equal = [], refused = [], outside = [], ...defects } = found;
      expect(defects).toEqual({});
      expect(refused.length + outside.length).toBeLessThan(CASES.length * (1 - BARS[dialect]));
      expect(equal.length).toBeGreaterThan(CASES.length * BARS[dialect]);
    },
    120_000,
  );
});
