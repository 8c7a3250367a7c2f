import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { OUTSIDE_RULES, RAISES } from './errors';
import { createHost } from './host';
import type { WasmLayout } from './layout';
import { decode, InputWriter, readSlots, type Slot } from './memory';

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
  return {
    timings: { compile: compiled - started, instantiate: instantiated - compiled },
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

const PAGE = 65536;

/** One instance with its inputs in place. */
class WasmProgram {
  private readonly main: CallableFunction;
  private readonly repeat: CallableFunction;
  private readonly memory: WebAssembly.Memory | null;
  private readonly top: WebAssembly.Global | null;
  private readonly error: WebAssembly.Global | null;
  private args: Slot[] = [];
  private heap: number;

  constructor(
    exports: WebAssembly.Exports,
    private readonly layout: WasmLayout,
  ) {
    const { main, batch, memory, top, error } = exports;
    if (typeof main !== 'function' || typeof batch !== 'function') throw new TypeError('no main or batch');
    this.main = main;
    this.repeat = batch;
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
      return this.outcomeOf(error);
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

  /** What a trap means: the code in `error`, or the trap of a division instruction. */
  private outcomeOf(error: unknown): Outcome {
    const message = error instanceof Error ? error.message : String(error);
    const code: unknown = this.error?.value;
    const raised = typeof code === 'number' && code > 0 ? RAISES[code - 1] : undefined;
    if (raised !== undefined) return { kind: 'raises', exception: raised };
    const rule = typeof code === 'number' && code >= 100 ? OUTSIDE_RULES[code - 100] : undefined;
    if (rule === 'memory')
      return { kind: 'stopped', limit: 'memory', message: 'The program needs more memory than it may have.' };
    if (rule !== undefined) return { kind: 'outside', rule: 'may-overflow', message: OUTSIDE_MESSAGES[rule] };
    if (error instanceof WebAssembly.RuntimeError && /by zero/i.test(message))
      return { kind: 'raises', exception: 'ZeroDivisionError' };
    if (error instanceof WebAssembly.RuntimeError && /unrepresentable|integer overflow/i.test(message))
      return { kind: 'outside', rule: 'may-overflow', message: OUTSIDE_MESSAGES.outside };
    return { kind: 'crashed', message };
  }
}

const OUTSIDE_MESSAGES = {
  outside: 'A value left what this backend represents exactly (64-bit integers, known characters).',
  nan: 'The answer depends on whether two NaNs are one object, or on their order.',
} as const;
