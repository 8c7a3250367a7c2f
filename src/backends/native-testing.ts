import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileProgram, type InputSpec, type Program } from '../language';
import {
  type Backend,
  DEFAULT_SETTINGS,
  type Emission,
  type EmitSettings,
  type InputValues,
  type NativeToolchain,
  type Outcome,
} from './contract';
import { readOutcome, writeInput } from './native';

/**
 * Test support of the native backends: builds a project in a temporary folder and speaks the line protocol of
 * `native.ts` with it. A test that checks many programs puts them into one project, so that the compiler starts once.
 */

/** A program to emit, and how. */
export interface NativeCase {
  readonly source: string;
  readonly inputs?: readonly InputSpec[];
  readonly settings?: Partial<EmitSettings>;
}

export interface EmittedCase {
  readonly program: Program;
  readonly emission: Emission;
}

/** Compiles and emits in the backend's first idiom, or answers the first diagnostic as text. */
export function emitWith(
  backend: Backend,
  { source, inputs = [], settings = {} }: NativeCase,
): EmittedCase | string {
  const { program, diagnostics } = compileProgram(source, inputs);
  if (program === null) return `${diagnostics[0]?.rule}: ${diagnostics[0]?.message}`;
  const result = backend.emit(program, { ...DEFAULT_SETTINGS, mode: backend.modes[0], ...settings });
  if (!result.ok) return `${result.diagnostics[0]?.rule}: ${result.diagnostics[0]?.message}`;
  return { program, emission: result.emission };
}

const found = new Map<string, boolean>();

function hasTool(tool: string, versionArg: string): boolean {
  let has = found.get(tool);
  if (has === undefined) {
    const { error } = spawnSync(tool, [versionArg], { stdio: 'ignore', timeout: 60_000 });
    has = error === undefined;
    found.set(tool, has);
  }
  return has;
}

/** The first toolchain whose tools are all on this machine, else null: the test then says that it did not run. */
export function findToolchain(toolchains: readonly NativeToolchain[]): NativeToolchain | null {
  return toolchains.find((t) => t.needs.every(({ tool, versionArg }) => hasTool(tool, versionArg))) ?? null;
}

/** A project that was built and can be started as often as one likes. */
export class BuiltProject {
  private constructor(
    readonly directory: string,
    private readonly toolchain: NativeToolchain,
  ) {}

  /**
   * Writes the files into a new temporary folder and runs the build commands there.
   * @throws Error with the compiler's output when a command fails
   */
  static async build(
    files: Readonly<Record<string, string>>,
    toolchain: NativeToolchain,
  ): Promise<BuiltProject> {
    const directory = mkdtempSync(join(tmpdir(), 'native-test-'));
    const project = new BuiltProject(directory, toolchain);
    for (const [name, text] of Object.entries(files)) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    for (const command of toolchain.build) {
      const [tool = '', ...args] = project.argv(command);
      const said = await complaint(tool, args, { cwd: directory, env: project.environment() });
      if (said !== null)
        throw new Error(`${command.join(' ')} failed in ${directory}:\n${said.slice(0, 20_000)}`);
    }
    return project;
  }

  /** Starts the program; `args` follow the toolchain's own, for a test project that holds several programs. */
  start(...args: readonly string[]): Conversation {
    const [tool = '', ...rest] = this.argv(this.toolchain.run);
    return new Conversation(
      spawn(tool, [...rest, ...args], { cwd: this.directory, env: this.environment() }),
    );
  }

  /** Deletes the folder. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private argv(command: readonly string[]): string[] {
    return command.map((part) => part.replaceAll('{dir}', this.directory));
  }

  private environment(): NodeJS.ProcessEnv {
    const extra = Object.entries(this.toolchain.environment ?? {}).map(([name, value]) => [
      name,
      value.replaceAll('{dir}', this.directory),
    ]);
    return { ...process.env, ...Object.fromEntries(extra) };
  }
}

/** What a command prints when it fails, or why it did not start; null when it ends well. */
function complaint(
  tool: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, options);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.once('error', (error) => resolve(String(error)));
    child.once('close', (status) => resolve(status === 0 ? null : said));
  });
}

/** A running program: lines in, lines out. */
export class Conversation {
  private readonly lines: AsyncIterator<string>;
  private errors = '';

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    // A program that died closes its input: what it said on stderr is the better message, see `answer`.
    child.stdin.on('error', () => undefined);
  }

  /** Writes lines to the program. */
  say(...lines: readonly string[]): void {
    this.child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** The next line that the program prints. @throws Error with its stderr when it ended instead */
  async answer(): Promise<string> {
    const next = await this.lines.next();
    if (next.done) throw new Error(`the program ended without an answer: ${this.errors.slice(0, 5000)}`);
    return next.value;
  }

  /** Writes lines and awaits one answer. */
  ask(...lines: readonly string[]): Promise<string> {
    this.say(...lines);
    return this.answer();
  }

  /** Sends `q`, closes the input and awaits the exit code. */
  end(): Promise<number | null> {
    return new Promise((resolve) => {
      this.child.once('close', (exitCode) => resolve(exitCode));
      this.child.stdin.end('q\n');
    });
  }
}

/**
 * One executable that holds many programs; its first argument chooses. Where a process is slow to start, one runs them
 * all: without an argument it reads which program comes next, and `q` ends that program alone.
 */
export class NativeSuite {
  private shared: Conversation | null = null;

  constructor(
    private readonly built: BuiltProject,
    private readonly oneProcess = false,
  ) {}

  get directory(): string {
    return this.built.directory;
  }

  /** A conversation with one of the programs; its inputs are to be sent first. */
  start(index: number): Conversation {
    return this.built.start(String(index));
  }

  /** Runs one program once. @throws Error when an input has no value */
  async run(index: number, { emission }: EmittedCase, values: InputValues = {}): Promise<Outcome> {
    const lines = emission.inputs.flatMap(({ name, type }) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no value for ${name}`);
      return writeInput(type, value);
    });
    if (this.oneProcess) return this.runShared(index, lines);
    const talk = this.start(index);
    talk.say(...lines);
    await talk.answer();
    const { outcome } = readOutcome(await talk.ask('v'));
    await talk.end();
    return outcome;
  }

  private async runShared(index: number, lines: readonly string[]): Promise<Outcome> {
    const talk = this.shared ?? this.built.start();
    // A process that dies is not asked again.
    this.shared = null;
    talk.say(String(index), ...lines);
    await talk.answer();
    const { outcome } = readOutcome(await talk.ask('v'));
    talk.say('q');
    this.shared = talk;
    return outcome;
  }

  async remove(): Promise<void> {
    await this.shared?.end();
    this.built.remove();
  }
}
