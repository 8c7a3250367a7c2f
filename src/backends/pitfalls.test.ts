import { describe, expect, it } from 'vitest';
import { compileProgram, type Program } from '../language';
import {
  type Backend,
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  type Outcome,
  type Runtime,
} from './contract';
import { python } from './python';
import { createPythonRuntime } from './python/run';
import { sql } from './sql';
import { createSqlRuntime } from './sql/run';
import { faultOf, NATIVE_BATCHES, PITFALLS, type Pitfall } from './testing';
import { typescript } from './typescript';
import { typescriptRuntime } from './typescript/run';
import { createWasmRuntime, loadWasmBackend } from './wasm';

interface Compiled {
  readonly pitfall: Pitfall;
  readonly program: Program;
}

const COMPILED: readonly Compiled[] = PITFALLS.flatMap((pitfall) => {
  const { program } = compileProgram(pitfall.code);
  return program ? [{ pitfall, program }] : [];
});

it('most of them are part of the language', () => {
  expect(COMPILED.length).toBeGreaterThan(PITFALLS.length * 0.9);
});

/** What is wrong with the answers of a runtime, and how many are equal. */
async function check(backend: Backend, runtime: Runtime, settings: Partial<EmitSettings>) {
  const faults: string[] = [];
  let equal = 0;
  for (const { pitfall, program } of COMPILED) {
    const result = backend.emit(program, { ...DEFAULT_SETTINGS, mode: backend.modes[0], ...settings });
    if (!result.ok) continue;
    const outcome = await outcomeOf(runtime, result.emission);
    const fault = faultOf(pitfall, outcome);
    if (fault) faults.push(fault);
    else if (outcome.kind === 'value' || outcome.kind === 'raises') equal++;
  }
  return { faults, equal };
}

async function outcomeOf(runtime: Runtime, emission: Emission): Promise<Outcome> {
  const instance = await runtime.load(emission, {});
  const outcome = await instance.run();
  await instance.close();
  return outcome;
}

describe('in this process', () => {
  it.each(python.modes)(
    'Python, %s',
    async (mode) => {
      const { faults, equal } = await check(python, await createPythonRuntime(), { mode });
      expect(faults).toEqual([]);
      expect(equal).toBeGreaterThan(COMPILED.length * 0.95);
    },
    120_000,
  );

  it.each(typescript.modes)(
    'TypeScript, %s',
    async (mode) => {
      const { faults, equal } = await check(typescript, typescriptRuntime, { mode });
      expect(faults).toEqual([]);
      expect(equal).toBeGreaterThan(COMPILED.length * 0.9);
    },
    120_000,
  );

  it.each(['loops', 'functions'])(
    'Wasm, %s',
    async (mode) => {
      const { faults, equal } = await check(await loadWasmBackend(), createWasmRuntime(), { mode });
      expect(faults).toEqual([]);
      expect(equal).toBeGreaterThan(COMPILED.length * 0.5);
    },
    120_000,
  );

  it.each([
    ['duckdb', 0.3],
    ['postgresql', 0.1],
    ['sqlite', 0.1],
  ] as const)(
    'SQL, %s',
    async (dialect, bar) => {
      const runtime = await createSqlRuntime();
      const { faults, equal } = await check(sql, runtime, { dialect });
      await runtime.close();
      expect(faults).toEqual([]);
      expect(equal).toBeGreaterThan(COMPILED.length * bar);
    },
    120_000,
  );
});

/** Backends, and the least share of the programs that each takes. */
const NATIVE = [
  ['Rust', 'rust', 0.5],
  ['Go', 'go', 0.75],
  ['C#', 'csharp', 0.75],
  ['Julia', 'julia', 0.5],
] as const;

describe.concurrent('built by their toolchains', () => {
  for (const [title, backend, bar] of NATIVE) {
    const { has, run } = NATIVE_BATCHES[backend];
    it.skipIf(!has())(
      title,
      async () => {
        const outcomes = await run(COMPILED.map(({ pitfall }) => ({ source: pitfall.code })));
        const faults = outcomes.flatMap((outcome, i) => {
          const pitfall = COMPILED[i]?.pitfall;
          const fault = typeof outcome !== 'string' && pitfall ? faultOf(pitfall, outcome) : null;
          return fault ? [fault] : [];
        });
        expect(faults).toEqual([]);
        expect(outcomes.filter((o) => typeof o !== 'string').length).toBeGreaterThan(COMPILED.length * bar);
      },
      300_000,
    );
  }
});
