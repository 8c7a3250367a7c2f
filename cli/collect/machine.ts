import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { findToolchains } from '../../server/native';

/** Where and on what a dataset was collected; stands in its card. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GB */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  readonly toolchains: Readonly<Record<string, string>>;
  /** Fixed kernels by backend, ns of one run. */
  readonly calibration: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Load of the last minute, looked at every few seconds: above the number of cores, others were working too. */
  readonly load: { readonly mean: number; readonly max: number };
}

/** Watches the load while the rest goes on. */
export class LoadWatch {
  private readonly seen: number[] = [];
  private readonly timer = setInterval(() => this.look(), 5_000);

  constructor() {
    this.timer.unref();
    this.look();
  }

  stop(): Machine['load'] {
    clearInterval(this.timer);
    this.look();
    return {
      mean: round(this.seen.reduce((sum, load) => sum + load, 0) / this.seen.length),
      max: round(Math.max(...this.seen)),
    };
  }

  private look(): void {
    this.seen.push(loadavg()[0] ?? 0);
  }
}

export async function machineOf(
  browser: string,
  calibration: Machine['calibration'],
  load: Machine['load'],
  native: boolean,
): Promise<Machine> {
  const tools: Readonly<Record<string, string | null>> = native ? await findToolchains() : {};
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    browser,
    toolchains: Object.fromEntries(
      Object.entries(tools).flatMap(([tool, version]) => (version === null ? [] : [[tool, version]])),
    ),
    calibration,
    load,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
