import { WorkerPool } from '../worker-pool';
import type { ParallelLayout } from './layout';
import type { Slot } from './memory';

/** What a worker made of its rounds: a scalar or the bytes of a list's items; or how its run ended. */
export type Part = { /** Of its memory. */ readonly bytes: number } & (
  | { readonly slot: Slot }
  | { readonly items: ArrayBuffer }
  | { readonly code: number; readonly message: string; readonly trap: boolean }
);

/** A worker: one instance of the module, its inputs at the places where the first instance has them. */
const SERVE = `'use strict';
let exports, itemSize, args, heap;
self.onmessage = ({ data }) => {
  if (data.module) {
    exports = new WebAssembly.Instance(data.module, { host: { fmod: (a, b) => a % b } }).exports;
    itemSize = data.itemSize;
    return;
  }
  const { memory, top, error } = exports;
  if (data.args) {
    ({ args, heap } = data);
    if (!memory) return;
    const missing = heap - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    new Uint8Array(memory.buffer).set(data.inputs, data.at);
    return;
  }
  const { id, from, to } = data;
  const answer = (part, transfer) => {
    const bytes = memory ? memory.buffer.byteLength : 0;
    self.postMessage({ id, part: { ...part, bytes } }, transfer);
  };
  try {
    if (error) error.value = 0;
    if (top) top.value = heap;
    const slot = exports.chunk(BigInt(from), BigInt(to), ...args);
    if (itemSize === 0) answer({ slot });
    else {
      const length = new DataView(memory.buffer).getInt32(slot, true);
      const items = memory.buffer.slice(slot + 8, slot + 8 + length * itemSize);
      answer({ items }, [items]);
    }
  } catch (failure) {
    const trap = failure instanceof WebAssembly.RuntimeError;
    answer({ code: error ? error.value : 0, message: failure.message, trap });
  }
};`;

/** Workers with an instance each. */
export class ModulePool {
  /** Memory of all workers after the last run. */
  bytes = 0;

  private constructor(
    private readonly pool: WorkerPool<Part>,
    private readonly layout: ParallelLayout,
  ) {}

  static start(module: WebAssembly.Module, layout: ParallelLayout): ModulePool {
    const pool = WorkerPool.start<Part>(SERVE, layout.workers);
    pool.broadcast({ module, itemSize: layout.itemSize });
    return new ModulePool(pool, layout);
  }

  /** @param inputs the bytes of memory from the address `at` to `heap`, where the heap begins */
  setInputs(args: readonly Slot[], inputs: Uint8Array, at: number, heap: number): void {
    this.pool.broadcast({ args, inputs, at, heap });
  }

  /** All rounds; the parts up to the decisive one, and up to the first that failed. */
  async run(size: number): Promise<readonly Part[]> {
    const parts = await this.pool.run(size);
    this.bytes = parts.reduce((total, part) => total + part.bytes, 0);
    const { decisive } = this.layout;
    const end = parts.findIndex(
      (part) => 'code' in part || (decisive !== null && 'slot' in part && (part.slot !== 0) === decisive),
    );
    return end < 0 ? parts : parts.slice(0, end + 1);
  }

  close(): void {
    this.pool.close();
  }
}

/**
 * The value that the parts make: a slot, or the memory of a list at address 0.
 * @throws {RangeError} when a sum or product leaves 64 bits
 */
export function combined(parts: readonly Part[], layout: ParallelLayout): Slot | DataView {
  const slots = parts.flatMap((part) => ('slot' in part ? [part.slot] : []));
  switch (layout.combine) {
    case 'list':
      return joined(
        parts.flatMap((part) => ('items' in part ? [part.items] : [])),
        layout.itemSize,
      );
    case 'any':
      return slots.some((slot) => slot !== 0) ? 1 : 0;
    case 'all':
      return slots.every((slot) => slot !== 0) ? 1 : 0;
    case 'sum':
      return within64(
        slots.reduce((total: bigint, slot) => total + BigInt(slot), 0n),
        layout.wraps,
      );
    case 'prod':
      return within64(
        slots.reduce((product: bigint, slot) => product * BigInt(slot), 1n),
        layout.wraps,
      );
  }
}

function within64(value: bigint, wraps: boolean): bigint {
  const wrapped = BigInt.asIntN(64, value);
  if (wrapped !== value && !wraps) throw new RangeError('the whole is outside 64 bits');
  return wrapped;
}

/** A list as a module lays it out: length, a hash that nobody has computed, items. */
function joined(buffers: readonly ArrayBuffer[], itemSize: number): DataView {
  const bytes = buffers.reduce((total, { byteLength }) => total + byteLength, 0);
  const whole = new Uint8Array(8 + bytes);
  let at = 8;
  for (const buffer of buffers) {
    whole.set(new Uint8Array(buffer), at);
    at += buffer.byteLength;
  }
  const view = new DataView(whole.buffer);
  view.setInt32(0, bytes / itemSize, true);
  return view;
}
