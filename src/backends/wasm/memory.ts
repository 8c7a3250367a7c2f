import { type Encoded, encodeFloat, encodeInt, parseFloatRepr, sortEncoded } from '../../language';
import { readString } from './host';
import { itemSize, type Shape, scalarSize, sizeOfShape, slotOffsets, slotsOf } from './shape';

/** A slot as JavaScript sees it: i64 as bigint, the others as number. */
export type Slot = number | bigint;

/** Reads the slots of a value at an address. */
export function readSlots(view: DataView, shape: Shape, address: number): Slot[] {
  const slots = slotsOf(shape);
  return slotOffsets(slots, address).map((at, i) => {
    const slot = slots[i];
    if (slot === 'i64') return view.getBigInt64(at, true);
    return slot === 'f64' ? view.getFloat64(at, true) : view.getInt32(at, true);
  });
}

/** A result in the JSON encoding. */
export function decode(view: DataView, shape: Shape, slots: readonly Slot[]): Encoded {
  const [first = 0] = slots;
  const pointer = Number(first);
  switch (shape.kind) {
    case 'never':
    case 'none':
      return null;
    case 'bool':
      return first !== 0;
    case 'int':
      return encodeInt(first);
    case 'float':
      return encodeFloat(pointer);
    case 'floatOrZero':
      return Object.is(pointer, -0) ? 0 : encodeFloat(pointer);
    case 'str':
      return readString(view, pointer);
    case 'bytes': {
      const data = new Uint8Array(view.buffer, pointer + 8, view.getInt32(pointer, true));
      return { bytes: Array.from(data, (b) => b.toString(16).padStart(2, '0')).join('') };
    }
    case 'list':
      return readItems(view, shape.item, pointer);
    case 'sequence':
      return { tuple: readItems(view, shape.item, pointer) };
    case 'generator':
      return { generator: readItems(view, shape.item, pointer) };
    case 'set':
      return { set: sortEncoded(readEntries(view, shape.item, null, pointer).map(([k]) => k)) };
    case 'frozenset':
      return { frozenset: sortEncoded(readEntries(view, shape.item, null, pointer).map(([k]) => k)) };
    case 'dict':
      return { dict: readEntries(view, shape.key, shape.value, pointer) };
    case 'tuple':
      return {
        tuple: splitSlots(shape.items, slots).map((own, i) =>
          decode(view, shape.items[i] ?? { kind: 'none' }, own),
        ),
      };
    case 'optional':
      return first === 0 ? null : decode(view, shape.of, slots.slice(1));
    case 'union': {
      const own = splitSlots(shape.members, slots.slice(1))[pointer] ?? [];
      return decode(view, shape.members[pointer] ?? { kind: 'none' }, own);
    }
    case 'record':
    case 'range':
      throw new TypeError(`a result can't be a ${shape.kind}`);
  }
}

function splitSlots(items: readonly Shape[], slots: readonly Slot[]): Slot[][] {
  let at = 0;
  return items.map((item) => {
    const count = slotsOf(item).length;
    at += count;
    return slots.slice(at - count, at);
  });
}

function readItems(view: DataView, item: Shape, pointer: number): Encoded[] {
  const size = sizeOfShape(item);
  return Array.from({ length: view.getInt32(pointer, true) }, (_, i) =>
    decode(view, item, readSlots(view, item, pointer + 8 + i * size)),
  );
}

function readEntries(view: DataView, key: Shape, value: Shape | null, pointer: number): [Encoded, Encoded][] {
  const entries = view.getInt32(pointer + 12, true);
  const offset = 4 + sizeOfShape(key);
  const size = offset + (value === null ? 0 : sizeOfShape(value));
  return Array.from({ length: view.getInt32(pointer, true) }, (_, i) => {
    const at = entries + i * size;
    const item = value === null ? null : decode(view, value, readSlots(view, value, at + offset));
    return [decode(view, key, readSlots(view, key, at + 4)), item];
  });
}

/** Writes inputs into memory before a run. `allocate` answers 8-aligned places below the heap. */
export class InputWriter {
  constructor(
    private readonly allocate: (bytes: number) => number,
    private readonly view: () => DataView,
  ) {}

  /** The slots of an input value. */
  slots(shape: Shape, value: Encoded): Slot[] {
    switch (shape.kind) {
      case 'none':
        return [0];
      case 'bool':
        return [value === true ? 1 : 0];
      case 'int':
        return [integerOf(value)];
      case 'float':
      case 'floatOrZero':
        return [floatOf(value)];
      case 'str':
        return [this.text(String(value))];
      case 'list':
      case 'sequence':
        return [this.items(shape.item, itemsOf(value))];
      case 'tuple': {
        const items = itemsOf(value);
        return shape.items.flatMap((item, i) => this.slots(item, items[i] ?? null));
      }
      case 'record': {
        const fields = new Map(entriesOf(value).map(([k, v]) => [String(k), v]));
        return shape.names.flatMap((name, i) =>
          this.slots(shape.items[i] ?? { kind: 'none' }, fields.get(name) ?? null),
        );
      }
      case 'optional': {
        const empty = slotsOf(shape.of).map((slot) => (slot === 'i64' ? 0n : 0));
        return value === null ? [0, ...empty] : [1, ...this.slots(shape.of, value)];
      }
      default:
        throw new TypeError(`an input can't be a ${shape.kind}`);
    }
  }

  private text(text: string): number {
    const points = Array.from(text, (c) => c.codePointAt(0) ?? 0);
    const pointer = this.header(points.length, 4);
    const view = this.view();
    points.forEach((point, i) => {
      view.setInt32(pointer + 8 + i * 4, point, true);
    });
    return pointer;
  }

  private items(item: Shape, values: readonly Encoded[]): number {
    const size = itemSize({ kind: 'list', item });
    const pointer = this.header(values.length, size);
    values.forEach((value, i) => {
      this.store(item, pointer + 8 + i * size, this.slots(item, value));
    });
    return pointer;
  }

  private header(count: number, size: number): number {
    const pointer = this.allocate(8 + count * size);
    const view = this.view();
    view.setInt32(pointer, count, true);
    view.setInt32(pointer + 4, 0, true);
    return pointer;
  }

  private store(item: Shape, address: number, values: readonly Slot[]): void {
    const view = this.view();
    let at = address;
    slotsOf(item).forEach((slot, i) => {
      const value = values[i] ?? 0;
      if (slot === 'i64') view.setBigInt64(at, BigInt(value), true);
      else if (slot === 'f64') view.setFloat64(at, Number(value), true);
      else view.setInt32(at, Number(value), true);
      at += scalarSize(slot);
    });
  }
}

function integerOf(value: Encoded): bigint {
  const exact =
    typeof value === 'object' && value !== null && 'int' in value ? BigInt(value.int) : BigInt(Number(value));
  if (exact !== BigInt.asIntN(64, exact)) throw new RangeError('an input is outside 64 bits');
  return exact;
}

function floatOf(value: Encoded): number {
  return typeof value === 'object' && value !== null && 'float' in value
    ? parseFloatRepr(value.float)
    : Number(value);
}

function itemsOf(value: Encoded): readonly Encoded[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && 'tuple' in value) return value.tuple;
  throw new TypeError('expected a list');
}

function entriesOf(value: Encoded): readonly (readonly [Encoded, Encoded])[] {
  if (typeof value === 'object' && value !== null && 'dict' in value) return value.dict;
  throw new TypeError('expected a record');
}
