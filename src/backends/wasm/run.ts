import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { OUTSIDE_RULES, RAISES } from './errors';
import { createHost } from './host';
import type { ParallelLayout, WasmLayout } from './layout';
import { decode, InputWriter, readSlots, type Slot } from './memory';
import { combined, ModulePool } from './pool';

/** Runs modules of `emit.ts` wherever there is WebAssembly: a worker of the browser, or Node. */
export function createWasmRuntime(): Runtime {
  return {
    backend: 'wasm',
    load: (emission, inputs) => loadInstance(emission, inputs),
    close: () => Promise.resolve(),
  };
}

const isLayout = (layout: unknown): layout is WasmLayout =>
  typeof layout === 'object' && layout !== null && 'result' in layout && 'staticEnd' in layout;

async function loadInstance(emission: Emission, inputs: InputValues): Promise<Instance> {
  const { binary, layout } = emission;
  if (binary === undefined || !isLayout(layout)) throw new TypeError('not an emission of the Wasm backend');
  const host = createHost();
  const started = performance.now();
  const module = await WebAssembly.compile(new Uint8Array(binary));
  const compiled = performance.now();
  const instance = await WebAssembly.instantiate(module, { host: host.imports });
  const instantiated = performance.now();
  host.attach(instance.exports);
  const program = new WasmProgram(instance.exports, layout);
  program.setInputs(inputs);
  const timings = { compile: compiled - started, instantiate: instantiated - compiled };
  if (layout.parallel !== null) return parallelInstance(program, module, layout.parallel, timings);
  return {
    timings,
    run: () => Promise.resolve(program.run()),
    batch: (count) => Promise.resolve(program.batch(count)),
    memory: () => Promise.resolve(program.bytes),
    setInputs: (values) => {
      program.setInputs(values);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/** The same program on a pool: its own instance only holds the inputs and counts the rounds. */
function parallelInstance(
  program: WasmProgram,
  module: WebAssembly.Module,
  layout: ParallelLayout,
  timings: Instance['timings'],
): Instance {
  const from = performance.now();
  const pool = ModulePool.start(module, layout);
  const share = (): void => program.shareInputs(pool);
  share();
  const call = async (): Promise<Slot | DataView> => {
    const parts = await pool.run(program.rounds());
    const failed = parts.at(-1);
    if (failed !== undefined && 'code' in failed) throw new PartFailed(failed);
    return combined(parts, layout);
  };
  return {
    timings: { ...timings, instantiate: timings.instantiate + performance.now() - from },
    async run() {
      try {
        return program.outcome(await call());
      } catch (error) {
        if (error instanceof PartFailed) return outcomeOf(error.end);
        if (error instanceof RangeError)
          return outcomeOf({ code: OUTSIDE_CODE, message: error.message, trap: false });
        return program.failure(error);
      }
    },
    async batch(count) {
      let digest = 0;
      const started = performance.now();
      for (let i = 0; i < count; i++) digest = folded(await call());
      return { count, elapsed: performance.now() - started, digest };
    },
    memory: () => Promise.resolve(program.bytes + pool.bytes),
    async setInputs(values) {
      program.setInputs(values);
      share();
    },
    async close() {
      pool.close();
    },
  };
}

/** How a run ended: the module's error code, and the message of the trap. */
interface End {
  readonly code: number;
  readonly message: string;
  /** True for a trap of the engine. */
  readonly trap: boolean;
}

/** A run that ended in a worker. */
class PartFailed extends Error {
  constructor(readonly end: End) {
    super(end.message);
  }
}

/** The fold of `batch` in the module: the bits of a scalar, the length of a list. */
function folded(whole: Slot | DataView): number {
  if (whole instanceof DataView) return whole.getInt32(0, true) + 1;
  if (typeof whole === 'number') return whole >>> 0;
  const bits = BigInt.asUintN(64, whole);
  return Number(BigInt.asUintN(32, bits ^ (bits >> 32n)));
}

const PAGE = 65536;

/** One instance with its inputs in place. */
class WasmProgram {
  private readonly main: CallableFunction;
  private readonly repeat: CallableFunction;
  private readonly size: CallableFunction | null;
  private readonly memory: WebAssembly.Memory | null;
  private readonly top: WebAssembly.Global | null;
  private readonly error: WebAssembly.Global | null;
  private args: Slot[] = [];
  private heap: number;

  constructor(
    exports: WebAssembly.Exports,
    private readonly layout: WasmLayout,
  ) {
    const { main, batch, size, memory, top, error } = exports;
    if (typeof main !== 'function' || typeof batch !== 'function') throw new TypeError('no main or batch');
    this.main = main;
    this.repeat = batch;
    this.size = typeof size === 'function' ? size : null;
    this.memory = memory instanceof WebAssembly.Memory ? memory : null;
    this.top = top instanceof WebAssembly.Global ? top : null;
    this.error = error instanceof WebAssembly.Global ? error : null;
    this.heap = layout.staticEnd;
  }

  /** Linear memory, which only ever grows; a program without one needs none. */
  get bytes(): number {
    return this.memory?.buffer.byteLength ?? 0;
  }

  /** Inputs live between the static data and the heap. */
  setInputs(values: InputValues): void {
    const { memory } = this;
    let free = this.layout.staticEnd;
    const allocate = (bytes: number): number => {
      const place = free;
      free = (place + bytes + 7) & ~7;
      if (memory !== null && free > memory.buffer.byteLength)
        memory.grow(Math.ceil((free - memory.buffer.byteLength) / PAGE));
      return place;
    };
    const writer = new InputWriter(allocate, () => this.view());
    this.args = this.layout.inputs.flatMap(({ name, shape }) => writer.slots(shape, values[name] ?? null));
    this.heap = free;
  }

  /** Rounds of the outermost loop. */
  rounds(): number {
    this.reset();
    return Number(this.size?.(...this.args) ?? 0);
  }

  /** Gives a pool the arguments, with the part of memory that they point to. */
  shareInputs(pool: ModulePool): void {
    const { args, heap, layout } = this;
    const bytes = this.view().buffer.slice(layout.staticEnd, heap);
    pool.setInputs(args, new Uint8Array(bytes), layout.staticEnd, heap);
  }

  /** A result that did not come from this instance's memory. */
  outcome(whole: Slot | DataView): Outcome {
    const view = whole instanceof DataView ? whole : this.view();
    const slots = [whole instanceof DataView ? 0 : whole];
    return { kind: 'value', value: decode(view, this.layout.result, slots) };
  }

  private view(): DataView {
    return new DataView(this.memory === null ? new ArrayBuffer(0) : this.memory.buffer);
  }

  private reset(): void {
    if (this.error !== null) this.error.value = 0;
    if (this.top !== null) this.top.value = this.heap;
  }

  run(): Outcome {
    this.reset();
    let result: Slot;
    try {
      result = this.main(...this.args);
    } catch (error) {
      return this.failure(error);
    }
    const view = this.view();
    const slots =
      this.layout.returns === 'slot' ? [result] : readSlots(view, this.layout.result, Number(result));
    return { kind: 'value', value: decode(view, this.layout.result, slots) };
  }

  batch(count: number): BatchResult {
    this.reset();
    const started = performance.now();
    const digest: number = this.repeat(count, ...this.args);
    return { count, elapsed: performance.now() - started, digest: digest >>> 0 };
  }

  /** What an error that ended a run means. */
  failure(error: unknown): Outcome {
    const code: unknown = this.error?.value;
    return outcomeOf({
      code: typeof code === 'number' ? code : 0,
      message: error instanceof Error ? error.message : String(error),
      trap: error instanceof WebAssembly.RuntimeError,
    });
  }
}

/** What an end means: the code in `error`, or the trap of a division instruction. */
function outcomeOf({ code, message, trap }: End): Outcome {
  const raised = code > 0 ? RAISES[code - 1] : undefined;
  if (raised !== undefined) return { kind: 'raises', exception: raised };
  const rule = code >= FIRST_OUTSIDE ? OUTSIDE_RULES[code - FIRST_OUTSIDE] : undefined;
  if (rule === 'memory')
    return { kind: 'stopped', limit: 'memory', message: 'The program needs more memory than it may have.' };
  if (rule !== undefined) return { kind: 'outside', rule: 'may-overflow', message: OUTSIDE_MESSAGES[rule] };
  if (trap && /by zero/i.test(message)) return { kind: 'raises', exception: 'ZeroDivisionError' };
  if (trap && /unrepresentable|integer overflow/i.test(message))
    return { kind: 'outside', rule: 'may-overflow', message: OUTSIDE_MESSAGES.outside };
  return { kind: 'crashed', message };
}

const FIRST_OUTSIDE = 100;
const OUTSIDE_CODE = FIRST_OUTSIDE + OUTSIDE_RULES.indexOf('outside');

const OUTSIDE_MESSAGES = {
  outside: 'A value left what this backend represents exactly (64-bit integers, known characters).',
  nan: 'The answer depends on whether two NaNs are one object, or on their order.',
} as const;
