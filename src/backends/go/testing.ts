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
import { go } from './index';

/** Test support: many programs in one Go module, so that the compiler starts once. */
export interface GoCase {
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
export function emitCase({ source, inputs = [], settings = {} }: GoCase): EmittedCase | string {
  const { program, diagnostics } = compileProgram(source, inputs);
  if (program === null) return `${diagnostics[0]?.rule}: ${diagnostics[0]?.message}`;
  const result = go.emit(program, { ...DEFAULT_SETTINGS, mode: 'loops', ...settings });
  if (!result.ok) return `${result.diagnostics[0]?.rule}: ${result.diagnostics[0]?.message}`;
  return { program, emission: result.emission };
}

const toolchain = (): ReturnType<typeof findToolchain> =>
  findToolchain([
    {
      needs: [{ tool: 'go', versionArg: 'version' }],
      build: [['go', 'build', '-trimpath', '-o', '{dir}/comprehension', '.']],
      run: ['{dir}/comprehension'],
      environment: { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off', CGO_ENABLED: '0' },
    },
  ]);

export const hasGo = (): boolean => toolchain() !== null;

/** One executable that holds all the programs; its first argument chooses. */
export class GoSuite {
  private constructor(private readonly built: BuiltProject) {}

  /** @throws Error with the compiler's output, or when Go is missing */
  static build(cases: readonly EmittedCase[]): GoSuite {
    const tools = toolchain();
    if (tools === null) throw new Error('go is not on this machine');
    const files: Record<string, string> = {};
    const imports: string[] = [];
    const arms: string[] = [];
    cases.forEach(({ program, emission }, i) => {
      for (const [name, text] of Object.entries(go.project(emission, program).files)) {
        if (name.startsWith('program/')) files[name.replace('program/', `p${i}/`)] = text;
        else if (name !== 'main.go') files[name] = text;
      }
      imports.push(`\tp${i} "comprehension/p${i}"\n`);
      arms.push(`\t\tp${i}.New,\n`);
    });
    files['main.go'] =
      `package main\n\nimport (\n\t"os"\n\t"strconv"\n\n\t"comprehension/harness"\n${imports.join('')})\n\n` +
      `func main() {\n\tprograms := []func() harness.Program{\n${arms.join('')}\t}\n` +
      '\ti, _ := strconv.Atoi(os.Args[1])\n\tharness.Serve(programs[i](), os.Stdin, os.Stdout)\n}\n';
    return new GoSuite(BuiltProject.build(files, tools));
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

  get directory(): string {
    return this.built.directory;
  }
}

function inputValue(values: InputValues, name: string): Encoded {
  const value = values[name];
  if (value === undefined) throw new Error(`no value for ${name}`);
  return value;
}
