import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  /** Wall time in ms, after which the whole process group is killed. */
  readonly time: number;
  /** Bytes of stdout and stderr together, past which it is killed. */
  readonly output: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** Exit code; null when a signal or a limit ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stopped?: 'time' | 'output';
}

/** Everything that compilers and programs get to see of this process's environment. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'CARGO_HOME',
  'RUSTUP_HOME',
  'GOROOT',
  'DOTNET_ROOT',
];

export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LC_ALL: 'C.UTF-8', ...extra };
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) killGroup(child);
});

/** Starts a command in a process group of its own, which dies with this process. */
export function start(
  command: readonly string[],
  cwd?: string,
  env?: Readonly<Record<string, string>>,
): ChildProcess {
  const [file, ...args] = command;
  if (file === undefined) throw new Error('an empty command');
  const child = spawn(file, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: cleanEnvironment(env),
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Kills a command and everything that it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Runs a command to its end, without input.
 * @throws when the executable can't be started
 */
export function runCommand(command: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = start(command, options.cwd, options.env);
    const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    let bytes = 0;
    let stopped: 'time' | 'output' | undefined;
    const stop = (limit: 'time' | 'output') => {
      stopped ??= limit;
      killGroup(child);
    };
    const timer = setTimeout(() => stop('time'), options.time);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > options.output) stop('output');
        else chunks[name].push(chunk);
      });
    }
    child.stdin?.end();
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      const text = {
        stdout: Buffer.concat(chunks.stdout).toString(),
        stderr: Buffer.concat(chunks.stderr).toString(),
      };
      resolve(stopped === undefined ? { code, ...text } : { code: null, ...text, stopped });
    });
  });
}
