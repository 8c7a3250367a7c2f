import { type Op, ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import { ASCII_SPACE, asciiOnly, isAscii, matches, quote, spaces, UNICODE_SPACE } from './duckdb-ascii';
import type { Emitter } from './emitter';
import { leastSize } from './iterables';
import { one, repeated } from './operations-int';
import {
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
} from './term';

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
};
