import { ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import { asciiOnly, isAscii, matches, quote, spaces } from './duckdb-ascii';
import { cast } from './duckdb-cast';
import { one, rangeOf, repeated } from './operations-int';
import {
  ANY_FLOAT,
  ASCII_SHAPE,
  BOOL_SHAPE,
  call,
  caseWhen,
  not,
  PRECEDENCE,
  STR_SHAPE,
  term,
  tighter,
} from './term';

const character: Printer = (emitter, node) => {
  const code = one(emitter, node);
  const range = node.args[0] ? rangeOf(node.args[0].type) : null;
  const ascii =
    range !== null && range.min !== null && range.max !== null && range.min >= 0n && range.max < 128n;
  const value = call(
    ascii ? ASCII_SHAPE : STR_SHAPE,
    'chr',
    code.shape.kind === 'int' && code.shape.bits > 32
      ? cast(code, 'INTEGER', { kind: 'int', bits: 32 })
      : code,
  );
  if (ownExceptions(node).length === 0) return value;
  const bad = term(
    BOOL_SHAPE,
    PRECEDENCE.comparison,
  )`${tighter(code, PRECEDENCE.comparison)} NOT BETWEEN 0 AND 1114111`;
  return emitter.guard(node.span, bad, 'ValueError', 'chr() arg not in range(0x110000)', value);
};

const ordinal: Printer = (emitter, node) => {
  const text = one(emitter, node);
  const [arg] = node.args;
  if (arg?.kind === 'const' && typeof arg.value === 'string' && Array.from(arg.value).length === 1) {
    return emitter.integer(BigInt(arg.value.codePointAt(0) ?? 0), node.span);
  }
  const value = call({ kind: 'int', bits: 32 }, 'unicode', text);
  if (ownExceptions(node).length === 0) return value;
  repeated(emitter, node, text);
  return emitter.guard(
    node.span,
    term(BOOL_SHAPE, PRECEDENCE.comparison)`length(${text}) <> 1`,
    'TypeError',
    'ord() expected a character',
    value,
  );
};

/** `int(text)`: stricter than a cast, which takes 1e3 and 0x1F. */
const parseInteger: Printer = (emitter, node) => {
  const text = one(emitter, node);
  if (node.options?.base !== undefined && node.options.base !== 10)
    return emitter.refuse('unsupported-operation', node.span, 'Other bases are not parsed.');
  repeated(emitter, node, text);
  const trimmed = call(text.shape, 'trim', text, spaces(text));
  const bad = not(matches(trimmed, '[+-]?[0-9]+(_[0-9]+)*'));
  const value = cast(call(ASCII_SHAPE, 'replace', trimmed, quote('_'), quote('')), 'HUGEINT', {
    kind: 'int',
    bits: 128,
  });
  return asciiOnly(
    emitter,
    node,
    text,
    emitter.guard(node.span, bad, 'ValueError', 'invalid literal for int()', value),
  );
};

/** `float(text)`: words and underscores of Python's own grammar are reported, not guessed. */
const parseFloatText: Printer = (emitter, node) => {
  const [arg] = node.args;
  if (arg?.kind === 'const' && typeof arg.value === 'string') {
    const word = arg.value.trim().toLowerCase();
    if (/^[+-]?(nan|inf|infinity)$/.test(word)) {
      const value = word.endsWith('nan') ? Number.NaN : word.startsWith('-') ? -Infinity : Infinity;
      return emitter.float(value, node.span);
    }
  }
  const text = one(emitter, node);
  repeated(emitter, node, text);
  const trimmed = call(text.shape, 'trim', text, spaces(text));
  const number = matches(trimmed, String.raw`[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?`);
  const bad = not(matches(trimmed, '[+-]?(?i:nan|inf|infinity)|.*[0-9]_[0-9].*'));
  const value = cast(trimmed, 'DOUBLE', ANY_FLOAT);
  const failed = emitter.guard(
    node.span,
    bad,
    'ValueError',
    'could not convert string to float',
    emitter.dialect.raise('Outside', 'this spelling of a float is not kept', ANY_FLOAT),
  );
  const whole = { ...caseWhen(ANY_FLOAT, number, value, failed) };
  return asciiOnly(emitter, node, text, whole);
};

const encodeText: Printer = (emitter, node) => {
  const text = one(emitter, node);
  const value = call({ kind: 'bytes' }, 'encode', text);
  if (node.options?.encoding === 'utf-8' || isAscii(text)) return value;
  if (node.options?.encoding !== 'ascii')
    return emitter.refuse('unsupported-operation', node.span, 'Text past ASCII is encoded as UTF-8 only.');
  repeated(emitter, node, text);
  return emitter.guard(
    node.span,
    not(matches(text, String.raw`[\x00-\x7F]*`)),
    'UnicodeEncodeError',
    'ordinal not in range(128)',
    value,
  );
};

/** Characters and numbers to and from text in DuckDB. */
export const DUCKDB_CHARACTERS: Printers = {
  'str.encode': encodeText,
  chr: character,
  ord: ordinal,
  'int.from_str': parseInteger,
  'float.from_str': parseFloatText,
};
