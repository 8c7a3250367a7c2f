import { type Encoded, floatRepr, type Type } from '../language';
import type { BatchResult, Outcome } from './contract';

/**
 * The line protocol between the host and a native program.
 *
 * Host → program, ASCII lines on stdin: first the inputs in `Emission.inputs` order (`writeInput`), then commands:
 *   `v`          run once, answer one of  `value <digest> <json>` | `raises <Exception> <json message>` | `outside <json message>`
 *   `b <count>`  run count times, answer  `batch <count> <nanoseconds> <digest>`
 *   `i`          new inputs follow in the same form as at the start; answer `ok`
 *   `q`          end with exit code 0.
 * After reading the first inputs the program prints `ready`. Every answer is flushed.
 *
 * `<json>` is the value encoding in ASCII (non-ASCII escaped), with two liberties for the program's comfort: a float is
 * `{"bits":"<16 hex digits>"}`, and an int of any size may be `{"int":"…"}`. A set's items may come in any order.
 * `<digest>` is an unsigned 32-bit number: a cheap fold of the result, the same in every run on the same inputs.
 *
 * Inputs, one token a line, by type: int → decimal; float → 16 hex digits of the IEEE bits; bool → 0 or 1; str →
 * `s` + hex of UTF-8; bytes → `s` + hex; None → `-`; optional → `-`, or `+` and then the value; list, set →
 * the count and then the items; dict → the count and then key, value alternately; tuple and record → the items.
 */
export function writeInput(type: Type, value: Encoded): string[] {
  switch (type.kind) {
    case 'int':
      return [intText(value)];
    case 'float':
      return [floatBits(numberOf(value))];
    case 'bool':
      return [value === true ? '1' : '0'];
    case 'str':
      return [`s${hex(new TextEncoder().encode(String(value)))}`];
    case 'none':
      return ['-'];
    case 'optional':
      return value === null ? ['-'] : ['+', ...writeInput(type.of, value)];
    case 'list':
    case 'sequence':
    case 'set': {
      const items = itemsOf(value);
      return [String(items.length), ...items.flatMap((item) => writeInput(type.element, item))];
    }
    case 'tuple': {
      const items = itemsOf(value);
      return type.items.flatMap((item, i) => writeInput(item, items[i] ?? null));
    }
    case 'dict': {
      const entries = entriesOf(value);
      return [
        String(entries.length),
        ...entries.flatMap(([k, v]) => [...writeInput(type.key, k), ...writeInput(type.value, v)]),
      ];
    }
    case 'record': {
      const fields = new Map(entriesOf(value).map(([k, v]) => [String(k), v]));
      return type.fields.flatMap((field) => writeInput(field.type, fields.get(field.name) ?? null));
    }
    default:
      throw new TypeError(`an input can't be of type ${type.kind}`);
  }
}

/** Parses an answer to `v`. */
export function readOutcome(line: string): { outcome: Outcome; digest: number } {
  const [word = '', rest = ''] = splitOnce(line);
  if (word === 'value') {
    const [digest = '', json = ''] = splitOnce(rest);
    return { outcome: { kind: 'value', value: normalise(JSON.parse(json)) }, digest: Number(digest) };
  }
  if (word === 'raises') {
    const [exception = '', json = ''] = splitOnce(rest);
    const message: unknown = json === '' ? undefined : JSON.parse(json);
    return {
      outcome: raisesOutcome(exception, typeof message === 'string' ? message : undefined),
      digest: 0,
    };
  }
  if (word === 'outside')
    return {
      outcome: { kind: 'outside', rule: 'may-overflow', message: String(JSON.parse(rest)) },
      digest: 0,
    };
  return { outcome: { kind: 'crashed', message: `unexpected answer: ${line.slice(0, 200)}` }, digest: 0 };
}

export function readBatch(line: string): BatchResult {
  const [word, count, nanoseconds, digest] = line.split(' ');
  if (word !== 'batch') throw new Error(`unexpected answer: ${line.slice(0, 200)}`);
  return { count: Number(count), elapsed: Number(nanoseconds) / 1e6, digest: Number(digest) };
}

const EXCEPTIONS = [
  'ZeroDivisionError',
  'ValueError',
  'IndexError',
  'KeyError',
  'TypeError',
  'OverflowError',
  'AttributeError',
  'SyntaxError',
  'NameError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
  'StopIteration',
] as const;

function raisesOutcome(name: string, message: string | undefined): Outcome {
  const exception = EXCEPTIONS.find((e) => e === name);
  if (exception === undefined) return { kind: 'crashed', message: `unknown exception ${name}` };
  return message === undefined ? { kind: 'raises', exception } : { kind: 'raises', exception, message };
}

/** The tagged JSON of a native program in the standard encoding. */
export function normalise(value: unknown): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value;
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value === 'object') {
    const [entry] = Object.entries(value);
    if (entry !== undefined) return normaliseTagged(entry[0], entry[1]);
  }
  throw new TypeError('not an encoded value');
}

function normaliseTagged(tag: string, content: unknown): Encoded {
  const items = (): Encoded[] => (Array.isArray(content) ? content.map(normalise) : []);
  switch (tag) {
    case 'bits':
      return { float: floatRepr(floatFromBits(String(content))) };
    case 'int': {
      const exact = BigInt(String(content));
      return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(exact)
        : { int: exact.toString() };
    }
    case 'float':
      return { float: String(content) };
    case 'bytes':
      return { bytes: String(content) };
    case 'tuple':
      return { tuple: items() };
    case 'generator':
      return { generator: items() };
    case 'set':
      return { set: items() };
    case 'frozenset':
      return { frozenset: items() };
    case 'dict':
      return {
        dict: (Array.isArray(content) ? content : []).map((pair: unknown) =>
          Array.isArray(pair) ? [normalise(pair[0]), normalise(pair[1])] : [null, null],
        ),
      };
    default:
      throw new TypeError(`unknown tag ${tag}`);
  }
}

export function floatBits(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

export function floatFromBits(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function hex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function intText(value: Encoded): string {
  if (typeof value === 'object' && value !== null && 'int' in value) return value.int;
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

function numberOf(value: Encoded): number {
  if (typeof value === 'object' && value !== null && 'float' in value) {
    const text = value.float;
    return text === 'nan'
      ? Number.NaN
      : text === 'inf'
        ? Infinity
        : text === '-inf'
          ? -Infinity
          : Number(text);
  }
  return Number(value);
}

function itemsOf(value: Encoded): readonly Encoded[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    if ('tuple' in value) return value.tuple;
    if ('set' in value) return value.set;
  }
  throw new TypeError('expected a list');
}

function entriesOf(value: Encoded): readonly (readonly [Encoded, Encoded])[] {
  if (typeof value === 'object' && value !== null && 'dict' in value) return value.dict;
  throw new TypeError('expected a dict');
}
