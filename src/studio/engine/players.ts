import type { BackendId } from '../../backends';
import { type Port, RemoteRuntime } from '../../measure';
import { type ChannelId, perChannel } from '../../session';
import { strings } from '../strings';
import type { Player, Reference } from './conductor';
import { createRunnerFrame } from './frame';

/** Backends that run in the frame. */
const IN_FRAME: ReadonlySet<ChannelId> = new Set<BackendId>(['python', 'typescript', 'wasm', 'sql']);

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
    const made = new RemoteRuntime(id, (): Port => frame.spawn(id));
    runtimes.set(id, made);
    return made;
  }

  const inFrame: Player = {
    provenance: 'live',
    obstacle: async () => undefined,
    load: (id, emission, { values }) => runtime(id).load(emission, values),
  };
  const nowhere: Player = {
    provenance: 'bridge',
    obstacle: async () => strings.noBridge,
    load: async () => {
      throw new Error(strings.noBridge);
    },
  };

  return {
    players: perChannel((id) => (IN_FRAME.has(id) ? inFrame : nowhere)),
    python: { answer: (source, specs, values) => runtime('python').reference(source, specs, values) },
    dispose() {
      for (const each of runtimes.values()) void each.close();
      frame.dispose();
    },
  };
}
