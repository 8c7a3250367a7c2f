import type { Emission, InputValues, Instance, NativeBackendId } from '../../backends';
import {
  type Calibration,
  calibrate,
  type Deadlines,
  KERNEL_SIZE,
  KERNELS,
  loadThroughBridge,
  NATIVE_CLOCK,
  type Port,
  RemoteRuntime,
  SHORT_OUTPUT,
} from '../../measure';
import { createRunnerFrame } from '../../measure/frame';
import { type ChannelId, defaultChannel, perChannel } from '../../session';
import { DEFAULT_MODES } from '../backends';
import { isOffline } from '../offline';
import { strings } from '../strings';
import { bridgePlayer, pageBridge } from './bridge';
import type { Conductor } from './conductor';
import type { Player, Reference } from './piece';

type FrameChannel = Exclude<ChannelId, NativeBackendId>;

/** Backends that run in the frame. */
const IN_FRAME: ReadonlySet<ChannelId> = new Set<FrameChannel>(['python', 'typescript', 'wasm', 'sql']);

function isInFrame(id: ChannelId): id is FrameChannel {
  return IN_FRAME.has(id);
}

const KERNEL_SETTINGS = perChannel((id) => {
  const { level, parallel, unsafe, mode } = defaultChannel(DEFAULT_MODES[id]);
  return { level, parallel, unsafe, mode };
});

/** A performance does not wait longer for one run, in ms. */
const PATIENCE: Deadlines = { start: 60_000, run: 2_000 };

export interface Stage {
  readonly players: Readonly<Record<ChannelId, Player>>;
  readonly python: Reference;
  /**
   * Runs one of the fixed kernels on a channel and keeps what it took. Begins anew when the performer comes between.
   * @param conductor says when
   */
  calibrate(
    id: ChannelId,
    kernel: string,
    emission: Emission,
    conductor: Pick<Conductor, 'rested' | 'aside'>,
  ): Promise<void>;
  dispose(): void;
}

/** Everything that can run a channel: the frame's workers, and the local server's bridge where there is one. */
export function createStage(): Stage {
  const frame = createRunnerFrame();
  const runtimes = new Map<ChannelId, RemoteRuntime>();
  const calibrations = new Map<ChannelId, Calibration>();

  function runtime(id: ChannelId): RemoteRuntime {
    const known = runtimes.get(id);
    if (known) return known;
    const made = new RemoteRuntime(id, (): Port => frame.spawn(id), PATIENCE, SHORT_OUTPUT);
    runtimes.set(id, made);
    return made;
  }

  const inFrame: Player = {
    provenance: 'live',
    settle: 0,
    // No service worker hands out the frame: without its server there is none.
    obstacle: async () => (isOffline ? strings.noServer : undefined),
    load: (id, emission, { values }) => runtime(id).load(emission, values),
    clock: (id) => runtime(id).clock(),
    calibration: (id) => calibrations.get(id),
  };
  const bridge = pageBridge();
  const leaving = new AbortController();
  const nowhere: Player = {
    provenance: 'bridge',
    settle: 0,
    obstacle: async () => (isOffline ? strings.noServer : strings.noBridge),
    load: async () => {
      throw new Error(strings.noBridge);
    },
    clock: async () => NATIVE_CLOCK,
    calibration: () => undefined,
  };

  const players = perChannel((id) => {
    if (isInFrame(id)) return inFrame;
    return bridge ? bridgePlayer(bridge, id, () => calibrations.get(id), leaving.signal) : nowhere;
  });

  /** What starts a kernel: here when it is asked to; a native one is built first, beside what is playing. */
  async function kernelLoader(
    id: ChannelId,
    name: string,
    emission: Emission,
  ): Promise<(kernel: unknown, values: InputValues) => Promise<Instance>> {
    const source = KERNELS[name];
    if (isInFrame(id) || !bridge || source === undefined)
      return (_, values) => runtime(id).load(emission, values);
    const program = {
      backend: id,
      source,
      specs: emission.inputs,
      passes: [],
      settings: KERNEL_SETTINGS[id],
    };
    const instance = await loadThroughBridge(bridge, program, { n: KERNEL_SIZE }, leaving.signal);
    return async () => instance;
  }

  return {
    players,
    python: {
      answer: (source, specs, values) => runtime('python').reference(source, specs, values),
      version: async () => (await runtime('python').start()).version ?? '',
    },
    async calibrate(id, name, emission, conductor) {
      const player = players[id];
      if ((await player.obstacle()) !== undefined) return;
      const clock = await player.clock(id);
      let kernels: Calibration['kernels'] | undefined;
      while (!kernels) {
        await conductor.rested();
        const load = await kernelLoader(id, name, emission);
        kernels = await conductor.aside(async (isOver) => {
          const found = await calibrate(id, [{ name }], load, clock, isOver);
          return isOver() ? undefined : found.kernels;
        });
      }
      const known = calibrations.get(id)?.kernels;
      calibrations.set(id, { backend: id, kernels: { ...known, ...kernels } });
    },
    dispose() {
      leaving.abort();
      for (const each of runtimes.values()) void each.close();
      frame.dispose();
    },
  };
}
