import type { NativeBackendId } from '../../backends';
import { type Deadlines, NATIVE_CLOCK, type Port, RemoteRuntime, SHORT_OUTPUT } from '../../measure';
import { createRunnerFrame } from '../../measure/frame';
import { type ChannelId, perChannel } from '../../session';
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
  dispose(): void;
}

/** Everything that can run a channel: the frame's workers, and the local server's bridge where there is one. */
export function createStage(): Stage {
  const frame = createRunnerFrame();
  const runtimes = new Map<ChannelId, RemoteRuntime>();

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
    dispose() {
      leaving.abort();
      for (const each of runtimes.values()) void each.close();
      frame.dispose();
    },
  };
}
