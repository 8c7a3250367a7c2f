import type { Emitter } from './emitter';
import { readNow } from './function';
import { type Shape, sizeOfShape, slotOffsets, slotsOf } from './shape';
import { add, effect, i32, load, store, sub, type Value, type Values } from './wat';

/** Writes values to consecutive slots of memory. */
export function storeAt(
  emitter: Emitter,
  shape: Shape,
  address: Value,
  offset: number,
  values: Values,
): void {
  slotOffsets(slotsOf(shape), offset).forEach((at, i) => {
    const value = values[i];
    if (value !== undefined) emitter.fn.emit(store(address, at, value));
  });
}

/** Loads the slots of a value; the loads stay where they are. */
export function loadAt(shape: Shape, address: Value, offset: number): Values {
  const slots = slotsOf(shape);
  return slotOffsets(slots, offset).map((at, i) => load(slots[i] ?? 'i32', address, at));
}

/** A sequence that grows while a loop fills it: base, write position and end live in variables of the function. */
export class SequenceBuilder {
  private readonly base: string;
  private readonly at: string;
  private readonly end: string;

  constructor(
    private readonly emitter: Emitter,
    private readonly item: Shape,
    name = 'list',
    private readonly size = sizeOfShape(item),
  ) {
    const { fn } = emitter;
    this.base = fn.local(name, 'i32');
    this.at = fn.local(`${name}_at`, 'i32');
    this.end = fn.local(`${name}_end`, 'i32');
    fn.set(this.base, emitter.call('open', i32(Math.max(64, size * 8))));
    fn.set(this.at, add(readNow(this.base, 'i32'), i32(8)));
    this.setEnd();
  }

  private setEnd(): void {
    const base = readNow(this.base, 'i32');
    this.emitter.fn.set(this.end, add(add(base, load('i32', base, 0)), i32(8)));
  }

  private reserve(bytes: Value): void {
    const { fn } = this.emitter;
    const [base, at, end] = [readNow(this.base, 'i32'), readNow(this.at, 'i32'), readNow(this.end, 'i32')];
    fn.branch(effect('i32.gt_u', 'i32', add(at, bytes), end), () => {
      const grown = fn.local('grown', 'i32');
      fn.set(grown, this.emitter.call('grow', base, at, bytes));
      fn.set(this.at, add(readNow(grown, 'i32'), sub(at, base)));
      fn.set(this.base, readNow(grown, 'i32'));
      this.setEnd();
    });
  }

  push(values: Values): void {
    const { fn } = this.emitter;
    const held = fn.settle(values);
    this.reserve(i32(this.size));
    storeAt(this.emitter, this.item, readNow(this.at, 'i32'), 0, held);
    fn.set(this.at, add(readNow(this.at, 'i32'), i32(this.size)));
  }

  /** Appends all items of a sequence of the same item shape. */
  append(sequence: Value): void {
    const { fn } = this.emitter;
    const piece = fn.hold(sequence, 'piece');
    const bytes = fn.keep(effect('i32.mul', 'i32', load('i32', piece, 0), i32(this.size)), 'bytes');
    this.reserve(bytes);
    fn.emit(`(memory.copy (local.get $${this.at}) ${add(piece, i32(8)).text} ${bytes.text})`);
    fn.set(this.at, add(readNow(this.at, 'i32'), bytes));
  }

  /** True (i32) while nothing was pushed. */
  empty(): Value {
    return effect('i32.eq', 'i32', readNow(this.at, 'i32'), add(readNow(this.base, 'i32'), i32(8)));
  }

  finish(): Value {
    return this.emitter.fn.keep(
      this.emitter.call('close', readNow(this.base, 'i32'), readNow(this.at, 'i32'), i32(this.size)),
      'result',
    );
  }
}
