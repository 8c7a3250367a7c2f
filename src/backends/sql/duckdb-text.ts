import { type Op, ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import { cast } from './duckdb-cast';
import type { Emitter } from './emitter';
import { leastSize } from './iterables';
import { quotedString } from './literals';
import { one, rangeOf, repeated } from './operations-int';
import {
  ANY_FLOAT,
  ASCII_SHAPE,
  and,
  BOOL_SHAPE,
  binary,
  call,
  caseWhen,
  compare,
  INT64_SHAPE,
  not,
  or,
  PRECEDENCE,
  paren,
  type Shape,
  STR_SHAPE,
  type Term,
  term,
  tighter,
} from './term';

const quote = (text: string): Term => quotedString(text, 'duckdb');
const isAscii = (t: Term): boolean => t.shape.kind === 'str' && t.shape.ascii === true;

/** Python's str.isspace characters: more than `trim` or `\s` know. */
const ASCII_SPACE = ' \t\n\r\v\f\x1c\x1d\x1e\x1f';
const UNICODE_SPACE =
  '\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

const spaces = (text: Term): Term => quote(isAscii(text) ? ASCII_SPACE : ASCII_SPACE + UNICODE_SPACE);

/** `value` where `text` is ASCII; elsewhere the run reports that it left what this backend keeps. */
function asciiOnly(emitter: Emitter, node: Op, text: Term, value: Term): Term {
  if (isAscii(text)) return value;
  if (emitter.settings.unsafe) {
    emitter.note(
      'unsafe-check-dropped',
      node.span,
      'Letters past ASCII follow the case tables of the engine.',
    );
    return value;
  }
  repeated(emitter, node, text);
  const failed = emitter.dialect.raise('Outside', 'this operation is kept for ASCII text', value.shape);
  return caseWhen(value.shape, matches(text, String.raw`[\x00-\x7F]*`), value, failed);
}

/** The whole text matches an RE2 pattern. */
export function matches(text: Term, pattern: string): Term {
  return call(BOOL_SHAPE, 'regexp_full_match', text, term(STR_SHAPE)`'${pattern}'`);
}

function mapped(print: (text: Term) => Term): Printer {
  return (emitter, node) => {
    const text = one(emitter, node);
    return asciiOnly(emitter, node, text, print(text));
  };
}

/** A test of ASCII text by a pattern (RE2's classes follow other tables past ASCII). */
const pattern = (text: string): Printer => mapped((t) => matches(t, text));

function cased(name: 'upper' | 'lower'): Printer {
  return mapped((t) => call(ASCII_SHAPE, name, t));
}

function caseTest(name: 'upper' | 'lower'): Printer {
  const other = name === 'upper' ? 'lower' : 'upper';
  return (emitter, node) => {
    const text = one(emitter, node);
    repeated(emitter, node, text);
    const test = and(
      compare(text, '=', call(STR_SHAPE, name, text)),
      compare(text, '<>', call(STR_SHAPE, other, text)),
    );
    return asciiOnly(emitter, node, text, test);
  };
}

function strip(name: 'trim' | 'ltrim' | 'rtrim'): Printer {
  return (emitter, node) => {
    const [text, chars] = emitter.args(node);
    if (!text) throw new TypeError('strip takes a string');
    return call(text.shape, name, text, chars && node.args[1]?.type.kind !== 'none' ? chars : spaces(text));
  };
}

const split: Printer = (emitter, node) => {
  const [text, separator] = emitter.args(node);
  if (!text) throw new TypeError('split takes a string');
  if (node.args.length > 2)
    emitter.refuse('unsupported-operation', node.span, 'Splitting a limited number of times is not printed.');
  const shape: Shape = { kind: 'list', element: text.shape };
  if (!separator || node.args[1]?.type.kind === 'none') {
    const parts = call(
      shape,
      'string_split_regex',
      text,
      quote(`[${isAscii(text) ? ASCII_SPACE : ASCII_SPACE + UNICODE_SPACE}]+`),
    );
    const part = emitter.names.fresh('part');
    return call(shape, 'list_filter', parts, `lambda ${part}: ${part} <> ''`);
  }
  const parts = call(shape, 'string_split', text, separator);
  if (ownExceptions(node).length === 0) return parts;
  return emitter.guard(node.span, compare(separator, '=', quote('')), 'ValueError', 'empty separator', parts);
};

function affix(name: 'starts_with' | 'ends_with'): Printer {
  return (emitter, node) => {
    const [text, prefix] = emitter.args(node);
    if (!text || !prefix || node.args.length > 2)
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'Bounds of startswith and endswith are not printed.',
      );
    const second = node.args[1];
    if (second?.type.kind === 'str') return call(BOOL_SHAPE, name, text, prefix);
    if (second?.kind !== 'display')
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'Several prefixes are printed where they are written in place.',
      );
    repeated(emitter, node, text);
    const tests = second.items.map((item) =>
      call(BOOL_SHAPE, name, text, emitter.print(item.kind === 'entry' ? item.key : item.value)),
    );
    return tests.length === 0 ? term(BOOL_SHAPE)`FALSE` : or(...tests);
  };
}

/** A search for text that is certainly not empty. */
function searched(node: Op, emitter: Emitter): [Term, Term] {
  const [text, sought] = emitter.args(node);
  if (!text || !sought || node.args.length > 2 || !node.args[1] || leastSize(node.args[1].type) < 1n) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Searching with bounds, or for text that may be empty, is not printed.',
    );
  }
  return [text, sought];
}

const found = (text: Term, sought: Term): Term => call(INT64_SHAPE, 'instr', text, sought);

const find: Printer = (emitter, node) => {
  const [text, sought] = searched(node, emitter);
  return term(INT64_SHAPE, PRECEDENCE.additive)`${found(text, sought)} - 1`;
};

const indexOf: Printer = (emitter, node) => {
  const [text, sought] = searched(node, emitter);
  repeated(emitter, node, text, sought);
  const missing = not(call(BOOL_SHAPE, 'contains', text, sought));
  return emitter.guard(
    node.span,
    missing,
    'ValueError',
    'substring not found',
    term(INT64_SHAPE, PRECEDENCE.additive)`${found(text, sought)} - 1`,
  );
};

const count: Printer = (emitter, node) => {
  const [text, sought] = searched(node, emitter);
  repeated(emitter, node, text, sought);
  return term(
    INT64_SHAPE,
    PRECEDENCE.multiplicative,
  )`(length(${text}) - length(replace(${text}, ${sought}, ''))) // length(${sought})`;
};

const replace: Printer = (emitter, node) => {
  const [text, old, replacement] = emitter.args(node);
  if (
    !text ||
    !old ||
    !replacement ||
    node.args.length > 3 ||
    !node.args[1] ||
    leastSize(node.args[1].type) < 1n
  ) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Replacing a limited number of times, or text that may be empty, is not printed.',
    );
  }
  return call(
    isAscii(text) && isAscii(replacement) ? ASCII_SHAPE : STR_SHAPE,
    'replace',
    text,
    old,
    replacement,
  );
};

/** Padding to a width; SQL's lpad would cut longer text. */
function padded(side: 'left' | 'right'): Printer {
  return (emitter, node) => {
    const [text, width, fill] = emitter.args(node);
    if (!text || !width) throw new TypeError('padding takes a width');
    repeated(emitter, node, text);
    const padding = call(
      STR_SHAPE,
      'repeat',
      fill ?? quote(' '),
      term(
        INT64_SHAPE,
        PRECEDENCE.additive,
      )`${paren(emitter.narrow(width), PRECEDENCE.additive)} - length(${text})`,
    );
    const shape = isAscii(text) && (!fill || isAscii(fill)) ? ASCII_SHAPE : STR_SHAPE;
    return side === 'left'
      ? binary(shape, PRECEDENCE.other, padding, '||', text)
      : binary(shape, PRECEDENCE.other, text, '||', padding);
  };
}

const zeroFill: Printer = (emitter, node) => {
  const [text, width] = emitter.args(node);
  if (!text || !width) throw new TypeError('zfill takes a width');
  repeated(emitter, node, text);
  const zeros = term(
    STR_SHAPE,
  )`repeat('0', ${paren(emitter.narrow(width), PRECEDENCE.additive)} - length(${text}))`;
  const signed = term(
    STR_SHAPE,
  )`${paren(text, PRECEDENCE.atom)}[1] || ${zeros} || ${paren(text, PRECEDENCE.atom)}[2:]`;
  return term(
    text.shape,
  )`CASE WHEN ${paren(text, PRECEDENCE.atom)}[1] IN ('+', '-') THEN ${signed} ELSE ${zeros} || ${paren(text, PRECEDENCE.other)} END`;
};

function removed(side: 'prefix' | 'suffix'): Printer {
  return (emitter, node) => {
    const [text, affix] = emitter.args(node);
    if (!text || !affix) throw new TypeError('removeprefix takes an affix');
    repeated(emitter, node, text, affix);
    const whole = paren(text, PRECEDENCE.atom);
    const cut =
      side === 'prefix'
        ? term(text.shape)`${whole}[length(${affix}) + 1:]`
        : term(text.shape)`${whole}[:length(${text}) - length(${affix})]`;
    return caseWhen(
      text.shape,
      call(BOOL_SHAPE, side === 'prefix' ? 'starts_with' : 'ends_with', text, affix),
      cut,
      text,
    );
  };
}

/** (before, separator, after): the three items are printed apart. */
const partition: Printer = (emitter, node) => {
  const [text, separator] = emitter.args(node);
  if (!text || !separator || ownExceptions(node).length > 0)
    return emitter.refuse('unsupported-operation', node.span, 'The separator may be empty.');
  repeated(emitter, node, text, separator);
  const has = call(BOOL_SHAPE, 'contains', text, separator);
  const before = term(text.shape)`string_split(${text}, ${separator})[1]`;
  const middle = caseWhen(separator.shape, has, separator, "''");
  const after = caseWhen(
    text.shape,
    has,
    term(text.shape)`${paren(text, PRECEDENCE.atom)}[instr(${text}, ${separator}) + length(${separator}):]`,
    "''",
  );
  const items = [before, middle, after];
  const tuple = emitter.dialect.tuple(items);
  return tuple ? { ...tuple, items } : emitter.refuse('unsupported-type', node.span, 'No tuples here.');
};

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

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Text in DuckDB: VARCHAR in code points. */
export const DUCKDB_TEXT: Printers = {
  'str.upper': cased('upper'),
  'str.lower': cased('lower'),
  'str.casefold': cased('lower'),
  'str.capitalize': (emitter, node) => {
    const text = one(emitter, node);
    repeated(emitter, node, text);
    const whole = paren(text, PRECEDENCE.atom);
    return asciiOnly(
      emitter,
      node,
      text,
      term(ASCII_SHAPE, PRECEDENCE.other)`upper(${whole}[1]) || lower(${whole}[2:])`,
    );
  },
  'str.swapcase': mapped((t) =>
    call(ASCII_SHAPE, 'translate', t, quote(`${LOWER}${UPPER}`), quote(`${UPPER}${LOWER}`)),
  ),
  'str.strip': strip('trim'),
  'str.lstrip': strip('ltrim'),
  'str.rstrip': strip('rtrim'),
  'str.split': split,
  'str.rsplit': split,
  'str.startswith': affix('starts_with'),
  'str.endswith': affix('ends_with'),
  'str.replace': replace,
  'str.find': find,
  'str.index': indexOf,
  'str.count': count,
  'str.isdigit': pattern('[0-9]+'),
  'str.isdecimal': pattern('[0-9]+'),
  'str.isnumeric': pattern('[0-9]+'),
  'str.isalpha': pattern('[A-Za-z]+'),
  'str.isalnum': pattern('[A-Za-z0-9]+'),
  'str.isspace': pattern(String.raw`[\t-\r\x1c-\x1f ]+`),
  'str.isidentifier': pattern('[A-Za-z_][A-Za-z0-9_]*'),
  'str.isprintable': pattern('[ -~]*'),
  'str.isascii': (emitter, node) => matches(one(emitter, node), String.raw`[\x00-\x7F]*`),
  'str.isupper': caseTest('upper'),
  'str.islower': caseTest('lower'),
  'str.zfill': zeroFill,
  'str.ljust': padded('right'),
  'str.rjust': padded('left'),
  'str.removeprefix': removed('prefix'),
  'str.removesuffix': removed('suffix'),
  'str.partition': partition,
  'str.encode': encodeText,
  chr: character,
  ord: ordinal,
  'int.from_str': parseInteger,
  'float.from_str': parseFloatText,
};
