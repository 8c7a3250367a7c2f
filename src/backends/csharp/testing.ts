import { compileProgram, type Encoded, type InputSpec, type Program } from '../../language';
import {
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  type InputValues,
  type Outcome,
} from '../contract';
import { readOutcome, writeInput } from '../native';
import { BuiltProject, type Conversation, findToolchain } from '../native-testing';
import { csharp } from './index';

/** Test support: many programs in one assembly, so that the compiler starts once. */
export interface CSharpCase {
  readonly source: string;
  readonly inputs?: readonly InputSpec[];
  readonly values?: InputValues;
  readonly settings?: Partial<EmitSettings>;
}

export interface EmittedCase {
  readonly program: Program;
  readonly emission: Emission;
}

/** Compiles and emits, or answers the first diagnostic as text. */
export function emitCase({ source, inputs = [], settings = {} }: CSharpCase): EmittedCase | string {
  const { program, diagnostics } = compileProgram(source, inputs);
  if (program === null) return `${diagnostics[0]?.rule}: ${diagnostics[0]?.message}`;
  const result = csharp.emit(program, { ...DEFAULT_SETTINGS, mode: 'method', ...settings });
  if (!result.ok) return `${result.diagnostics[0]?.rule}: ${result.diagnostics[0]?.message}`;
  return { program, emission: result.emission };
}

const toolchain = (): ReturnType<typeof findToolchain> =>
  findToolchain([
    {
      needs: [
        { tool: 'mcs', versionArg: '--version' },
        { tool: 'mono', versionArg: '--version' },
      ],
      build: [
        [
          'mcs',
          '-optimize+',
          '-nowarn:162,168,219,429,675,1717,1718',
          '-r:System.Core.dll',
          '-r:System.Numerics.dll',
          '-main:Entry',
          '-out:{dir}/program.exe',
          '-recurse:{dir}/*.cs',
        ],
      ],
      run: ['mono', '{dir}/program.exe'],
    },
  ]);

export const hasMono = (): boolean => toolchain() !== null;

/** One executable that holds all the programs, each in a namespace; its first argument chooses. */
export class CSharpSuite {
  private constructor(private readonly built: BuiltProject) {}

  /** @throws Error with the compiler's output, or when Mono is missing */
  static build(cases: readonly EmittedCase[]): CSharpSuite {
    const tools = toolchain();
    if (tools === null) throw new Error('mono is not on this machine');
    const files: Record<string, string> = {};
    cases.forEach(({ program, emission }, i) => {
      for (const [name, text] of Object.entries(csharp.project(emission, program).files))
        files[`p${i}/${name}`] = `namespace P${i}\n{\n${text}}\n`;
    });
    const arms = cases.map((_, i) => `            case "${i}": return P${i}.Harness.Main();\n`).join('');
    files['Entry.cs'] =
      `static class Entry\n{\n    static int Main(string[] args)\n    {\n        switch (args[0])\n        {\n${arms}` +
      '            default: return 1;\n        }\n    }\n}\n';
    return new CSharpSuite(BuiltProject.build(files, tools));
  }

  /** A conversation with one of the programs; its inputs are to be sent first. */
  start(index: number): Conversation {
    return this.built.start(String(index));
  }

  /** Runs one program once. */
  async run(index: number, { emission }: EmittedCase, values: InputValues = {}): Promise<Outcome> {
    const talk = this.start(index);
    talk.say(...emission.inputs.flatMap((input) => writeInput(input.type, inputValue(values, input.name))));
    await talk.answer();
    const { outcome } = readOutcome(await talk.ask('v'));
    await talk.end();
    return outcome;
  }

  remove(): void {
    this.built.remove();
  }
}

function inputValue(values: InputValues, name: string): Encoded {
  const value = values[name];
  if (value === undefined) throw new Error(`no value for ${name}`);
  return value;
}
