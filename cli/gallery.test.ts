import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, loadBackend, type Outcome } from '../src/backends';
import { compileProgram, type Program, sameValue, someType } from '../src/language';
import { applyPatch, patchOf } from '../src/optimizer';
import { defaultEffects, type ExampleProgram, openPasses, PROGRAMS } from '../src/session';
import { inputSpecs, inputValues } from '../src/session/compile';
import { Machine } from './execute';
import { targetNamed } from './targets';

/** The channels that run in every browser, as a first visit sets them. */
const CHANNELS = ['typescript', 'wasm', 'sql-duckdb'] as const;

/** Programs that are beyond the SQL printer, see its diagnostics in the studio. */
const SQL_REFUSES: ReadonlySet<string> = new Set([
  'kepler',
  'standard-deviation',
  'hot-minutes',
  'pascal',
  'price-steps',
  'word-counts',
  'log-levels',
  'life-step',
]);

/** Large enough for every branch of the programs, small enough for a sum that SQL has to keep in order. */
const sizeOf = (n: number): number => Math.min(n, 200);

let machine: Machine;
beforeAll(() => {
  machine = new Machine({ start: 120_000, run: 20_000 });
});
afterAll(() => machine.close());

function compiled({ text, inputs }: ExampleProgram): Program {
  const { program, diagnostics } = compileProgram(text, inputSpecs(inputs()));
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join(' '));
  return program;
}

const references = new Map<string, Promise<Outcome>>();
function reference({ id, text, inputs, n }: ExampleProgram): Promise<Outcome> {
  const known =
    references.get(id) ?? machine.reference(text, inputSpecs(inputs()), inputValues(inputs(), sizeOf(n)));
  references.set(id, known);
  return known;
}

/** Empty when the channel agrees with Python; else what it says. */
async function objection(example: ExampleProgram, channel: string): Promise<string> {
  const target = targetNamed(channel);
  const backend = await loadBackend(target.backend);
  const program = compiled(example);
  const passes = openPasses(defaultEffects(), 0.5);
  const patched = applyPatch(program, patchOf(passes)).program;
  const settings = { ...DEFAULT_SETTINGS, mode: backend.modes[0] };
  const execution = await machine.execute(
    target,
    patched,
    settings,
    inputValues(example.inputs(), sizeOf(example.n)),
  );
  if (execution.kind === 'refused') return `refused: ${execution.diagnostics[0]?.message}`;
  if (execution.kind === 'not-run') return execution.message;
  const [expected, { outcome }] = [await reference(example), execution];
  if (outcome.kind !== 'value' || expected.kind !== 'value') return JSON.stringify({ outcome, expected });
  const unorderedDicts = someType(program.body.type, (type) => type.kind === 'dict' && !type.ordered);
  return sameValue(outcome.value, expected.value, { unorderedDicts })
    ? ''
    : JSON.stringify({ outcome, expected });
}

describe('the gallery', () => {
  test.each(PROGRAMS)('$title answers in Python', async (example) => {
    expect((await reference(example)).kind).toBe('value');
  });

  test.each(PROGRAMS)('$title agrees with Python on every channel of the browser', async (example) => {
    const [typescript, wasm, sql] = await Promise.all(CHANNELS.map((channel) => objection(example, channel)));
    expect({ typescript, wasm }).toEqual({ typescript: '', wasm: '' });
    // SQL says no to some programs, and says why; it never answers wrongly, and no other program is lost to it.
    if (SQL_REFUSES.has(example.id)) expect(sql).toMatch(/^(refused: .+\.)?$/);
    else expect(sql).toBe('');
  });
});
