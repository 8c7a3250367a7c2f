import type { BackendId, Emission, InputValues, Instance, Outcome, Runtime } from '../backends';
import type { InputSpec } from '../language';
import { CallError, Client, type Port } from './channel';
import type { RuntimeOperations } from './runtime-worker';

export interface Deadlines {
  /** Until the engine is there; downloads and instantiates several MB. */
  readonly start: number;
  /** For compiling and for one run, in ms. */
  readonly run: number;
}

export const DEADLINES: Deadlines = { start: 60_000, run: 5_000 };

/**
 * A runtime in a worker, behind the same interface. Kill ladder: a call that outlives its deadline, and a worker that
 * is lost, end the worker; the next load starts a fresh one. The caller sees a `stopped` outcome, never a hang.
 */
export class RemoteRuntime implements Runtime {
  private client: Client<RuntimeOperations> | null = null;
  private started: Promise<{ version: string | null }> | null = null;
  /** Counts the workers made, so that an instance knows whether its own is still there. */
  private generation = 0;

  constructor(
    readonly backend: BackendId,
    private readonly spawn: () => Port,
    readonly deadlines: Deadlines = DEADLINES,
  ) {}

  /** Starts the engine ahead of the first program; answers its version. */
  async start(): Promise<{ version: string | null }> {
    if (this.client && !this.client.alive) this.drop();
    if (!this.client || !this.started) {
      this.client = new Client<RuntimeOperations>(this.spawn());
      this.generation++;
      const { client } = this;
      this.started = client
        .call('start', undefined as never, { deadline: this.deadlines.start })
        .catch((error: unknown) => {
          if (this.client === client) this.drop();
          throw error;
        });
    }
    return this.started;
  }

  async load(emission: Emission, inputs: InputValues): Promise<Instance> {
    const loaded = await this.guarded((client) =>
      client.call('load', { emission, inputs }, { deadline: this.deadlines.run }),
    );
    if (loaded.kind === 'outcome') return stoppedInstance(loaded.outcome);
    const { instance, timings } = loaded.value;
    const { generation } = this;
    return {
      timings,
      run: () =>
        this.outcomeOf(generation, (client) =>
          client.call('run', { instance }, { deadline: this.deadlines.run }),
        ),
      batch: (count) =>
        this.valueOf(generation, (client) =>
          client.call('batch', { instance, count }, { deadline: this.deadlines.run }),
        ),
      setInputs: (values) =>
        this.valueOf(generation, (client) =>
          client.call('setInputs', { instance, inputs: values }, { deadline: this.deadlines.run }),
        ),
      close: async () => {
        if (generation === this.generation && this.client?.alive)
          await this.client.call('close', { instance }, { deadline: this.deadlines.run });
      },
    };
  }

  async reference(source: string, specs: readonly InputSpec[], inputs: InputValues): Promise<Outcome> {
    const answer = await this.guarded((client) =>
      client.call('reference', { source, specs, inputs }, { deadline: this.deadlines.run }),
    );
    return answer.kind === 'outcome' ? answer.outcome : answer.value;
  }

  async close(): Promise<void> {
    this.drop();
  }

  private drop(): void {
    this.client?.terminate();
    this.client = null;
    this.started = null;
  }

  private async outcomeOf(
    generation: number,
    call: (client: Client<RuntimeOperations>) => Promise<Outcome>,
  ): Promise<Outcome> {
    if (generation !== this.generation)
      return { kind: 'stopped', limit: 'time', message: 'its worker was replaced; load it again' };
    const answer = await this.guarded(call);
    return answer.kind === 'outcome' ? answer.outcome : answer.value;
  }

  /** @throws CallError when the worker ended meanwhile */
  private async valueOf<T>(
    generation: number,
    call: (client: Client<RuntimeOperations>) => Promise<T>,
  ): Promise<T> {
    if (generation !== this.generation)
      throw new CallError('terminated', 'its worker was replaced; load it again');
    const answer = await this.guarded(call);
    if (answer.kind === 'outcome')
      throw new CallError(
        'deadline',
        'message' in answer.outcome ? String(answer.outcome.message) : answer.outcome.kind,
      );
    return answer.value;
  }

  /** Runs a call and turns the ends of a worker into outcomes. */
  private async guarded<T>(
    call: (client: Client<RuntimeOperations>) => Promise<T>,
  ): Promise<{ kind: 'value'; value: T } | { kind: 'outcome'; outcome: Outcome }> {
    try {
      await this.start();
      const { client } = this;
      if (!client) throw new CallError('lost', 'the worker is gone');
      return { kind: 'value', value: await call(client) };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code !== 'failed') this.drop();
      return { kind: 'outcome', outcome: outcomeOfError(error, this.deadlines) };
    }
  }
}

function outcomeOfError(error: CallError, deadlines: Deadlines): Outcome {
  if (error.code === 'deadline')
    return { kind: 'stopped', limit: 'time', message: `stopped after ${deadlines.run} ms` };
  if (error.code === 'terminated' || error.code === 'aborted')
    return { kind: 'stopped', limit: 'time', message: error.message };
  if (error.code === 'lost' || /memory|allocation/i.test(error.message))
    return { kind: 'stopped', limit: 'memory', message: error.message };
  return { kind: 'crashed', message: error.message };
}

function stoppedInstance(outcome: Outcome): Instance {
  return {
    timings: { compile: 0, instantiate: 0 },
    run: async () => outcome,
    batch: async () => {
      throw new CallError('terminated', 'this program did not load');
    },
    setInputs: async () => {},
    close: async () => {},
  };
}
