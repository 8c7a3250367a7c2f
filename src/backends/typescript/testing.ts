import { compileProgram, type InputSpec, type Program } from '../../language';
import {
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  type InputValues,
  type Outcome,
} from '../contract';
import { emit } from './emit';
import { typescriptRuntime } from './run';

/** Test support: source text to program, emission and outcome. @throws when a step refuses */
export function compiled(source: string, inputs: readonly InputSpec[] = []): Program {
  const { program, diagnostics } = compileProgram(source, inputs);
  if (program === null) throw new Error(`${source}: ${diagnostics.map((d) => d.message).join(' ')}`);
  return program;
}

export function emitted(program: Program, settings: Partial<EmitSettings> = {}): Emission {
  const result = emit(program, { ...DEFAULT_SETTINGS, ...settings });
  if (!result.ok) throw new Error(`${program.source}: ${result.diagnostics.map((d) => d.message).join(' ')}`);
  return result.emission;
}

export async function outcomeOf(emission: Emission, values: InputValues = {}): Promise<Outcome> {
  const instance = await typescriptRuntime.load(emission, values);
  return instance.run();
}

/** The function alone, without the comment above and the helpers below. */
export function functionOf(emission: Emission): string {
  const start = emission.code.indexOf('export function');
  const end = emission.code.indexOf('\n}\n', start);
  return emission.code.slice(start, end + 2);
}
