import { readdirSync, readFileSync } from 'node:fs';
import { findOnPath } from './toolchains';

/** What one process may use. Time and output are kept on every system; the rest where `prlimit` exists (Linux). */
export interface Limits {
  /** Wall time of one answer (or of the whole command), in ms. */
  readonly time: number;
  /** Private writable memory, in bytes. */
  readonly memory: number;
  /** Bytes of output of one answer (or of the whole command). */
  readonly output: number;
  /** Processes and threads that it may add to those of its user. */
  readonly processes: number;
  /** Size of any file that it writes, in bytes. */
  readonly file: number;
}

const MiB = 2 ** 20;

export const BUILD_LIMITS: Limits = {
  time: 120_000,
  memory: 4096 * MiB,
  output: MiB,
  processes: 512,
  file: 512 * MiB,
};
export const RUN_LIMITS: Limits = {
  time: 10_000,
  memory: 2048 * MiB,
  output: 64 * MiB,
  processes: 256,
  file: 16 * MiB,
};

/** A process that outlives its host stops by itself after this many seconds of processor time. */
const ORPHAN_CPU_SECONDS = 3600;

/** The command under the kernel's limits, or as it is where the system has no `prlimit`. */
export function limited(command: readonly string[], limits: Limits): readonly string[] {
  const prlimit = findOnPath('prlimit');
  if (prlimit === undefined) return command;
  return [
    prlimit,
    // Data, not address space: Go and Julia reserve far more addresses than they ever use.
    `--data=${limits.memory}`,
    `--nproc=${tasksOfThisUser() + limits.processes}`,
    `--fsize=${limits.file}`,
    `--cpu=${ORPHAN_CPU_SECONDS}`,
    '--core=0',
    '--',
    ...command,
  ];
}

/** The command in what the processor has left, where the system has `nice`: a build must not slow what is measured. */
export function inBackground(command: readonly string[]): readonly string[] {
  const nice = findOnPath('nice');
  return nice === undefined ? command : [nice, '-n', '19', ...command];
}

/** Which of the limits are kept on this machine, for the toolchains page. */
export function keptLimits(): readonly (keyof Limits)[] {
  return findOnPath('prlimit') === undefined
    ? ['time', 'output']
    : ['time', 'output', 'memory', 'processes', 'file'];
}

/** Threads of this user now: the kernel counts `nproc` over all of them. */
function tasksOfThisUser(): number {
  const uid = process.getuid?.();
  let tasks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const status = readStatus(entry);
    if (status === undefined || Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) !== uid) continue;
    tasks += Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return tasks;
}

function readStatus(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    // It ended between the listing and the read.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}
