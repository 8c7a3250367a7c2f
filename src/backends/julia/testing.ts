import type { Encoded, InputSpec } from '../../language';
import type { Outcome } from '../contract';
import { readOutcome, writeInput } from '../native';
import { BuiltProject, emitWith, findToolchain, type NativeCase } from '../native-testing';
import { codecText } from './harness';
import { julia } from './index';

/** Test support: many programs in one Julia process, since its start and its compiler take a second each. */
export interface JuliaCase extends NativeCase {
  readonly inputs?: readonly (InputSpec & { readonly value: Encoded })[];
}

const toolchain = () =>
  findToolchain([
    {
      needs: [{ tool: 'julia', versionArg: '--version' }],
      build: [],
      run: ['julia', '--startup-file=no', '-O1', '{dir}/main.jl'],
    },
  ]);

export const hasJulia = (): boolean => toolchain() !== null;

/** Runs all cases in one process; answers outcomes, or why a case was not emitted. */
export async function runAll(cases: readonly JuliaCase[]): Promise<(Outcome | string)[]> {
  const tools = toolchain();
  if (!tools) throw new Error('julia is not on this machine');
  const emitted = cases.map((each) => emitWith(julia, each));
  const files: Record<string, string> = {};
  const modules: string[] = [];
  const lines: string[] = [];
  emitted.forEach((item, i) => {
    if (typeof item === 'string') return;
    files[`m${i}.jl`] =
      `module P${i}\n${item.emission.code}\n${codecText(item.program.inputs, item.program.body.type)}\nend\nP${i}.answer(stdout, P${i}.readinputs())\n`;
    modules.push(
      `try include("m${i}.jl") catch e; println("crashed ", first(replace(sprint(showerror, e), '\\n' => ' '), 400)) end`,
    );
    const values = new Map(cases[i]?.inputs?.map((input) => [input.name, input.value]));
    for (const spec of item.program.inputs)
      lines.push(...writeInput(spec.type, values.get(spec.name) ?? null));
  });
  files['main.jl'] = `${modules.join('\n')}\nprintln("done")\n`;
  const answers = await answersOf(await BuiltProject.build(files, tools), lines);
  return emitted.map((item) =>
    typeof item === 'string' ? item : readOutcome(answers.shift() ?? '').outcome,
  );
}

/** What the process prints until it is done. */
async function answersOf(built: BuiltProject, lines: readonly string[]): Promise<string[]> {
  try {
    const talk = built.start();
    talk.say(...lines);
    const answers: string[] = [];
    for (let next = await talk.answer(); next !== 'done'; next = await talk.answer()) answers.push(next);
    return answers;
  } finally {
    built.remove();
  }
}
