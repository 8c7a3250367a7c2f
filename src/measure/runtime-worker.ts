import type { Emission, InputValues, Instance, Outcome, Runtime } from '../backends';
import type { InputSpec } from '../language';
import { type Port, serve } from './channel';
import { type ClockReading, readClock } from './clock';
import { capOutput, type OutputLimits } from './output';
import { type Series, type SeriesRequest, takeSeries } from './sampling';

/** The calls that a runtime answers from inside its worker. Instances are known by number. */
export type RuntimeOperations = {
  /** Loads the engine itself (Pyodide, DuckDB …), so that its cost is not the first program's. */
  readonly start: () => Promise<{ readonly version: string | null; readonly milliseconds: number }>;
  /** The clock that this worker's times are read from. */
  readonly clock: () => Promise<ClockReading>;
  readonly load: (request: {
    readonly emission: Emission;
    readonly inputs: InputValues;
  }) => Promise<{ readonly instance: number; readonly timings: Instance['timings'] }>;
  /** `elapsed` in ms includes the encoding of the value. */
  readonly run: (request: {
    readonly instance: number;
    readonly output: OutputLimits;
  }) => Promise<{ readonly outcome: Outcome; readonly elapsed: number }>;
  readonly series: (request: { readonly instance: number } & SeriesRequest) => Promise<Series>;
  readonly memory: (request: { readonly instance: number }) => Promise<number | undefined>;
  readonly setInputs: (request: { readonly instance: number; readonly inputs: InputValues }) => Promise<void>;
  readonly close: (request: { readonly instance: number }) => Promise<void>;
  /** Only Python: evaluates the performer's own text. */
  readonly reference: (request: {
    readonly source: string;
    readonly specs: readonly InputSpec[];
    readonly inputs: InputValues;
    readonly output: OutputLimits;
  }) => Promise<Outcome>;
};

/** A runtime that may also be the reference. */
export type ServedRuntime = Runtime & {
  readonly version?: string;
  reference?(source: string, specs: readonly InputSpec[], inputs: InputValues): Promise<Outcome>;
};

/** Exposes a runtime over a port. The engine is created at the first call that needs it. */
export function serveRuntime(
  port: Pick<Port, 'post' | 'listen'>,
  create: () => Promise<ServedRuntime>,
): void {
  let runtime: Promise<ServedRuntime> | null = null;
  const instances = new Map<number, Instance>();
  let next = 0;
  const engine = () => {
    runtime ??= create();
    return runtime;
  };
  const find = (id: number): Instance => {
    const instance = instances.get(id);
    if (!instance) throw new Error(`there is no instance ${id}`);
    return instance;
  };
  const operations: RuntimeOperations = {
    start: async () => {
      const from = performance.now();
      const { version } = await engine();
      return { version: version ?? null, milliseconds: performance.now() - from };
    },
    clock: async () => readClock(),
    load: async ({ emission, inputs }) => {
      const instance = await (await engine()).load(emission, inputs);
      instances.set(next, instance);
      return { instance: next++, timings: instance.timings };
    },
    run: async ({ instance, output }) => {
      const program = find(instance);
      const from = performance.now();
      const outcome = await program.run();
      const elapsed = performance.now() - from;
      return { outcome: capOutput(outcome, output), elapsed };
    },
    series: async ({ instance, ...request }) => {
      const program = find(instance);
      return takeSeries((count) => program.batch(count), request);
    },
    memory: async ({ instance }) => find(instance).memory?.(),
    setInputs: async ({ instance, inputs }) => find(instance).setInputs(inputs),
    close: async ({ instance }) => {
      await find(instance).close();
      instances.delete(instance);
    },
    reference: async ({ source, specs, inputs, output }) => {
      const { reference } = await engine();
      if (!reference) throw new Error('only Python is the reference');
      return capOutput(await reference(source, specs, inputs), output);
    },
  };
  serve(port, operations);
}
