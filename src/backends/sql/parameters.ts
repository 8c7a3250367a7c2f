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

const floatJson = (value: number): string =>
  Number.isFinite(value)
    ? String(value)
    : `"${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}"`;
