import type {
  BackendId,
  BridgeClient,
  Emission,
  InputValues,
  Instance,
  NativeBackendId,
  Outcome,
} from '../backends';
import { DATA_SIZE, type InputSpec } from '../language';
import {
  type Calibration,
  type ClockReading,
  calibrate,
  KERNELS,
  loadThroughBridge,
  type MeasuredSettings,
  median,
  NATIVE_CLOCK,
  type Port,
  RemoteRuntime,
  SHORT_OUTPUT,
  type TimedInstance,
  timed,
} from '../measure';
import { freshCalibrations } from './calibrations';
import { calmly, createPace, type Pace } from './pace';
import type { ProgramFault, Workshop } from './workshop';

/** Backends that run in workers here. */
export const WORKER_BACKENDS = ['typescript', 'wasm', 'python', 'sql'] as const;
export type WorkerBackend = (typeof WORKER_BACKENDS)[number];
export const NATIVE_BACKENDS: readonly NativeBackendId[] = ['rust', 'go', 'csharp', 'julia'];

export function isWorkerBackend(id: BackendId): id is WorkerBackend {
  return WORKER_BACKENDS.some((each) => each === id);
}

/** What is loaded: a printed program with what it was printed from, for the bridge prints it itself. */
export interface LoadRequest {
  readonly backend: BackendId;
  readonly source: string;
  readonly specs: readonly InputSpec[];
  readonly settings: MeasuredSettings;
  readonly emission: Emission;
  readonly values: InputValues;
  readonly fault?: ProgramFault;
}

/** What one place offers to a collector: where programs run, and what they are measured with. */
export interface Lab {
  readonly workshop: Workshop;
  /** Backends that can run here. */
  readonly backends: ReadonlySet<BackendId>;
  load(request: LoadRequest): Promise<TimedInstance>;
  clock(backend: BackendId): Promise<ClockReading>;
  /** What Python answers to a text. */
  reference(request: Pick<LoadRequest, 'source' | 'specs' | 'values'>): Promise<Outcome>;
  pythonVersion(): Promise<string>;
  /** Fixed kernels on a backend, of the last minutes. */
  calibration(backend: BackendId): Promise<Calibration>;
  /** Fresh workers for TypeScript and Wasm: what ran before leaves nothing behind. */
  renew(): Promise<void>;
  readonly pace: Pace;
  /** Keeps every core busy until the answer is called. */
  occupy(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface LabOptions {
  readonly workshop: Workshop;
  readonly spawn: (backend: WorkerBackend) => Port;
  /** The local server's bridge, where native programs are wanted. */
  readonly bridge?: BridgeClient;
  /** Processor cores, for `occupy`. */
  readonly cores: number;
}

/** For one run, in ms: a collector must not wait long for a program that got out of hand. */
const DEADLINES = { start: 120_000, run: 4_000 };
const FRESH: readonly WorkerBackend[] = ['typescript', 'wasm'];
/** A program that keeps a core busy: for some milliseconds a run, and for a probe of how fast the machine is. */
const BUSY = 'sum(x * x % 7 for x in range(n))';
const BUSY_SIZE = 1_000_000;
const PROBE_SIZE = 300_000;
/** The probe's own program comes to speed first, in ms. */
const PROBE_WARM_UP = 300;
const CALIBRATION_ATTEMPTS = 4;

interface Busy {
  readonly worker: RemoteRuntime;
  readonly instance: TimedInstance;
}

/** @throws {BridgeFault} when there is a bridge that does not answer */
export async function createLab({ workshop, spawn, bridge, cores }: LabOptions): Promise<Lab> {
  const modes = await workshop.call('modes', undefined);
  const runtimes = new Map<WorkerBackend, RemoteRuntime>();
  const backends = new Set<BackendId>(WORKER_BACKENDS);
  if (bridge) for (const id of await nativeBackends(bridge)) backends.add(id);

  function runtime(id: WorkerBackend): RemoteRuntime {
    const known = runtimes.get(id);
    if (known) return known;
    const made = new RemoteRuntime(id, () => spawn(id), DEADLINES, SHORT_OUTPUT);
    runtimes.set(id, made);
    return made;
  }

  /** One thread, checks on, no pass of the optimizer. */
  const plainSettings = (backend: BackendId, level: number): MeasuredSettings => {
    const [mode] = modes[backend];
    return { level, parallel: 1, unsafe: false, mode, dialect: 'duckdb', passes: [] };
  };

  async function load(request: LoadRequest): Promise<TimedInstance> {
    const { backend, emission, values } = request;
    if (isWorkerBackend(backend)) return runtime(backend).load(emission, values);
    return timed(await loadNatively(request));
  }

  async function loadNatively({ backend, source, specs, settings, values }: LoadRequest): Promise<Instance> {
    if (!bridge || isWorkerBackend(backend)) throw new Error(`${backend} does not run here`);
    const { passes, level, parallel, unsafe, mode } = settings;
    const program = { backend, source, specs, passes, settings: { level, parallel, unsafe, mode } };
    return loadThroughBridge(bridge, program, values);
  }

  const clock = async (backend: BackendId): Promise<ClockReading> =>
    isWorkerBackend(backend) ? runtime(backend).clock() : NATIVE_CLOCK;

  async function calibrated(backend: BackendId): Promise<Calibration> {
    const settings = plainSettings(backend, 0.5);
    const kernels: { readonly name: string; readonly source: string; readonly emission: Emission }[] = [];
    for (const [name, source] of Object.entries(KERNELS)) {
      const emitted = await workshop.call('emit', { source, specs: [DATA_SIZE], backend, settings });
      if (emitted.ok) kernels.push({ name, source, emission: emitted.emission });
    }
    const start = ({ source, emission }: (typeof kernels)[number], values: InputValues) =>
      load({ backend, source, specs: [DATA_SIZE], settings, emission, values });
    return calibrate(backend, kernels, start, await clock(backend));
  }

  /** The busy program in a worker of its own, run once. */
  async function startBusy(n: number): Promise<Busy> {
    const settings = plainSettings('typescript', 0);
    const request = { source: BUSY, specs: [DATA_SIZE], backend: 'typescript', settings } as const;
    const emitted = await workshop.call('emit', request);
    if (!emitted.ok) throw new Error(emitted.message);
    const worker = new RemoteRuntime('typescript', () => spawn('typescript'), DEADLINES);
    const instance = await worker.load(emitted.emission, { n });
    await instance.run();
    return { worker, instance };
  }

  let probe: Promise<Busy> | undefined;
  async function startProbe(): Promise<Busy> {
    const started = await startBusy(PROBE_SIZE);
    await started.instance.series({ count: 1, samples: Infinity, limit: PROBE_WARM_UP });
    return started;
  }

  const pace = createPace(async () => {
    probe ??= startProbe();
    try {
      const { instance } = await probe;
      return median((await instance.series({ count: 1, samples: 3, limit: PROBE_WARM_UP })).elapsed);
    } catch (error) {
      // Its worker is gone: the next one that asks gets another.
      probe = undefined;
      throw error;
    }
  });

  return {
    workshop,
    backends,
    load,
    clock,
    reference: ({ source, specs, values }) => runtime('python').reference(source, specs, values),
    pythonVersion: async () => (await runtime('python').start()).version ?? '',
    calibration: freshCalibrations((backend) =>
      calmly(pace, CALIBRATION_ATTEMPTS, () => calibrated(backend)),
    ),
    async renew() {
      for (const id of FRESH) {
        await runtimes.get(id)?.close();
        runtimes.delete(id);
      }
    },
    pace,
    async occupy() {
      let isOver = false;
      const busy = await Promise.all(Array.from({ length: cores }, () => startBusy(BUSY_SIZE)));
      const running = busy.map(async ({ instance }) => {
        while (!isOver) await instance.batch(5);
      });
      return async () => {
        isOver = true;
        await Promise.all(running);
        await Promise.all(busy.map(({ worker }) => worker.close()));
      };
    },
    async close() {
      await (await probe)?.worker.close();
      for (const each of runtimes.values()) await each.close();
    },
  };
}

/** The native backends whose compilers the server has found. */
async function nativeBackends(bridge: BridgeClient): Promise<readonly NativeBackendId[]> {
  const { tools } = await bridge.toolchains();
  const has: Readonly<Record<NativeBackendId, boolean>> = {
    rust: tools.rustc !== null,
    go: tools.go !== null,
    csharp: tools.dotnet !== null || (tools.mcs !== null && tools.mono !== null),
    julia: tools.julia !== null,
  };
  return NATIVE_BACKENDS.filter((id) => has[id]);
}
