import type { Backend, Emission, Runtime } from '../backends';
import { compileProgram, DATA_SIZE } from '../language';
import type { ClockReading } from './clock';
import type { Calibration } from './measurement';
import { Sampling, timed } from './sampling';

/** Fixed kernels: arithmetic, branches, memory, and text. Never changed, or records could not be compared. */
export const KERNELS: Readonly<Record<string, string>> = {
  arithmetic: 'sum(x * x for x in range(n))',
  branches: 'sum(1 for x in range(n) if x % 3 == 0 or x % 5 == 0)',
  lists: 'len([x * 2 for x in range(n) if x % 2 == 0])',
  text: 'len("".join([str(x) for x in range(n)]))',
};
export const KERNEL_SIZE = 1_000;
/** For all kernels of a backend together, in ms. */
export const CALIBRATION_TIME = 250;

/** The kernels as a backend prints them; those that it refuses are left out. */
export function emitKernels(backend: Backend): Readonly<Record<string, Emission>> {
  const settings = {
    level: 0.5,
    parallel: 1,
    unsafe: false,
    mode: backend.modes[0],
    dialect: 'duckdb',
  } as const;
  return Object.fromEntries(
    Object.entries(KERNELS).flatMap(([name, source]) => {
      const { program } = compileProgram(source, [DATA_SIZE]);
      const emitted = program ? backend.emit(program, settings) : undefined;
      return emitted?.ok ? [[name, emitted.emission]] : [];
    }),
  );
}

/**
 * Runs the kernels, once a session and backend.
 * @returns ns of one run, the median of each kernel; kernels that do not run here are left out
 */
export async function calibrate(
  runtime: Runtime,
  kernels: Readonly<Record<string, Emission>>,
  clock: ClockReading,
): Promise<Calibration> {
  const times: Record<string, number> = {};
  const each = CALIBRATION_TIME / Object.keys(KERNELS).length;
  for (const [name, emission] of Object.entries(kernels)) {
    const instance = await runtime.load(emission, { n: KERNEL_SIZE });
    const outcome = await instance.run();
    if (outcome.kind !== 'value') continue;
    const sampling = new Sampling(timed(instance), clock);
    await sampling.settle({ samples: 10, total: each });
    const { summary } = sampling;
    if (summary) times[name] = summary.p50 * 1e6;
    await instance.close();
  }
  return { backend: runtime.backend, kernels: times };
}
