import type { Encoded, Type } from '../../language';
import { entriesOf, floatOf, intText, itemsOf } from './values';

/** An input as a parameter: text for what has no number of its own, JSON text for containers. */
export function parameter(type: Type, value: Encoded): null | boolean | number | bigint | string {
  if (value === null) return null;
  switch (type.kind) {
    case 'bool':
      return value === true;
    case 'int':
      return BigInt(intText(value));
    case 'float':
      return floatOf(value);
    case 'str':
      return String(value);
    case 'optional':
      return parameter(type.of, value);
    default:
      return json(type, value);
  }
}

/** JSON text with ints written out and containers as arrays. */
function json(type: Type, value: Encoded): string {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'bool':
      return value === true ? 'true' : 'false';
    case 'int':
      return intText(value);
    case 'float':
      return floatJson(floatOf(value));
    case 'str':
      return JSON.stringify(String(value));
    case 'optional':
      return json(type.of, value);
    case 'list':
    case 'sequence':
    case 'set':
      return `[${itemsOf(value)
        .map((item) => json(type.element, item))
        .join(',')}]`;
    case 'tuple':
      return `[${itemsOf(value)
        .map((item, i) => json(type.items[i] ?? type, item))
        .join(',')}]`;
    case 'dict':
      return `[${entriesOf(value)
        .map(([k, v]) => `[${json(type.key, k)},${json(type.value, v)}]`)
        .join(',')}]`;
    default:
      throw new TypeError(`an input can't be of type ${type.kind}`);
  }
}

/** Finite floats as numbers; the rest, and -0.0, which an exact decimal has not, as the text that a cast reads. */
function floatJson(value: number): string {
  if (Object.is(value, -0)) return '"-0"';
  if (Number.isFinite(value)) return String(value);
  return `"${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}"`;
}

/** SQLite rounds decimal text correctly but near the ends of the range. */
export function readsExactly(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || !Number.isFinite(value) || (size > 1e-250 && size < 1e250);
}

/** True when the value holds a float that SQLite can't take as it is: NaN, an infinity, or one of extreme size. */
export function hasOddFloat(value: Encoded): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(hasOddFloat);
  if ('float' in value) return !Number.isFinite(floatOf(value)) || !readsExactly(floatOf(value));
  if ('dict' in value) return value.dict.some(([k, v]) => hasOddFloat(k) || hasOddFloat(v));
  if ('tuple' in value) return value.tuple.some(hasOddFloat);
  return 'set' in value && value.set.some(hasOddFloat);
}
