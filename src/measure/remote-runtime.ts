import type { BackendId, Emission, InputValues, Outcome, Runtime } from '../backends';
import type { InputSpec } from '../language';
import { CallError, Client, type Port } from './channel';
import type { ClockReading } from './clock';
import { type OutputLimits, WHOLE_OUTPUT } from './output';
import type { RuntimeOperations } from './runtime-worker';
import { batchOf, type TimedInstance } from './sampling';

export interface Deadlines {
  /** Until the engine is there; downloads and instantiates several MB. */
  readonly start: number;
  /** For compiling and for one run, in ms. */
  readonly run: number;
}

export const DEADLINES: Deadlines = { start: 60_000, run: 5_000 };

/** For the first program of a worker, in ms: opening an engine takes seconds where it shares its cores. */
const FIRST_PROGRAM = 15_000;

type Started = RuntimeOperations['start'] extends () => Promise<infer T> ? T : never;

/** One worker and the promise that its engine has started. */
interface Launched {
  readonly client: Client<RuntimeOperations>;
  readonly started: Promise<Started>;
  /** Asked for once. */
  clock?: Promise<ClockReading>;
  /** Some engines (DuckDB, PGlite) open with the first program that needs them. */
  hasLoaded: boolean;
}

type Guarded<T> = { readonly kind: 'value'; readonly value: T } | { kind: 'outcome'; outcome: Outcome };

/**
 * A runtime in a worker, behind the same interface. Kill ladder: a call that outlives its deadline, and a worker that
 * is lost, end the worker; the caller sees a `stopped` outcome, never a hang. A fresh worker starts at once, and from
 * the first kill on another one stands by, so that a performer who plays with fire does not wait for an engine.
 */
export class RemoteRuntime implements Runtime {
  private current: Launched | null = null;
  private spare: Launched | null = null;
  private wasKilled = false;
  private isClosed = false;
  /** Counts the workers used, so that an instance knows whether its own is still there. */
  private generation = 0;

  constructor(
    readonly backend: BackendId,
    private readonly spawn: () => Port,
    readonly deadlines: Deadlines = DEADLINES,
    private readonly output: OutputLimits = WHOLE_OUTPUT,
  ) {}

  /**
   * Starts the engine ahead of the first program; answers its version.
   * @throws {CallError} when it does not start
   */
  start(): Promise<Started> {
    return this.worker().started;
  }

  /** The clock of the worker that the next program is loaded into. */
  clock(): Promise<ClockReading> {
    const worker = this.worker();
    worker.clock ??= worker.client.call('clock', undefined as never, { deadline: this.deadlines.start });
    return worker.clock;
  }

  async load(emission: Emission, inputs: InputValues): Promise<TimedInstance> {
    const worker = this.worker();
    const deadline = this.deadlineOf(worker);
    const loaded = await this.guarded((client) => client.call('load', { emission, inputs }, { deadline }));
    worker.hasLoaded = true;
    if (loaded.kind === 'outcome') return stoppedInstance(loaded.outcome);
    const { instance, timings } = loaded.value;
    const { generation, output } = this;
    const { run } = this.deadlines;
    const timedRun = async () => {
      if (generation !== this.generation) return { outcome: REPLACED, elapsed: 0 };
      const answer = await this.guarded((client) =>
        client.call('run', { instance, output }, { deadline: run }),
      );
      return answer.kind === 'outcome' ? { outcome: answer.outcome, elapsed: run } : answer.value;
    };
    const series: TimedInstance['series'] = (request) =>
      this.valueOf(generation, (client) =>
        client.call('series', { instance, ...request }, { deadline: run + request.limit }),
      );
    return {
      timings,
      timedRun,
      series,
      run: async () => (await timedRun()).outcome,
      batch: (count) => batchOf(series, count),
      memory: () =>
        this.valueOf(generation, (client) => client.call('memory', { instance }, { deadline: run })),
      setInputs: (values) =>
        this.valueOf(generation, (client) =>
          client.call('setInputs', { instance, inputs: values }, { deadline: run }),
        ),
      close: async () => {
        const { current } = this;
        if (generation === this.generation && current?.client.alive)
          await current.client.call('close', { instance }, { deadline: run });
      },
    };
  }

  async reference(source: string, specs: readonly InputSpec[], inputs: InputValues): Promise<Outcome> {
    const { output } = this;
    const worker = this.worker();
    const deadline = this.deadlineOf(worker);
    const answer = await this.guarded((client) =>
      client.call('reference', { source, specs, inputs, output }, { deadline }),
    );
    worker.hasLoaded = true;
    return answer.kind === 'outcome' ? answer.outcome : answer.value;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.current?.client.terminate();
    this.spare?.client.terminate();
    this.current = null;
    this.spare = null;
  }

  private deadlineOf({ hasLoaded }: Launched): number {
    const { start, run } = this.deadlines;
    return hasLoaded ? run : Math.max(run, Math.min(FIRST_PROGRAM, start));
  }

  private worker(): Launched {
    if (this.current?.client.alive) return this.current;
    const { spare } = this;
    this.spare = null;
    this.current = spare?.client.alive ? spare : this.launch();
    this.generation++;
    const { current } = this;
    if (this.wasKilled) {
      const standBy = () => {
        if (!this.isClosed && this.current === current && !this.spare) this.spare = this.launch();
      };
      current.started.then(standBy, () => {});
    }
    return current;
  }

  private launch(): Launched {
    const client = new Client<RuntimeOperations>(this.spawn());
    const started = client.call('start', undefined as never, { deadline: this.deadlines.start });
    // Whoever needs it is told; a spare that does not start is replaced when it is needed.
    started.catch(() => client.terminate());
    return { client, started, hasLoaded: false };
  }

  /** Ends a worker that has to go, and has the next one ready. */
  private replace({ client }: Launched): void {
    client.terminate();
    if (this.current?.client !== client || this.isClosed) return;
    this.current = null;
    this.wasKilled = true;
    this.worker();
  }

  /** @throws {CallError} when the worker ended meanwhile */
  private async valueOf<T>(
    generation: number,
    call: (client: Client<RuntimeOperations>) => Promise<T>,
  ): Promise<T> {
    if (generation !== this.generation) throw new CallError('terminated', REPLACED.message);
    const answer = await this.guarded(call);
    if (answer.kind === 'value') return answer.value;
    const { outcome } = answer;
    throw new CallError('deadline', 'message' in outcome ? String(outcome.message) : outcome.kind);
  }

  /** Runs a call and turns the ends of a worker into outcomes. */
  private async guarded<T>(call: (client: Client<RuntimeOperations>) => Promise<T>): Promise<Guarded<T>> {
    if (this.isClosed) return { kind: 'outcome', outcome: REPLACED };
    const worker = this.worker();
    try {
      await worker.started;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (this.current === worker) this.current = null;
      const message = `the engine did not start: ${error.message}`;
      return { kind: 'outcome', outcome: { kind: 'crashed', message } };
    }
    try {
      return { kind: 'value', value: await call(worker.client) };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code !== 'failed') this.replace(worker);
      return { kind: 'outcome', outcome: outcomeOfError(error, this.deadlines) };
    }
  }
}

const REPLACED = {
  kind: 'stopped',
  limit: 'time',
  message: 'its worker was replaced; load it again',
} as const satisfies Outcome;

function outcomeOfError(error: CallError, deadlines: Deadlines): Outcome {
  if (error.code === 'deadline')
    return { kind: 'stopped', limit: 'time', message: `stopped after ${deadlines.run} ms` };
  if (error.code === 'terminated' || error.code === 'aborted')
    return { kind: 'stopped', limit: 'time', message: error.message };
  if (error.code === 'lost' || /memory|allocation|invalid (array|string) length/i.test(error.message))
    return { kind: 'stopped', limit: 'memory', message: error.message };
  return { kind: 'crashed', message: error.message };
}

function stoppedInstance(outcome: Outcome): TimedInstance {
  const refuse = async (): Promise<never> => {
    throw new CallError('terminated', 'this program did not load');
  };
  return {
    timings: { compile: 0, instantiate: 0 },
    run: async () => outcome,
    timedRun: async () => ({ outcome, elapsed: 0 }),
    series: refuse,
    batch: refuse,
    setInputs: async () => {},
    close: async () => {},
  };
}
