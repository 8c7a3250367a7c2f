import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileProgram, type Encoded, sameValue } from '../../language';
import { DEFAULT_SETTINGS, type EmitSettings } from '../contract';
import { rust } from './index';
import { hasRust, type Probed, probeAll } from './testing';

/** One row of the table: what CPython answers, or the exception that it raises. */
interface Case {
  readonly group: 'operations' | 'comprehensions';
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

/** Values and exceptions as CPython gave them, floats added as since 3.12. */
const CASES: readonly Case[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

type Verdict = 'equal' | 'refused' | string;

function judge(row: Case, probed: Probed): Verdict {
  if (probed.kind !== 'ran') return 'refused';
  const { outcome } = probed;
  if (outcome.kind === 'outside') return 'refused';
  const expected = JSON.stringify('expected' in row ? row.expected : row.raises);
  const wrong = `${row.code}\n  gave     ${JSON.stringify(outcome)}\n  expected ${expected}`.slice(0, 800);
  if (outcome.kind === 'raises') return outcome.exception === row.raises ? 'equal' : wrong;
  if (outcome.kind !== 'value' || row.expected === undefined) return wrong;
  const type = compileProgram(row.code).program?.body.type;
  const unorderedDicts = type?.kind === 'dict' && !type.ordered;
  return sameValue(outcome.value, row.expected, { unorderedDicts }) ? 'equal' : wrong;
}

async function verdicts(rows: readonly Case[], settings: Partial<EmitSettings>): Promise<Verdict[]> {
  const probed = await probeAll(rows.map((row) => ({ source: row.code, settings })));
  return rows.map((row, i) => {
    const result = probed[i];
    return result ? judge(row, result) : 'not run';
  });
}

/** The rows of a group; on threads only those that are split, since the others are the same code. */
const of = (group: Case['group'], settings: Partial<EmitSettings>) =>
  CASES.filter((row) => row.group === group && (settings.parallel === undefined || isSplit(row, settings)));

function isSplit(row: Case, settings: Partial<EmitSettings>): boolean {
  const { program } = compileProgram(row.code);
  const result = program && rust.emit(program, { ...DEFAULT_SETTINGS, ...settings });
  return result?.ok === true && result.emission.code.includes('thread::scope');
}

describe.skipIf(!hasRust())('Rust against CPython', () => {
  it.each<[string, Case['group'], Partial<EmitSettings>]>([
    ['every operation, in pipelines', 'operations', { mode: 'iterators' }],
    ['every shape of comprehension, in pipelines', 'comprehensions', { mode: 'iterators' }],
    ['every shape of comprehension, in loops', 'comprehensions', { mode: 'loops' }],
    ['every shape of comprehension, on three threads', 'comprehensions', { mode: 'iterators', parallel: 3 }],
  ])(
    '%s',
    async (_name, group, settings) => {
      const rows = of(group, settings);
      const found = await verdicts(rows, settings);
      const wrong = found.filter((v) => v !== 'equal' && v !== 'refused');
      expect(wrong).toEqual([]);
      const equal = found.filter((v) => v === 'equal').length;
      expect(equal / rows.length).toBeGreaterThan(0.93);
    },
    600_000,
  );
});
