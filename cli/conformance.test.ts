import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type InputValues, loadBackend, type Outcome } from '../src/backends';
import { NATIVE_BATCHES } from '../src/backends/testing';
import { compileProgram, FLOAT, list, type Program, programOf, sameValue, someType } from '../src/language';
import { type GeneratedProgram, programs } from '../src/language/testing';
import { applyPatch, PASS_IDS, patchOf } from '../src/optimizer';
import { Machine } from './execute';
import { TARGETS, type Target, targetNamed } from './targets';

/** Programs of one run of the tests; more with `GENERATED_PROGRAMS`. The four toolchains build a share of them at once. */
const COUNT = Number(process.env.GENERATED_PROGRAMS ?? 2_000);
const NATIVE_COUNT = Math.ceil(COUNT / 50);
const SEED = Number(process.env.GENERATED_SEED ?? 2026);

const IN_WORKERS: Readonly<Record<string, number>> = {
  python: COUNT,
  typescript: COUNT,
  wasm: COUNT,
  'sql-duckdb': COUNT,
  'sql-sqlite': COUNT / 4,
  'sql-postgresql': COUNT / 4,
};
/** Those that wait for compilers come first: what this thread prints is printed meanwhile. */
const IN_ORDER = [...TARGETS].sort((a, b) => Number(a.name in IN_WORKERS) - Number(b.name in IN_WORKERS));
const isNative = (backend: string): backend is keyof typeof NATIVE_BATCHES => backend in NATIVE_BATCHES;

let machine: Machine;
beforeAll(() => {
  machine = new Machine({ start: 120_000, run: 20_000 });
});
afterAll(() => machine.close());

const valuesOf = ({ inputs }: GeneratedProgram): InputValues =>
  Object.fromEntries(inputs.map((input) => [input.name, input.value]));

interface Verdict {
  readonly kind: 'equal' | 'refused' | 'not-run' | 'wrong';
  readonly detail: string;
}

async function verdict(
  target: Target,
  program: Program,
  expected: Outcome,
  inputs: InputValues,
): Promise<Verdict> {
  const backend = await loadBackend(target.backend);
  const execution = await machine.execute(
    target,
    program,
    { ...DEFAULT_SETTINGS, mode: backend.modes[0] },
    inputs,
  );
  if (execution.kind !== 'ran') return { kind: execution.kind, detail: '' };
  return judged(program, execution.outcome, expected);
}

function judged(program: Program, outcome: Outcome, expected: Outcome): Verdict {
  if (outcome.kind === 'outside' || outcome.kind === 'stopped')
    return { kind: 'refused', detail: outcome.message };
  const unorderedDicts = someType(program.body.type, (t) => t.kind === 'dict' && !t.ordered);
  const equal =
    outcome.kind === 'value'
      ? expected.kind === 'value' && sameValue(outcome.value, expected.value, { unorderedDicts })
      : outcome.kind === 'raises' && expected.kind === 'raises' && outcome.exception === expected.exception;
  return {
    kind: equal ? 'equal' : 'wrong',
    detail: `${JSON.stringify(outcome).slice(0, 300)} instead of ${JSON.stringify(expected).slice(0, 300)}`,
  };
}

describe.concurrent('generated programs', () => {
  const generated = fc.sample(programs(), { seed: SEED, numRuns: COUNT });
  const references = new Map<GeneratedProgram, Promise<Outcome>>();
  const reference = (program: GeneratedProgram): Promise<Outcome> => {
    const known =
      references.get(program) ?? machine.reference(program.source, program.inputs, valuesOf(program));
    references.set(program, known);
    return known;
  };

  test.each(IN_ORDER)(
    '$name never differs from Python',
    async (target) => {
      const { name, backend } = target;
      if (isNative(backend) && !NATIVE_BATCHES[backend].has()) return;
      const chosen = generated.slice(0, IN_WORKERS[name] ?? NATIVE_COUNT);
      const built = isNative(backend) ? await NATIVE_BATCHES[backend].run(chosen) : null;
      const wrong: string[] = [];
      let equal = 0;
      for (const [i, item] of chosen.entries()) {
        const { program } = compileProgram(item.source, item.inputs);
        const outcome = built?.[i];
        if (!program || typeof outcome === 'string') continue;
        const expected = await reference(item);
        const result =
          outcome === undefined
            ? await verdict(target, program, expected, valuesOf(item))
            : judged(program, outcome, expected);
        if (result.kind === 'wrong') wrong.push(`${item.source}\n    ${result.detail}`);
        if (result.kind === 'equal') equal++;
      }
      expect(wrong).toEqual([]);
      expect(equal).toBeGreaterThan(0);
    },
    600_000,
  );

  test('no pass of the optimizer changes a value', async () => {
    const wrong: string[] = [];
    let changed = 0;
    for (const [i, item] of generated.slice(0, COUNT / 2).entries()) {
      const { program } = compileProgram(item.source, item.inputs);
      if (!program) continue;
      const pass = PASS_IDS[i % PASS_IDS.length] ?? 'constant-folding';
      const patch = i % 2 === 0 ? patchOf([pass]) : patchOf([...PASS_IDS, pass]);
      const optimised = applyPatch(program, patch);
      if (optimised.applied.length === 0) continue;
      changed++;
      const result = await verdict(
        targetNamed('python'),
        optimised.program,
        await reference(item),
        valuesOf(item),
      );
      if (result.kind !== 'equal')
        wrong.push(`${optimised.applied.join(', ')}: ${item.source}\n    ${result.detail}`);
    }
    expect(wrong).toEqual([]);
    expect(changed).toBeGreaterThan(COUNT / 20);
  }, 600_000);
});

describe.concurrent('mathematical functions', () => {
  const XS = Array.from({ length: 60 }, (_, i) => 1.7 ** (i - 30) * (i % 3 === 0 ? -1.1 : 1.1));
  const SOURCE = `[[math.sin(x), math.cos(x), math.tan(x), math.sin(1e9 * x * x), math.atan(x), math.tanh(x), math.atan2(x, 0.7),
    math.asin(x / 1e7), math.acos(x / 1e7), math.exp(min(x, 700.0)), math.expm1(min(x, 700.0)), math.sinh(min(abs(x), 700.0)),
    math.cosh(min(abs(x), 700.0)), math.log(abs(x)), math.log2(abs(x)), math.log10(abs(x)), math.log1p(abs(x)), abs(x) ** 0.37,
    math.pow(abs(x), -1.5), math.hypot(x, 0.3)] for x in xs]`;
  const INPUTS = [{ name: 'xs', type: list(FLOAT) }];

  test.each(TARGETS.filter(({ backend }) => backend !== 'sql'))(
    '$name answers CPython’s bits',
    async (target) => {
      const { program, diagnostics } = compileProgram(SOURCE, INPUTS);
      if (!program) throw new Error(diagnostics[0]?.message);
      const values = { xs: XS.map((x) => ({ float: String(x) })) };
      const expected = await machine.reference(SOURCE, INPUTS, values);
      const result = await verdict(target, program, expected, values);
      if (result.kind !== 'not-run') expect(result).toMatchObject({ kind: 'equal' });
    },
    120_000,
  );
});

describe.concurrent('the guard: a backend that drops a clause is caught', () => {
  const SOURCES = [
    '[x for x in range(1, 9) if x > 2 if x % 2 == 0]',
    'sum(x * y for x in range(5) for y in range(x, 5) if x + y > 3)',
    '{x: y for x in range(4) if x for y in range(3) if y < 2}',
  ];

  test.each(IN_ORDER)(
    '$name',
    async (target) => {
      for (const source of SOURCES) {
        const { program } = compileProgram(source);
        if (program?.body.kind !== 'comp') throw new Error(`did not compile: ${source}`);
        const expected = await machine.reference(source, [], {});
        expect(await verdict(target, program, expected, {})).not.toMatchObject({ kind: 'wrong' });
        const { body } = program;
        for (const [i, clause] of body.clauses.entries()) {
          if (clause.kind !== 'if') continue;
          const mutant = programOf(source, { ...body, clauses: body.clauses.filter((_, k) => k !== i) });
          const result = await verdict(target, mutant, expected, {});
          if (result.kind === 'not-run') return;
          expect(result.kind, `${source} without clause ${i}`).toBe('wrong');
        }
      }
    },
    300_000,
  );
});
