import { expect, it } from 'vitest';
import { compileProgram, type Encoded, type InputSpec, sameValue } from '../../language';
import {
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  type InputValues,
  type Outcome,
} from '../contract';
import { createWasmRuntime, loadWasmBackend } from './index';

/** A program and what CPython answers: the JSON of its value, or `raises` and the exception. */
export type Row = readonly [source: string, expected: string];

const backend = await loadWasmBackend();
const runtime = createWasmRuntime();

export interface Options {
  readonly settings?: Partial<EmitSettings>;
  readonly inputs?: readonly InputSpec[];
  readonly values?: InputValues;
}

/** Emits a program that must compile and be accepted. */
export function emit(source: string, options: Options = {}): Emission {
  const { program, diagnostics } = compileProgram(source, options.inputs);
  if (program === null) throw new Error(`${source}: ${diagnostics[0]?.message}`);
  const result = backend.emit(program, { ...DEFAULT_SETTINGS, mode: 'loops', ...options.settings });
  if (!result.ok) throw new Error(`${source}: ${result.diagnostics[0]?.message}`);
  return result.emission;
}

/** The rule by which a program is refused, or null. */
export function refusalOf(source: string, options: Options = {}): string | null {
  const { program, diagnostics } = compileProgram(source, options.inputs);
  if (program === null) throw new Error(`${source}: ${diagnostics[0]?.message}`);
  const result = backend.emit(program, { ...DEFAULT_SETTINGS, mode: 'loops', ...options.settings });
  return result.ok ? null : (result.diagnostics[0]?.rule ?? '');
}

export async function run(source: string, options: Options = {}): Promise<Outcome> {
  const instance = await runtime.load(emit(source, options), options.values ?? {});
  return instance.run();
}

/** One test for each row, at the level given. */
export function checkTable(rows: readonly Row[], level = 0): void {
  for (const [source, expected] of rows) {
    it(`${source} → ${expected.slice(0, 60)}`, async () => {
      const outcome = await run(source, { settings: { level } });
      if (expected.startsWith('raises ')) {
        expect(outcome).toMatchObject({ kind: 'raises', exception: expected.slice('raises '.length) });
        return;
      }
      if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
      const value: Encoded = JSON.parse(expected);
      if (!sameValue(outcome.value, value)) expect(outcome.value).toEqual(value);
    });
  }
}
