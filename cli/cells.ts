import { loadNative, nativeJob, ToolchainMissing } from '../server/native';
import { type Backend, type Emission, type InputValues, isNative } from '../src/backends';
import type { Program } from '../src/language';
import {
  type Calibration,
  type Cell,
  calibrate,
  type Deadlines,
  emitKernels,
  NATIVE_CLOCK,
  type Place,
  RemoteRuntime,
  type Subject,
  timed,
} from '../src/measure';
import { spawnOnNode } from '../src/measure/spawn-node';

export interface CellRequest {
  readonly backend: Backend;
  readonly program: Program;
  readonly subject: Subject & { readonly emission: Emission };
  readonly inputs: InputValues;
  readonly deadlines: Deadlines;
  /** Used for every round in the place of fresh workers: Python's take seconds to start. */
  readonly shared?: RemoteRuntime;
  /** Runs the fixed kernels first, so that the measurement carries them. */
  readonly calibrated?: boolean;
}

/** A cell of a record on this machine, or why it can't run here. */
export async function cellOf(request: CellRequest): Promise<Cell | string> {
  return isNative(request.backend) ? nativeCell(request) : workerCell(request);
}

async function workerCell(request: CellRequest): Promise<Cell> {
  const { backend, subject, inputs, deadlines, shared } = request;
  const { id } = backend;
  if (id !== 'python' && id !== 'typescript' && id !== 'wasm' && id !== 'sql')
    throw new Error(`${id} has no worker`);
  const runtimeOf = () => shared ?? new RemoteRuntime(id, () => spawnOnNode(id), deadlines);
  let calibration: Calibration | undefined;
  return {
    subject,
    open: async () => {
      const runtime = runtimeOf();
      const clock = await runtime.clock();
      if (request.calibrated) {
        calibration ??= await calibrate(
          id,
          emitKernels(backend),
          (kernel, values) => runtime.load(kernel.emission, values),
          clock,
        );
      }
      const instance = await runtime.load(subject.emission, inputs);
      const close = () => (shared ? instance.close() : runtime.close());
      return { instance, place: placeOf({ clock, provenance: 'live' }, calibration), close };
    },
  };
}

async function nativeCell({
  backend,
  program,
  subject,
  inputs,
  deadlines,
  calibrated,
}: CellRequest): Promise<Cell | string> {
  if (!isNative(backend)) throw new Error(`${backend.id} does not run natively`);
  const limits = { run: { time: deadlines.run } };
  const load = () => loadNative(nativeJob(backend, program, subject.emission, inputs), limits);
  try {
    await (await load()).close();
  } catch (error) {
    if (error instanceof ToolchainMissing) return error.message;
    throw error;
  }
  const calibration = calibrated
    ? await calibrate(
        backend.id,
        emitKernels(backend),
        (kernel, values) => loadNative(nativeJob(backend, kernel.program, kernel.emission, values), limits),
        NATIVE_CLOCK,
      )
    : undefined;
  return {
    subject,
    open: async () => {
      const instance = await load();
      // Apart from the first run, which it would otherwise be part of.
      await instance.start();
      const place = placeOf({ clock: NATIVE_CLOCK, provenance: 'live' }, calibration);
      return { instance: timed(instance), place, close: () => instance.close() };
    },
  };
}

function placeOf(place: Place, calibration: Calibration | undefined): Place {
  return calibration ? { ...place, calibration } : place;
}
