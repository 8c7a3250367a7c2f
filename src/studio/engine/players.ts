import type { Emission, InputValues, NativeBackendId } from '../../backends';
import {
  type Calibration,
  calibrate,
  type Deadlines,
  NATIVE_CLOCK,
  type Port,
  RemoteRuntime,
  SHORT_OUTPUT,
} from '../../measure';
import { createRunnerFrame } from '../../measure/frame';
import { CHANNEL_IDS, type ChannelId, perChannel } from '../../session';
import { strings } from '../strings';
import { bridgePlayer, pageBridge } from './bridge';
import type { Player, Reference } from './conductor';

type FrameChannel = Exclude<ChannelId, NativeBackendId>;

/** Backends that run in the frame. */
const IN_FRAME: ReadonlySet<ChannelId> = new Set<FrameChannel>(['python', 'typescript', 'wasm', 'sql']);

function isInFrame(id: ChannelId): id is FrameChannel {
  return IN_FRAME.has(id);
}

/** A performance does not wait longer for one run, in ms. */
const PATIENCE: Deadlines = { start: 60_000, run: 2_000 };

export interface Stage {
  readonly players: Readonly<Record<ChannelId, Player>>;
  readonly python: Reference;
  /** Channels that run in the page's own frame. */
  readonly here: readonly ChannelId[];
  /** Runs one of the fixed kernels on a channel and keeps what it took. */
  calibrate(id: ChannelId, kernel: string, emission: Emission): Promise<void>;
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
    obstacle: async () => undefined,
    load: (id, emission, { values }) => runtime(id).load(emission, values),
    clock: (id) => runtime(id).clock(),
    calibration: (id) => calibrations.get(id),
  };
  const bridge = pageBridge();
  const leaving = new AbortController();
  const nowhere: Player = {
    provenance: 'bridge',
    settle: 0,
    obstacle: async () => strings.noBridge,
    load: async () => {
      throw new Error(strings.noBridge);
    },
    clock: async () => NATIVE_CLOCK,
    calibration: () => undefined,
  };

  return {
    players: perChannel((id) => {
      if (isInFrame(id)) return inFrame;
      return bridge ? bridgePlayer(bridge, id, leaving.signal) : nowhere;
    }),
    python: {
      answer: (source, specs, values) => runtime('python').reference(source, specs, values),
      version: async () => (await runtime('python').start()).version ?? '',
    },
    here: CHANNEL_IDS.filter(isInFrame),
    async calibrate(id, name, emission) {
      const load = (_: unknown, values: InputValues) => runtime(id).load(emission, values);
      const { kernels } = await calibrate(id, [{ name }], load, await runtime(id).clock());
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
