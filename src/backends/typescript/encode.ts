import { type Encoded, encodeFloat, encodeInt, parseFloatRepr, sortEncoded } from '../../language';
import type { Shape } from './shape';

/** A value of the emitted program in the JSON encoding. */
export function encode(shape: Shape, value: unknown): Encoded {
  if (typeof shape === 'string') return encodeScalar(shape, value);
  if ('list' in shape) return items(value).map((item) => encode(shape.list, item));
  if ('sequence' in shape) return { tuple: items(value).map((item) => encode(shape.sequence, item)) };
  if ('generator' in shape) return { generator: items(value).map((item) => encode(shape.generator, item)) };
  if ('tuple' in shape) {
    const parts = items(value);
    return { tuple: shape.tuple.map((item, i) => encode(item, parts[i])) };
  }
  if ('set' in shape) {
    const sorted = sortEncoded(items(value).map((item) => encode(shape.set, item)));
    return shape.frozen ? { frozenset: sorted } : { set: sorted };
  }
  if ('dict' in shape) {
    const [key, entry] = shape.dict;
    return {
      dict: items(value).map((pair): readonly [Encoded, Encoded] => {
        const [k, v] = items(pair);
        return [encode(key, k), encode(entry, v)];
      }),
    };
  }
  if ('optional' in shape) return value === null ? null : encode(shape.optional, value);
  if ('union' in shape) return encodeUnion(shape.union, value);
  throw new TypeError('a record is not a result');
}

function encodeScalar(shape: Extract<Shape, string>, value: unknown): Encoded {
  switch (shape) {
    case 'none':
      return null;
    case 'bool':
      return value === true;
    case 'number':
    case 'bigint':
      if (typeof value === 'bigint') return encodeInt(value);
      if (!Number.isInteger(value)) throw new RangeError('an int became infinite');
      return encodeInt(Number(value));
    case 'float':
      return encodeFloat(Number(value));
    case 'floatOrZero':
      return Object.is(value, -0) ? 0 : encodeFloat(Number(value));
    case 'str':
      return String(value);
    case 'bytes':
      return {
        bytes: items(value)
          .map((byte) => Number(byte).toString(16).padStart(2, '0'))
          .join(''),
      };
  }
}

function encodeUnion(members: Extract<Shape, { union: unknown }>['union'], value: unknown): Encoded {
  const boxed = boxOf(value);
  const kind = boxed === null ? classOf(value) : boxed.kind;
  const m = members.find((candidate) => candidate.kind === kind);
  if (m === undefined) throw new TypeError(`no member of the union is a ${kind}`);
  return encode(m.shape, boxed === null ? value : boxed.value);
}

/** The wrapper classes of the emitted code carry their kind. */
function boxOf(value: unknown): { kind: string; value: unknown } | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('value' in value)) return null;
  const kinds: Readonly<Record<string, string>> = { float: 'Float', tuple: 'Tuple', frozenset: 'FrozenSet' };
  const kind = kinds[String(value.kind)];
  return kind === undefined ? null : { kind, value: value.value };
}

function classOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value !== 'object') return typeof value;
  if ('get' in value) return 'map';
  return 'has' in value ? 'set' : 'record';
}

function items(value: unknown): unknown[] {
  if (typeof value === 'object' && value !== null && Symbol.iterator in value)
    return Array.from(value as Iterable<unknown>);
  throw new TypeError('the program answered something that is not iterable');
}

/** An input in the JSON encoding as the emitted program takes it. */
export function decode(shape: Shape, value: Encoded): unknown {
  if (typeof shape === 'string') return decodeScalar(shape, value);
  if ('list' in shape) return encodedItems(value).map((item) => decode(shape.list, item));
  if ('sequence' in shape) return encodedItems(value).map((item) => decode(shape.sequence, item));
  if ('tuple' in shape) {
    const parts = encodedItems(value);
    return shape.tuple.map((item, i) => decode(item, parts[i] ?? null));
  }
  if ('optional' in shape) return value === null ? null : decode(shape.optional, value);
  if ('set' in shape && shape.plain)
    return new Set(encodedItems(value).map((item) => decode(shape.set, item)));
  if ('dict' in shape && shape.plain) {
    const [key, entry] = shape.dict;
    return new Map(entriesOf(value).map(([k, v]) => [decode(key, k), decode(entry, v)]));
  }
  if ('record' in shape) {
    const fields = new Map(entriesOf(value).map(([k, v]) => [String(k), v]));
    return Object.fromEntries(
      shape.record.map(([name, field]) => [name, decode(field, fields.get(name) ?? null)]),
    );
  }
  throw new TypeError('an input of this type is not supported');
}

function decodeScalar(shape: Extract<Shape, string>, value: Encoded): unknown {
  switch (shape) {
    case 'none':
      return null;
    case 'bool':
      return value === true;
    case 'number':
      return Number(wholeText(value));
    case 'bigint':
      return BigInt(wholeText(value));
    case 'float':
    case 'floatOrZero':
      return typeof value === 'object' && value !== null && 'float' in value
        ? parseFloatRepr(value.float)
        : Number(value);
    case 'str':
      return String(value);
    case 'bytes': {
      const hex = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : '';
      return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    }
  }
}

function wholeText(value: Encoded): string {
  return typeof value === 'object' && value !== null && 'int' in value ? value.int : String(Number(value));
}

function encodedItems(value: Encoded): readonly Encoded[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    if ('tuple' in value) return value.tuple;
    if ('set' in value) return value.set;
    if ('frozenset' in value) return value.frozenset;
  }
  throw new TypeError('expected a list');
}

/** Entries of a dict, or the fields of a plain object. */
function entriesOf(value: Encoded): readonly (readonly [Encoded, Encoded])[] {
  if (typeof value === 'object' && value !== null) {
    if ('dict' in value) return value.dict;
    return Object.entries(value as Readonly<Record<string, Encoded>>);
  }
  throw new TypeError('expected a dict');
}
