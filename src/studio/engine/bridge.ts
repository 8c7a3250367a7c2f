import {
  type BatchResult,
  BRIDGE_META,
  type BridgeAnswer,
  type BridgeClient,
  type BridgeToolchains,
  connectBridge,
  type InputValues,
  type Instance,
  type NativeBackendId,
  type Outcome,
} from '../../backends';
import { NATIVE_CLOCK } from '../../measure';
import { openPasses } from '../../session';
import { strings } from '../strings';
import type { Piece, Player } from './conductor';

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

/** Plays native channels through the local server, which compiles the text itself and builds what comes out. */
export function bridgePlayer(bridge: BridgeClient, id: NativeBackendId, signal: AbortSignal): Player {
  let tools: Promise<Tools> | undefined;
  return {
    provenance: 'bridge',
    settle: SETTLE,
    async obstacle() {
      tools ??= bridge.toolchains(signal).then((found) => found.tools);
      return NEEDS[id](await tools) ? undefined : strings.noToolchain(strings.channel[id]);
    },
    load: (_, _emission, piece) => load(bridge, id, piece, signal),
    clock: async () => NATIVE_CLOCK,
    calibration: () => undefined,
  };
}

async function load(
  bridge: BridgeClient,
  id: NativeBackendId,
  piece: Piece,
  signal: AbortSignal,
): Promise<Instance> {
  const { level, parallel, unsafe, mode, effects } = piece.settings[id];
  let { values } = piece;
  let first: BridgeAnswer | undefined;

  function ask(count?: number): Promise<BridgeAnswer> {
    const inputs = piece.specs.map(({ name, type }) => ({ name, type, value: values[name] ?? null }));
    const passes = openPasses(effects, level);
    const settings = { level, parallel, unsafe, mode };
    return bridge.run(
      { backend: id, source: piece.source, inputs, passes, settings, count, deadline: DEADLINE },
      signal,
    );
  }

  // The first answer builds the program; the outcome it brings is the one that `run` gives first.
  first = await ask();
  return {
    timings: first.kind === 'refused' ? { compile: 0, instantiate: 0 } : first.timings,
    async run() {
      const answer = first ?? (await ask());
      first = undefined;
      return outcomeOf(answer);
    },
    async batch(count): Promise<BatchResult> {
      const answer = await ask(count);
      if (answer.kind === 'batch') return answer.batch;
      throw new Error(messageOf(outcomeOf(answer)));
    },
    async setInputs(next: InputValues) {
      values = next;
      first = undefined;
    },
    async close() {
      first = undefined;
    },
  };
}

function outcomeOf(answer: BridgeAnswer): Outcome {
  if (answer.kind === 'outcome') return answer.outcome;
  if (answer.kind === 'refused') {
    return { kind: 'crashed', message: answer.diagnostics[0]?.message ?? strings.bridgeRefused };
  }
  return { kind: 'crashed', message: strings.bridgeRefused };
}

function messageOf(outcome: Outcome): string {
  return 'message' in outcome && outcome.message ? outcome.message : outcome.kind;
}
