import { afterAll, describe, expect, test } from 'vitest';
import {
  type Backend,
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  loadBackend,
} from '../src/backends';
import {
  compileProgram,
  DATA_SIZE,
  type InputSpec,
  int,
  interval,
  list,
  type Program,
} from '../src/language';
import { applyPatch, PASS_IDS, patchOf } from '../src/optimizer';
import { PASS_EXAMPLES } from '../src/optimizer/testing';
import { DEFAULT_RACK, onlyPrepares, openPasses } from '../src/session';
import { Machine } from './execute';
import { TARGETS } from './targets';

const YS: InputSpec = { name: 'ys', type: list(int(interval(-1000, 1000)), interval(0, 1_000_000)) };
const XS: InputSpec = { name: 'xs', type: list(int(interval(-(2 ** 40), 2 ** 40)), interval(0, 1_000_000)) };

/** Programs that have something for every knob to change: threads, overflow, bounds and zero checks, idioms, passes. */
const PROGRAMS = [
  'sum(x ** 2 for x in range(n) if x % 3 == 0 if x % 5)',
  '[x * x * x // (x % 7) for x in xs if x > 3]',
  '[xs[i] * xs[i + 1] for i in range(n)]',
  '[x * 2 for x in range(n) if x % 2 == 0]',
  '[1000 // y for y in ys]',
];

function compiled(source: string): Program {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE, XS, YS]);
  if (!program) throw new Error(`${source}: ${diagnostics[0]?.message}`);
  return program;
}

function emitted(backend: Backend, program: Program, settings: Partial<EmitSettings>): Emission | null {
  const result = backend.emit(program, { ...DEFAULT_SETTINGS, mode: backend.modes[0], ...settings });
  return result.ok ? result.emission : null;
}

/** What a performer can see of an emission: the code, the module, and what is said about them. */
const face = (emission: Emission | null): string =>
  emission
    ? JSON.stringify([emission.code, [...(emission.binary ?? [])], emission.notes.map((n) => n.code)])
    : 'refused';

/** The programs whose emission a setting changes. */
function changedBy(backend: Backend, before: Partial<EmitSettings>, after: Partial<EmitSettings>): string[] {
  return PROGRAMS.filter(
    (source) =>
      face(emitted(backend, compiled(source), before)) !== face(emitted(backend, compiled(source), after)),
  );
}

/** Backends whose work goes to a pool of workers; the others' threads are tested with their toolchains. */
const POOLED: ReadonlySet<string> = new Set(['typescript', 'wasm']);
const machine = new Machine({ start: 120_000, run: 20_000 });
afterAll(() => machine.close());

describe.each(TARGETS)('$name', ({ backend: id, dialect }) => {
  test('level opens the rack, and changes the program', async () => {
    const backend = await loadBackend(id);
    const rack = DEFAULT_RACK.map((pass) => ({ pass, on: true }));
    const [source = ''] = PROGRAMS;
    const faces = [0, 0.3, 1].map((level) =>
      face(
        emitted(backend, applyPatch(compiled(source), patchOf(openPasses(rack, level))).program, {
          dialect,
          level,
        }),
      ),
    );
    expect(new Set(faces).size).toBeGreaterThan(1);
  });

  test('parallel splits the work, or a note says why not', async () => {
    const backend = await loadBackend(id);
    const source = '[x * 2 for x in range(n) if x % 2 == 0]';
    const [one, four] = [1, 4].map((parallel) => emitted(backend, compiled(source), { dialect, parallel }));
    expect(one?.notes.map((note) => note.rule)).not.toContain('not-parallel');
    if (backend.parallel === 'refused') {
      expect(four?.notes.map((note) => note.rule)).toContain('not-parallel');
      return;
    }
    expect(four?.notes.map((note) => note.rule)).not.toContain('not-parallel');
    expect(four?.code).not.toBe(one?.code);
  });

  test('parallel changes no answer', async () => {
    if (!POOLED.has(id)) return;
    const backend = await loadBackend(id);
    for (const source of ['sum(x ** 2 for x in range(n) if x % 3)', '[1000 // (x - 7) for x in range(n)]']) {
      const outcomes = [];
      for (const parallel of [1, 3]) {
        const settings = { ...DEFAULT_SETTINGS, mode: backend.modes[0], parallel, dialect };
        const target = { name: id, backend: id, dialect };
        const values = { n: 50, xs: [], ys: [] };
        const execution = await machine.execute(target, compiled(source), settings, values);
        outcomes.push(execution.kind === 'ran' ? execution.outcome : execution);
      }
      expect(outcomes[1], source).toEqual(outcomes[0]);
    }
  }, 120_000);

  test('unsafe drops a check and says which', async () => {
    const backend = await loadBackend(id);
    if (id === 'python') return;
    const changed = changedBy(backend, { dialect, unsafe: false }, { dialect, unsafe: true });
    expect(changed).not.toEqual([]);
    const notes = changed.flatMap(
      (source) => emitted(backend, compiled(source), { dialect, unsafe: true })?.notes ?? [],
    );
    expect(notes.map((note) => note.rule)).toContain('unsafe-check-dropped');
  });

  test('every idiom reads differently', async () => {
    const backend = await loadBackend(id);
    expect(backend.modes.length).toBeGreaterThan(1);
    for (const mode of backend.modes.slice(1)) {
      expect(changedBy(backend, { dialect }, { dialect, mode }), mode).not.toEqual([]);
    }
  });

  test.each(PASS_EXAMPLES)('the effect $pass changes the program', async ({ pass, changes, after = [] }) => {
    // A rack belongs to a channel, and SQL's starts with DuckDB.
    if (dialect !== DEFAULT_SETTINGS.dialect) return;
    const backend = await loadBackend(id);
    const before = applyPatch(compiled(changes), patchOf(after)).program;
    const optimised = applyPatch(before, patchOf([pass])).program;
    const [plain, better] = [emitted(backend, before, { dialect }), emitted(backend, optimised, { dialect })];
    if (!plain && !better) return;
    if (onlyPrepares(id, pass)) expect(face(better)).toBe(face(plain));
    else expect(face(better)).not.toBe(face(plain));
  });

  test('emitting twice gives the same bytes', async () => {
    const backend = await loadBackend(id);
    for (const source of PROGRAMS)
      expect(face(emitted(backend, compiled(source), { dialect }))).toBe(
        face(emitted(backend, compiled(source), { dialect })),
      );
  });
});

test('the three dialects of SQL are three texts', async () => {
  const sql = await loadBackend('sql');
  const texts = (['duckdb', 'sqlite', 'postgresql'] as const).map(
    (dialect) => emitted(sql, compiled('[x * 2 for x in range(n) if x % 2 == 0]'), { dialect })?.code,
  );
  expect(new Set(texts).size).toBe(3);
});

test('the rack holds every pass there is', () => {
  expect([...DEFAULT_RACK].sort()).toEqual([...PASS_IDS].sort());
});
