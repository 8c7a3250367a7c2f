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
import { buildCSharp, emitCase as emitCSharp, hasMono } from './csharp/testing';
import { buildGo, emitCase as emitGo, hasGo } from './go/testing';
import { hasJulia, runAll } from './julia/testing';
import type { EmittedCase, NativeSuite } from './native-testing';
import { python } from './python';
import { createPythonRuntime } from './python/run';
import { hasRust, probeAll } from './rust/testing';
import { sql } from './sql';
import { createSqlRuntime } from './sql/run';
import { faultOf, PITFALLS, type Pitfall } from './testing';
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

/** The same of a suite of native programs. */
async function checkSuite(
  emit: (wanted: { source: string }) => EmittedCase | string,
  build: (cases: readonly EmittedCase[]) => NativeSuite,
) {
  const emitted = COMPILED.flatMap(({ pitfall }) => {
    const made = emit({ source: pitfall.code });
    return typeof made === 'string' ? [] : [{ pitfall, made }];
  });
  const suite = build(emitted.map(({ made }) => made));
  try {
    const faults: string[] = [];
    for (const [i, { pitfall, made }] of emitted.entries()) {
      const fault = faultOf(pitfall, await suite.run(i, made));
      if (fault) faults.push(fault);
    }
    return { faults, emitted: emitted.length };
  } finally {
    await suite.remove();
  }
}

describe('built by their toolchains', () => {
  it.skipIf(!hasRust())(
    'Rust',
    async () => {
      const probed = await probeAll(COMPILED.map(({ pitfall }) => ({ source: pitfall.code })));
      const faults = probed.flatMap((result, i) => {
        const pitfall = COMPILED[i]?.pitfall;
        const fault = result.kind === 'ran' && pitfall ? faultOf(pitfall, result.outcome) : null;
        return fault ? [fault] : [];
      });
      expect(faults).toEqual([]);
      expect(probed.filter((result) => result.kind === 'ran').length).toBeGreaterThan(COMPILED.length * 0.5);
    },
    300_000,
  );

  it.skipIf(!hasGo())(
    'Go',
    async () => {
      const { faults, emitted } = await checkSuite(emitGo, buildGo);
      expect(faults).toEqual([]);
      expect(emitted).toBeGreaterThan(COMPILED.length * 0.75);
    },
    300_000,
  );

  it.skipIf(!hasMono())(
    'C#',
    async () => {
      const { faults, emitted } = await checkSuite(emitCSharp, buildCSharp);
      expect(faults).toEqual([]);
      expect(emitted).toBeGreaterThan(COMPILED.length * 0.75);
    },
    300_000,
  );

  it.skipIf(!hasJulia())(
    'Julia',
    async () => {
      const outcomes = await runAll(COMPILED.map(({ pitfall }) => ({ source: pitfall.code })));
      const faults = outcomes.flatMap((outcome, i) => {
        const pitfall = COMPILED[i]?.pitfall;
        const fault = typeof outcome !== 'string' && pitfall ? faultOf(pitfall, outcome) : null;
        return fault ? [fault] : [];
      });
      expect(faults).toEqual([]);
      expect(outcomes.filter((o) => typeof o !== 'string').length).toBeGreaterThan(COMPILED.length * 0.5);
    },
    300_000,
  );
});
