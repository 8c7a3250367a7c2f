import {
  BRIDGE_META,
  type BridgeClient,
  type BridgeToolchains,
  connectBridge,
  type NativeBackendId,
} from '../../backends';
import { type Calibration, loadThroughBridge, NATIVE_CLOCK } from '../../measure';
import { openPasses } from '../../session';
import { strings } from '../strings';
import type { Player } from './piece';

/** Building starts when typing and turning have rested this long, in ms. */
const SETTLE = 400;

type Tools = BridgeToolchains['tools'];

/** What has to be on the machine for each channel. */
const NEEDS: Readonly<Record<NativeBackendId, (tools: Tools) => boolean>> = {
  rust: (tools) => tools.rustc !== null,
  go: (tools) => tools.go !== null,
  csharp: (tools) => tools.dotnet !== null || (tools.mcs !== null && tools.mono !== null),
  julia: (tools) => tools.julia !== null,
};

/** The bridge of the server that served this page; undefined on a static host. */
export function pageBridge(): BridgeClient | undefined {
  const token = document.querySelector<HTMLMetaElement>(`meta[name="${BRIDGE_META}"]`)?.content;
  return token ? connectBridge(token) : undefined;
}

/**
 * Plays native channels through the local server, which compiles the text itself and builds what comes out.
 * @param calibration how the device fares there, once that is known
 */
export function bridgePlayer(
  bridge: BridgeClient,
  id: NativeBackendId,
  calibration: () => Calibration | undefined,
  signal: AbortSignal,
): Player {
  let tools: Promise<Tools> | undefined;
  return {
    provenance: 'bridge',
    settle: SETTLE,
    async obstacle() {
      tools ??= bridge.toolchains(signal).then((found) => found.tools);
      return NEEDS[id](await tools) ? undefined : strings.noToolchain(strings.channel[id]);
    },
    load: (_, _emission, { source, specs, values, settings }) => {
      const { effects, level, parallel, unsafe, mode } = settings[id];
      const program = {
        backend: id,
        source,
        specs,
        passes: openPasses(effects, level),
        settings: { level, parallel, unsafe, mode },
      };
      return loadThroughBridge(bridge, program, values, signal);
    },
    clock: async () => NATIVE_CLOCK,
    calibration,
  };
}
