import { contains, type Encoded, INT64, parseFloatRepr, type Type } from '../../language';
import { quotedString } from './literals';
import { quoted } from './names';

/** The DuckDB type of an input. */
export function duckdbType(type: Type): string {
  switch (type.kind) {
    case 'int':
      return contains(INT64, type.range) ? 'BIGINT' : 'HUGEINT';
    case 'float':
      return 'DOUBLE';
    case 'bool':
      return 'BOOLEAN';
    case 'str':
      return 'VARCHAR';
    case 'bytes':
      return 'BLOB';
    case 'optional':
      return duckdbType(type.of);
    case 'list':
    case 'sequence':
    case 'set':
      return `${duckdbType(type.element)}[]`;
    case 'dict':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'record':
      return `STRUCT(${type.fields.map((f) => `${quoted(f.name)} ${duckdbType(f.type)}`).join(', ')})`;
    default:
      throw new TypeError(`an input can't be of type ${type.kind}`);
  }
}

/** An input value as an SQL literal. */
export function duckdbLiteral(type: Type, value: Encoded): string {
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'bool':
      return value === true ? 'TRUE' : 'FALSE';
    case 'int':
      return intText(value);
    case 'float':
      return floatText(value);
    case 'str':
      return quotedString(String(value), 'duckdb').fragment.text;
    case 'optional':
      return duckdbLiteral(type.of, value);
    case 'list':
    case 'sequence':
    case 'set':
      return `[${itemsOf(value)
        .map((item) => duckdbLiteral(type.element, item))
        .join(', ')}]`;
    case 'tuple':
      return `row(${itemsOf(value)
        .map((item, i) => duckdbLiteral(type.items[i] ?? type, item))
        .join(', ')})`;
    case 'dict':
      return `MAP {${entriesOf(value)
        .map(([k, v]) => `${duckdbLiteral(type.key, k)}: ${duckdbLiteral(type.value, v)}`)
        .join(', ')}}`;
    default:
      throw new TypeError(`an input can't be of type ${type.kind}`);
  }
}

export function intText(value: Encoded): string {
  if (typeof value === 'object' && value !== null && 'int' in value) return value.int;
  return String(Number(value));
}

export function floatOf(value: Encoded): number {
  return typeof value === 'object' && value !== null && 'float' in value
    ? parseFloatRepr(value.float)
    : Number(value);
}

function floatText(value: Encoded): string {
  const number = floatOf(value);
  if (Number.isNaN(number)) return "'nan'::DOUBLE";
  if (!Number.isFinite(number)) return `'${number > 0 ? '' : '-'}inf'::DOUBLE`;
  const text = Object.is(number, -0) ? '-0' : String(number);
  return /e/.test(text) ? text : `${text}e0`;
}

export function itemsOf(value: Encoded): readonly Encoded[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    if ('tuple' in value) return value.tuple;
    if ('set' in value) return value.set;
  }
  throw new TypeError('expected a list');
}

export function entriesOf(value: Encoded): readonly (readonly [Encoded, Encoded])[] {
  if (typeof value === 'object' && value !== null && 'dict' in value) return value.dict;
  throw new TypeError('expected a dict');
}
