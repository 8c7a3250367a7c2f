import { compileProgram, type Encoded, type InputSpec, type Program } from '../../language';
import { DEFAULT_SETTINGS, type EmitSettings, type Outcome } from '../contract';
import { readBatch, readOutcome, writeInput } from '../native';
import { BuiltProject, findToolchain } from '../native-testing';
import { LINTS, rust } from './index';

/** A program to build and run, with its inputs. */
export interface Probe {
  readonly source: string;
  readonly inputs?: readonly (InputSpec & { readonly value: Encoded })[];
  readonly settings?: Partial<EmitSettings>;
  /** A rewrite of the program before it is emitted, such as an optimisation. */
  readonly prepare?: (program: Program) => Program;
}

export type Probed =
  | { readonly kind: 'ran'; readonly outcome: Outcome; readonly code: string; readonly batch: string }
  | { readonly kind: 'refused'; readonly rule: string; readonly message: string }
  | { readonly kind: 'rejected'; readonly message: string; readonly exception: string | undefined };

/** Whether rustc is on this machine. */
export const hasRust = (): boolean =>
  findToolchain(rust.project(EMPTY_EMISSION, EMPTY_PROGRAM).toolchains) !== null;

const EMPTY_PROGRAM: Program = compileOne('[1]').program;
const EMPTY_EMISSION = emitted(EMPTY_PROGRAM);

function compileOne(source: string): { readonly program: Program } {
  const { program } = compileProgram(source);
  if (program === null) throw new Error(`does not compile: ${source}`);
  return { program };
}

function emitted(program: Program) {
  const result = rust.emit(program, DEFAULT_SETTINGS);
  if (!result.ok) throw new Error(result.diagnostics.map((d) => d.message).join('\n'));
  return result.emission;
}

/**
 * Builds all programs as modules of one crate and runs each. Without optimisation, so that rustc checks every
 * arithmetic overflow of what was emitted as proved.
 */
export async function probeAll(
  probes: readonly Probe[],
  flags: readonly string[] = ['-C', 'opt-level=0'],
): Promise<Probed[]> {
  const files: Record<string, string> = {};
  const modules: number[] = [];
  const results: (Probed | null)[] = probes.map((probe, i) => {
    const { program: compiled, diagnostics } = compileProgram(probe.source, probe.inputs ?? []);
    const program = compiled && (probe.prepare?.(compiled) ?? compiled);
    if (program === null) {
      const [first] = diagnostics;
      return { kind: 'rejected', message: first?.message ?? '', exception: first?.exception };
    }
    const result = rust.emit(program, { ...DEFAULT_SETTINGS, ...probe.settings });
    if (!result.ok) {
      const [first] = result.diagnostics;
      return { kind: 'refused', rule: first?.rule ?? '', message: first?.message ?? '' };
    }
    const project = rust.project(result.emission, program);
    for (const [name, text] of Object.entries(project.files)) files[`p${i}/${name}`] = text;
    // What is the same in all of them is compiled once.
    files['protocol.rs'] = files[`p${i}/protocol.rs`] ?? '';
    files[`p${i}/protocol.rs`] = 'pub use crate::protocol::*;\n';
    modules.push(i);
    return null;
  });
  const declarations = modules.map((i) => `#[path = "p${i}/main.rs"] mod p${i};`).join('\n');
  const arms = modules.map((i) => `        Some("${i}") => p${i}::main(),`).join('\n');
  files['main.rs'] =
    `#![recursion_limit = "2048"]\nmod protocol;\n${declarations}\n\nfn main() {\n    match std::env::args().nth(1).as_deref() {\n${arms}\n        _ => {}\n    }\n}\n`;
  const project = await BuiltProject.build(files, {
    needs: [],
    build: [
      [
        'rustc',
        '--edition',
        '2021',
        ...LINTS,
        '-C',
        'debuginfo=0',
        ...flags,
        '-o',
        '{dir}/program',
        '{dir}/main.rs',
      ],
    ],
    run: ['{dir}/program'],
  });
  try {
    for (const i of modules) {
      const probe = probes[i];
      if (probe) results[i] = await run(project, i, probe, files[`p${i}/program.rs`] ?? '');
    }
  } finally {
    project.remove();
  }
  return results.map((r) => r ?? { kind: 'rejected', message: 'not run', exception: undefined });
}

async function run(project: BuiltProject, index: number, probe: Probe, code: string): Promise<Probed> {
  const { program: compiled } = compileProgram(probe.source, probe.inputs ?? []);
  const program = compiled && (probe.prepare?.(compiled) ?? compiled);
  const conversation = project.start(String(index));
  const lines = (program?.inputs ?? []).flatMap((spec) => {
    const given = probe.inputs?.find((input) => input.name === spec.name);
    return given ? writeInput(spec.type, given.value) : [];
  });
  try {
    const ready = await conversation.ask(...lines);
    if (ready !== 'ready') throw new Error(`expected ready, got ${ready}`);
    const { outcome } = readOutcome(await conversation.ask('v'));
    const batch = await conversation.ask('b 3');
    if (outcome.kind === 'value') readBatch(batch);
    await conversation.end();
    return { kind: 'ran', outcome, code, batch };
  } catch (error) {
    return { kind: 'ran', outcome: { kind: 'crashed', message: String(error) }, code, batch: '' };
  }
}
