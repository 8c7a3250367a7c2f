import { type Encoded, encodeFloat, encodeInt } from '../../language';
import type { ResultType } from './layout';

/** A cell as an engine hands it over: native numbers and strings, or the text of either. */
export type Cell = null | boolean | number | bigint | string | Uint8Array;

/** A cell, and JSON text inside it, in the encoding of its type. */
export function readCell(cell: Cell, type: ResultType): Encoded {
  if (typeof type === 'object') {
    if ('optional' in type) return cell === null ? null : readCell(cell, type.optional);
    return fromJson(parseExact(String(cell)), type);
  }
  if (cell === null) return type === 'float' || type === 'float or 0' ? encodeFloat(Number.NaN) : null;
  return readScalar(cell, type);
}

function readScalar(cell: Exclude<Cell, null>, type: Extract<ResultType, string>): Encoded {
  switch (type) {
    case 'none':
      return null;
    case 'bool':
      return cell === true || cell === 't' || cell === 'true' || Number(cell) === 1;
    case 'int':
      return encodeInt(BigInt(typeof cell === 'number' || typeof cell === 'bigint' ? cell : String(cell)));
    case 'float':
    case 'float or 0': {
      const value = typeof cell === 'string' ? floatOfText(cell) : Number(cell);
      return type === 'float or 0' && Object.is(value, -0) ? 0 : encodeFloat(value);
    }
    case 'str':
      return String(cell);
    case 'bytes':
      return { bytes: typeof cell === 'string' ? cell.replace(/^\\x/, '') : hex(cell) };
  }
}

function floatOfText(text: string): number {
  return text === 'NaN' ? Number.NaN : Number(text);
}

function hex(cell: boolean | number | bigint | Uint8Array): string {
  if (!(cell instanceof Uint8Array)) throw new TypeError('expected bytes');
  return Array.from(cell, (b) => b.toString(16).padStart(2, '0')).join('');
}

/** JSON in which numbers stay the text they were written as. */
type ExactJson = null | boolean | string | Exact | readonly ExactJson[];
interface Exact {
  readonly number: string;
}

/** Parses JSON without rounding: a number becomes `{ number: its text }`. */
function parseExact(text: string): ExactJson {
  const exact = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `{"number":"${token}"}`,
  );
  return JSON.parse(exact) as ExactJson;
}

const isExact = (json: ExactJson): json is Exact =>
  typeof json === 'object' && json !== null && 'number' in json;

function fromJson(json: ExactJson, type: ResultType): Encoded {
  if (typeof type === 'string') {
    if (json === null) return type === 'float' ? encodeFloat(Number.NaN) : null;
    if (isExact(json)) return readScalar(json.number, type);
    if (typeof json === 'object') throw new TypeError('expected one value');
    return readScalar(json, type);
  }
  if ('optional' in type) return json === null ? null : fromJson(json, type.optional);
  const parts = partsOf(json);
  const each = (of: ResultType): Encoded[] => parts.map((part) => fromJson(part, of));
  if ('tuple' in type) return { tuple: type.tuple.map((item, i) => fromJson(parts[i] ?? null, item)) };
  if ('dict' in type) {
    const [key, value] = type.dict;
    return {
      dict: parts.map((pair): readonly [Encoded, Encoded] => {
        const [k = null, v = null] = partsOf(pair);
        return [fromJson(k, key), fromJson(v, value)];
      }),
    };
  }
  if ('list' in type) return each(type.list);
  if ('sequence' in type) return { tuple: each(type.sequence) };
  if ('set' in type) return { set: each(type.set) };
  if ('frozenset' in type) return { frozenset: each(type.frozenset) };
  return { generator: each(type.generator) };
}

function partsOf(json: ExactJson): readonly ExactJson[] {
  if (Array.isArray(json)) return json;
  throw new TypeError('expected a JSON array');
}
