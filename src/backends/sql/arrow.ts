import { type Encoded, encodeFloat, encodeInt } from '../../language';
import type { ResultType } from './layout';

/** The part of an Arrow column that we read: typed buffers, as the IPC reader lays them out. */
export interface ArrowData {
  readonly type: { readonly typeId: number };
  readonly length: number;
  readonly offset: number;
  readonly stride: number;
  readonly values: unknown;
  readonly valueOffsets: ArrayLike<number>;
  readonly children: readonly ArrowData[];
  getValid(index: number): boolean;
}

export interface ArrowBatch {
  readonly data: { readonly children: readonly ArrowData[]; readonly length: number };
}

const utf8 = new TextDecoder();

/** One value of a column in the JSON encoding. */
export function readArrow(data: ArrowData, index: number, type: ResultType): Encoded {
  if (!data.getValid(index) || data.values === null) return null;
  if (typeof type === 'string') return readScalar(data, index, type);
  if ('optional' in type) return readArrow(data, index, type.optional);
  if ('tuple' in type)
    return { tuple: type.tuple.map((item, k) => readArrow(childOf(data, k), index, item)) };
  if ('dict' in type) {
    const entries = childOf(data, 0);
    const [key, value] = type.dict;
    return {
      dict: indices(data, index).map((i): readonly [Encoded, Encoded] => [
        readArrow(childOf(entries, 0), i, key),
        readArrow(childOf(entries, 1), i, value),
      ]),
    };
  }
  const items = (of: ResultType): Encoded[] =>
    indices(data, index).map((i) => readArrow(childOf(data, 0), i, of));
  if ('list' in type) return items(type.list);
  if ('sequence' in type) return { tuple: items(type.sequence) };
  if ('set' in type) return { set: items(type.set) };
  if ('frozenset' in type) return { frozenset: items(type.frozenset) };
  return { generator: items(type.generator) };
}

function childOf(data: ArrowData, index: number): ArrowData {
  const child = data.children[index];
  if (!child) throw new TypeError('the result has fewer columns than its layout');
  return child;
}

/** Where the items of a list lie in its child. */
function indices(data: ArrowData, index: number): number[] {
  const from = data.valueOffsets[index] ?? 0;
  const to = data.valueOffsets[index + 1] ?? from;
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function readScalar(data: ArrowData, index: number, type: Extract<ResultType, string>): Encoded {
  switch (type) {
    case 'none':
      return null;
    case 'bool':
      return readBool(data, index);
    case 'int':
      return encodeInt(readInt(data, index));
    case 'float':
    case 'float or 0': {
      const value = readFloat(data, index);
      return type === 'float or 0' && Object.is(value, -0) ? 0 : encodeFloat(value);
    }
    case 'str':
      return utf8.decode(readBytes(data, index));
    case 'bytes':
      return { bytes: Array.from(readBytes(data, index), (b) => b.toString(16).padStart(2, '0')).join('') };
  }
}

/** Bits, eight to a byte from the lowest. */
function readBool(data: ArrowData, index: number): boolean {
  const bit = data.offset + index;
  const byte = (data.values as Uint8Array)[bit >> 3] ?? 0;
  return ((byte >> (bit & 7)) & 1) === 1;
}

/** Ints of up to 64 bits, or the four words of a HUGEINT (a decimal of scale 0). */
function readInt(data: ArrowData, index: number): bigint | number {
  const values = data.values as ArrayLike<number | bigint>;
  if (data.stride === 1) return values[index] ?? 0;
  let whole = 0n;
  for (let word = data.stride - 1; word >= 0; word--) {
    whole = (whole << 32n) | BigInt.asUintN(32, BigInt(values[index * data.stride + word] ?? 0));
  }
  return BigInt.asIntN(32 * data.stride, whole);
}

/** Also ints: a constant 0 in an otherwise float column stays one. */
function readFloat(data: ArrowData, index: number): number {
  return Number((data.values as ArrayLike<number | bigint>)[index] ?? 0);
}

function readBytes(data: ArrowData, index: number): Uint8Array {
  return (data.values as Uint8Array).subarray(data.valueOffsets[index], data.valueOffsets[index + 1]);
}
