import type { Backend, BackendId, Emission, InputValues, Instance } from '../backends';
import { compileProgram, DATA_SIZE, type Program } from '../language';
import type { ClockReading } from './clock';
import type { Calibration } from './measurement';
import { Sampling, timed } from './sampling';

/** Fixed kernels: arithmetic, branches, memory, and text. Never changed, or records could not be compared. */
export const KERNELS: Readonly<Record<string, string>> = {
  arithmetic: 'sum(x * x % 7 for x in range(n))',
  branches: 'sum(1 for x in range(n) if x % 3 == 0 or x % 5 == 0)',
  lists: 'len([x * 2 for x in range(n) if x % 2 == 0])',
  text: 'len("".join([str(x) for x in range(n)]))',
};
export const KERNEL_SIZE = 1_000;
/** For all kernels of a backend together, in ms. */
export const CALIBRATION_TIME = 250;

export interface Kernel {
  readonly name: string;
  readonly program: Program;
  readonly emission: Emission;
}

/** The kernels as a backend prints them; those that it refuses are left out. */
export function emitKernels(backend: Backend): readonly Kernel[] {
  const settings = {
    level: 0.5,
    parallel: 1,
    unsafe: false,
    mode: backend.modes[0],
    dialect: 'duckdb',
  } as const;
  return Object.entries(KERNELS).flatMap(([name, source]) => {
    const { program } = compileProgram(source, [DATA_SIZE]);
    const emitted = program ? backend.emit(program, settings) : undefined;
    return program && emitted?.ok ? [{ name, program, emission: emitted.emission }] : [];
  });
}

/**
 * Runs the kernels, once a session and backend.
 * @param load starts a kernel
 * @param isOver asked in between: whether it has to break off
 * @returns ns of one run, the median of each kernel; kernels that do not run here, or were broken off, are left out
 */
export async function calibrate<K extends Pick<Kernel, 'name'>>(
  backend: BackendId,
  kernels: readonly K[],
  load: (kernel: K, inputs: InputValues) => Promise<Instance>,
  clock: ClockReading,
  isOver: () => boolean = () => false,
): Promise<Calibration> {
  const times: Record<string, number> = {};
  for (const kernel of kernels) {
    const instance = await load(kernel, { n: KERNEL_SIZE });
    if (!isOver() && (await instance.run()).kind === 'value') {
      const sampling = new Sampling(timed(instance), clock);
      await sampling.settle({ samples: 10, total: CALIBRATION_TIME / Object.keys(KERNELS).length }, isOver);
      const { summary } = sampling;
      if (summary && !isOver()) times[kernel.name] = summary.p50 * 1e6;
    }
    await instance.close();
    if (isOver()) break;
  }
  return { backend, kernels: times };
}
