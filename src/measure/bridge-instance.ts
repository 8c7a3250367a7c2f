import type {
  BridgeAnswer,
  BridgeClient,
  BridgeRequest,
  BridgeSeries,
  InputValues,
  Outcome,
} from '../backends';
import type { InputSpec } from '../language';
import { batchOf, type Series, type SeriesRequest, type TimedInstance } from './sampling';

/** How long a program may take, in ms; building it comes on top. */
const DEADLINE = 5_000;
const GONE = 'The local server ended the program before it could be measured; too many are running at once.';
const REFUSED = 'The local server answered something else than it was asked.';

/** What the server builds a native program from. */
export type BridgeProgram = Pick<BridgeRequest, 'backend' | 'source' | 'passes' | 'settings'> & {
  readonly specs: readonly InputSpec[];
};

/**
 * Builds and starts a native program on the local server; settles with its first run done.
 * @throws {BridgeFault} when the bridge says no, for instance because the compiler is missing
 */
export async function loadThroughBridge(
  bridge: BridgeClient,
  { specs, ...program }: BridgeProgram,
  first: InputValues,
  signal?: AbortSignal,
): Promise<TimedInstance> {
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

  async function timedRun(): Promise<{ outcome: Outcome; elapsed: number }> {
    if (!isNew) latest = await ask();
    isNew = false;
    return { outcome: outcomeOf(latest), elapsed: latest.kind === 'refused' ? 0 : latest.elapsed };
  }

  async function seriesOf(answer: BridgeAnswer, request: SeriesRequest): Promise<BridgeSeries> {
    if (answer.kind === 'refused') return { kind: 'outcome', outcome: outcomeOf(answer) };
    return bridge.series({ handle: answer.handle, ...request, deadline: DEADLINE }, signal);
  }

  async function series(request: SeriesRequest): Promise<Series> {
    let answer = await seriesOf(latest, request);
    if (answer.kind === 'gone') {
      latest = await ask();
      answer = await seriesOf(latest, request);
    }
    if (answer.kind === 'gone') throw new Error(GONE);
    if (answer.kind === 'outcome') throw new Error(messageOf(answer.outcome));
    ({ memory } = answer);
    return answer.series;
  }

  return {
    timings,
    timedRun,
    series,
    run: async () => (await timedRun()).outcome,
    batch: (count) => batchOf(series, count),
    memory: async () => memory,
    async setInputs(next: InputValues) {
      values = next;
      isNew = false;
    },
    async close() {
      if (latest.kind === 'outcome') await bridge.close(latest.handle);
    },
  };
}

const NOT_BUILT: TimedInstance['timings'] = { compile: 0, instantiate: 0 };

function outcomeOf(answer: BridgeAnswer): Outcome {
  if (answer.kind === 'outcome') return answer.outcome;
  return { kind: 'crashed', message: answer.diagnostics[0]?.message ?? REFUSED };
}

function messageOf(outcome: Outcome): string {
  return 'message' in outcome && outcome.message ? outcome.message : outcome.kind;
}
