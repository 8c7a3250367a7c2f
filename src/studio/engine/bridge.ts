import {
  type BatchResult,
  BRIDGE_GONE,
  BRIDGE_META,
  type BridgeAnswer,
  type BridgeBatch,
  type BridgeClient,
  BridgeFault,
  type BridgeRequest,
  type BridgeToolchains,
  connectBridge,
  type InputValues,
  type Instance,
  type NativeBackendId,
  type Outcome,
} from '../../backends';
import type { InputSpec } from '../../language';
import { type Calibration, NATIVE_CLOCK } from '../../measure';
import { openPasses } from '../../session';
import { strings } from '../strings';
import type { Player } from './conductor';

/** Building starts when typing and turning have rested this long, in ms. */
const SETTLE = 400;
/** How long a program may take, in ms; building it comes on top. */
const DEADLINE = 5_000;

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

/** What the server builds a native program from. */
export type BridgeProgram = Pick<BridgeRequest, 'backend' | 'source' | 'passes' | 'settings'> & {
  readonly specs: readonly InputSpec[];
};

/** Builds and starts a program; settles with its first run done. */
export async function loadThroughBridge(
  bridge: BridgeClient,
  { specs, ...program }: BridgeProgram,
  first: InputValues,
  signal: AbortSignal,
): Promise<Instance> {
  let values = first;
  const ask = (): Promise<BridgeAnswer> => {
    const inputs = specs.map(({ name, type }) => ({ name, type, value: values[name] ?? null }));
    return bridge.run({ ...program, inputs, deadline: DEADLINE }, signal);
  };
  let latest = await ask();
  const { timings } = latest.kind === 'refused' ? { timings: NOT_BUILT } : latest;
  /** Whether `latest` has not been handed out yet. */
  let isNew = true;
  let memory: number | undefined;

  async function batchOf(answer: BridgeAnswer, count: number): Promise<BridgeBatch> {
    if (answer.kind === 'refused') return { kind: 'outcome', outcome: outcomeOf(answer) };
    return bridge.batch({ handle: answer.handle, count, deadline: DEADLINE }, signal);
  }

  return {
    timings,
    async run() {
      if (!isNew) latest = await ask();
      isNew = false;
      return outcomeOf(latest);
    },
    async batch(count): Promise<BatchResult> {
      const answer = await batchOf(latest, count).catch(async (error: unknown) => {
        if (!(error instanceof BridgeFault && error.code === BRIDGE_GONE)) throw error;
        latest = await ask();
        return batchOf(latest, count);
      });
      if (answer.kind !== 'batch') throw new Error(messageOf(answer.outcome));
      ({ memory } = answer);
      return answer.batch;
    },
    memory: async () => memory,
    async setInputs(next: InputValues) {
      values = next;
      isNew = false;
    },
    async close() {},
  };
}

const NOT_BUILT: Instance['timings'] = { compile: 0, instantiate: 0 };

function outcomeOf(answer: BridgeAnswer): Outcome {
  if (answer.kind === 'outcome') return answer.outcome;
  return { kind: 'crashed', message: answer.diagnostics[0]?.message ?? strings.bridgeRefused };
}

function messageOf(outcome: Outcome): string {
  return 'message' in outcome && outcome.message ? outcome.message : outcome.kind;
}
