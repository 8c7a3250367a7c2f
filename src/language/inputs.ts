import { contains, INT32, type Interval, interval, point, SAFE } from './interval';
import type { InputSpec } from './ir';
import {
  BOOL,
  bytes,
  dict,
  FLOAT,
  int,
  join,
  list,
  NEVER,
  NONE,
  record,
  set,
  str,
  type Type,
  tuple,
} from './types';
import { type Encoded, encodeFloat } from './values';

/** The data size `n`: a program's main knob. */
export const DATA_SIZE: InputSpec = { name: 'n', type: int(interval(0, 1_000_000)) };

/** Items that an input may grow to without another program. */
const SIZE: Interval = interval(0, 1_000_000);

/**
 * The type of an input from its value. Deliberately wider than the value, so that moving it needs no new program: ints
 * widen to 32 bits, then to 2^53, then to any size; sizes to a million.
 */
export function inputTypeOf(value: Encoded): Type {
  return settled(typeOf(value));
}

/** An empty list says nothing of its items: they are taken to be ints. */
function settled(type: Type): Type {
  switch (type.kind) {
    case 'never':
      return int(INT32);
    case 'list':
    case 'set':
      return { ...type, element: settled(type.element) };
    case 'tuple':
      return { ...type, items: type.items.map(settled) };
    case 'dict':
      return { ...type, key: settled(type.key), value: settled(type.value) };
    case 'record':
      return record(type.fields.map((field) => ({ ...field, type: settled(field.type) })));
    case 'optional':
      return { ...type, of: settled(type.of) };
    default:
      return type;
  }
}

function typeOf(value: Encoded): Type {
  if (value === null) return NONE;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'number') return int(widened(BigInt(value)));
  if (typeof value === 'string') return str(SIZE);
  if (Array.isArray(value)) return list(joined(value), SIZE);
  if ('int' in value) return int(widened(BigInt(value.int)));
  if ('float' in value) return FLOAT;
  if ('bytes' in value) return bytes(SIZE);
  if ('tuple' in value) return tuple(value.tuple.map(typeOf));
  if ('set' in value) return set(joined(value.set), SIZE);
  if ('frozenset' in value) return set(joined(value.frozenset), SIZE, true);
  if ('dict' in value) return dictType(value.dict);
  return list(joined([]), SIZE);
}

function widened(value: bigint): Interval {
  return [INT32, SAFE].find((range) => contains(range, point(value))) ?? interval(null, null);
}

function joined(items: readonly Encoded[]): Type {
  return items.map(typeOf).reduce(joinRows, NEVER);
}

/** Rows of a table need not have their missing cells. */
function joinRows(a: Type, b: Type): Type {
  if (a.kind !== 'record' || b.kind !== 'record') return join(a, b);
  const names = [...new Set([...a.fields, ...b.fields].map((f) => f.name))];
  const typeIn = (fields: typeof a.fields, name: string): Type =>
    fields.find((f) => f.name === name)?.type ?? NONE;
  return record(names.map((name) => ({ name, type: join(typeIn(a.fields, name), typeIn(b.fields, name)) })));
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A dict whose keys are names is a table row; any other is a dict. */
function dictType(entries: readonly (readonly [Encoded, Encoded])[]): Type {
  const isRow =
    entries.length > 0 && entries.every(([key]) => typeof key === 'string' && IDENTIFIER.test(key));
  if (isRow) return record(entries.map(([key, value]) => ({ name: String(key), type: typeOf(value) })));
  return dict(joined(entries.map(([key]) => key)), joined(entries.map(([, value]) => value)), SIZE);
}

const TAGS = new Set(['int', 'float', 'tuple', 'set', 'frozenset', 'dict', 'bytes', 'generator']);

/**
 * Plain JSON as an encoded value: objects become table rows, numbers with a fraction floats. Values that are encoded
 * already stay as they are.
 * @throws TypeError naming the path of what can't be read
 */
export function encodePlain(value: unknown, path = '$'): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : encodeFloat(value);
  if (Array.isArray(value)) return value.map((item, i) => encodePlain(item, `${path}[${i}]`));
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only && TAGS.has(only[0])) return value as Encoded;
    return {
      dict: entries.map(([key, item]): readonly [Encoded, Encoded] => [
        key,
        encodePlain(item, `${path}.${key}`),
      ]),
    };
  }
  throw new TypeError(`${path}: ${typeof value} is not JSON`);
}
