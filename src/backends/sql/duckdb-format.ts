import type { FormatSpec, Op, Type } from '../../language';
import type { Printer, Printers } from './dialect';
import { matches, quote } from './duckdb-ascii';
import { cast } from './duckdb-cast';
import type { Emitter } from './emitter';
import { one, rangeOf, repeated } from './operations-int';
import {
  ASCII_SHAPE,
  call,
  caseWhen,
  INT64_SHAPE,
  joinTerms,
  PRECEDENCE,
  paren,
  STR_SHAPE,
  type Term,
  term,
  wrap,
} from './term';

/** `str(x)` and `repr(x)`, by type. DuckDB writes ints and floats as Python does, also inside lists. */
function textOf(emitter: Emitter, value: Term, type: Type, node: Op, repr: boolean): Term {
  switch (type.kind) {
    case 'int':
      return cast(value, 'VARCHAR', ASCII_SHAPE);
    case 'float':
      return cast(value, 'VARCHAR', ASCII_SHAPE);
    case 'none':
      return quote('None');
    case 'bool':
      return caseWhen(ASCII_SHAPE, value, "'True'", "'False'");
    case 'str':
      return repr ? quotedText(emitter, value, node) : value;
    case 'optional':
      repeated(emitter, node, value);
      return caseWhen(
        STR_SHAPE,
        term({ kind: 'bool' })`${paren(value, PRECEDENCE.other)} IS NULL`,
        "'None'",
        textOf(emitter, value, type.of, node, repr),
      );
    case 'tuple':
      return tupleText(emitter, value, type.items, node);
    case 'never':
      return quote('');
    case 'list':
      if (isNumbers(type)) return cast(value, 'VARCHAR', ASCII_SHAPE);
      return listText(emitter, value, type.element, node);
    default:
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'The text of this value is not printed in SQL.',
      );
  }
}

function isNumbers(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'float' || (type.kind === 'list' && isNumbers(type.element));
}

/** Python's quoting of plain ASCII text; other text is reported, not guessed. */
function quotedText(emitter: Emitter, value: Term, node: Op): Term {
  repeated(emitter, node, value);
  const quotedValue = term(value.shape, PRECEDENCE.other)`'''' || ${paren(value, PRECEDENCE.other)} || ''''`;
  const failed = emitter.dialect.raise('Outside', 'only plain ASCII text is quoted', value.shape);
  return caseWhen(
    value.shape,
    matches(value, String.raw`[ !-&(-\[\]-~]*`.replace("'", "''")),
    quotedValue,
    failed,
  );
}

function tupleText(emitter: Emitter, value: Term, items: readonly Type[], node: Op): Term {
  if (!value.items) repeated(emitter, node, value);
  const parts: Term[] = items.map((item, i) => textOf(emitter, emitter.item(value, i), item, node, true));
  const [only] = parts;
  if (items.length === 1 && only)
    return term(STR_SHAPE, PRECEDENCE.other)`'(' || ${paren(only, PRECEDENCE.other)} || ',)'`;
  const texts = parts.map((p) => paren(p, PRECEDENCE.other));
  return wrap(
    term(STR_SHAPE)`'(' || ${joinTerms(texts, " || ', ' || ")} || ')'`.fragment,
    STR_SHAPE,
    PRECEDENCE.other,
    texts,
  );
}

function listText(emitter: Emitter, value: Term, element: Type, node: Op): Term {
  const name = emitter.names.fresh('e');
  const item = wrap(name, value.shape.kind === 'list' ? value.shape.element : STR_SHAPE);
  const text = textOf(emitter, item, element, node, true);
  const texts = term(STR_SHAPE)`list_transform(${value}, lambda ${name}: ${text})`;
  return term(STR_SHAPE, PRECEDENCE.other)`'[' || coalesce(array_to_string(${texts}, ', '), '') || ']'`;
}

function text(repr: boolean): Printer {
  return (emitter, node) => {
    const [arg] = node.args;
    if (!arg) throw new TypeError('str takes an argument');
    return textOf(emitter, one(emitter, node), arg.type, node, repr);
  };
}

/** `format` of DuckDB reads the fmt library's specifications, a sibling of Python's. */
const format: Printer = (emitter, node) => {
  const spec = node.options?.spec;
  const [arg] = node.args;
  if (!spec || !arg) throw new TypeError('format takes a specification');
  const value = one(emitter, node);
  if (arg.type.kind === 'str') return paddedText(emitter, node, value, spec);
  return arg.type.kind === 'int'
    ? formatInt(emitter, node, value, spec)
    : formatFloat(emitter, node, value, spec);
};

function paddedText(emitter: Emitter, node: Op, value: Term, spec: FormatSpec): Term {
  repeated(emitter, node, value);
  const cut =
    spec.precision === null ? value : term(value.shape)`${paren(value, PRECEDENCE.atom)}[:${spec.precision}]`;
  if (spec.width === 0) return cut;
  if (spec.align === '^')
    return emitter.refuse('unsupported-operation', node.span, 'Centred text is not printed.');
  const padding = term(STR_SHAPE)`repeat(${quote(spec.fill)}, ${spec.width} - length(${cut}))`;
  return spec.align === '>'
    ? term(STR_SHAPE, PRECEDENCE.other)`${padding} || ${paren(cut, PRECEDENCE.other)}`
    : term(STR_SHAPE, PRECEDENCE.other)`${paren(cut, PRECEDENCE.other)} || ${padding}`;
}

/** The alignment, sign and width in fmt's spelling; null where fmt has another idea. */
function head(spec: FormatSpec): string | null {
  const zeros = spec.fill === '0' && spec.align === '=';
  if (spec.align === '=' && !zeros) return null;
  if (spec.align === '^' || !/^[ -~]$/.test(spec.fill) || spec.fill === '{' || spec.fill === '}') return null;
  const align = zeros || spec.width === 0 ? '' : `${spec.fill === ' ' ? '' : spec.fill}${spec.align ?? '>'}`;
  const sign = spec.sign === '-' ? '' : spec.sign;
  return `${align}${sign}${spec.alternate ? '#' : ''}${zeros ? '0' : ''}${spec.width > 0 ? spec.width : ''}`;
}

function formatInt(emitter: Emitter, node: Op, value: Term, spec: FormatSpec): Term {
  const start = head(spec);
  const type = spec.type ?? 'd';
  const grouped = spec.grouping !== null;
  if (
    start === null ||
    type === 'c' ||
    spec.zeroNegative ||
    (spec.alternate && type === 'o') ||
    (grouped && (spec.grouping !== ',' || spec.width > 0 || type !== 'd' || spec.sign !== '-'))
  ) {
    return emitter.refuse('unsupported-operation', node.span, 'This format is not printed for DuckDB.');
  }
  const range = node.args[0] ? rangeOf(node.args[0].type) : null;
  const small = range !== null && range.min !== null && range.min >= 0n;
  if (spec.alternate && !small)
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'A prefix on a negative number is written otherwise here.',
    );
  const body = grouped ? '{:,}' : `{:${start}${type}}`;
  return call(ASCII_SHAPE, 'format', quote(body), widthOf(emitter, value));
}

function widthOf(emitter: Emitter, value: Term): Term {
  return value.shape.kind === 'int' && value.shape.bits === 128 ? emitter.narrow(value) : value;
}

function formatFloat(emitter: Emitter, node: Op, value: Term, spec: FormatSpec): Term {
  const start = head(spec);
  const type = spec.type;
  if (
    start === null ||
    spec.grouping !== null ||
    spec.alternate ||
    spec.zeroNegative ||
    (type !== 'f' && type !== 'e' && type !== 'F' && type !== 'E')
  ) {
    return emitter.refuse('unsupported-operation', node.span, 'This format is not printed for DuckDB.');
  }
  const text = call(ASCII_SHAPE, 'format', quote(`{:${start}.${spec.precision ?? 6}${type}}`), value);
  return type === 'f' || type === 'F' ? ofModestSize(emitter, node, value, text) : text;
}

/** The digits of larger floats come out wrong. */
function ofModestSize(emitter: Emitter, node: Op, value: Term, text: Term): Term {
  const { shape } = value;
  if (shape.kind === 'float' && shape.low > -1e22 && shape.high < 1e22) return text;
  repeated(emitter, node, value);
  const size = call(value.shape, 'abs', value);
  const failed = emitter.dialect.raise('Outside', 'so large a float is written otherwise', text.shape);
  return caseWhen(text.shape, term({ kind: 'bool' })`${size} >= 1e22 AND isfinite(${value})`, failed, text);
}

function base(type: 'x' | 'o' | 'b'): Printer {
  return (emitter, node) => {
    const value = one(emitter, node);
    const prefix = `0${type}`;
    const digits = (t: Term): Term => call(ASCII_SHAPE, 'format', quote(`{:${type}}`), t);
    const range = node.args[0] ? rangeOf(node.args[0].type) : null;
    const narrow = widthOf(emitter, value);
    const positive = term(ASCII_SHAPE, PRECEDENCE.other)`'${prefix}' || ${digits(narrow)}`;
    if (range !== null && range.min !== null && range.min >= 0n) return positive;
    repeated(emitter, node, narrow);
    const negative = term(
      ASCII_SHAPE,
      PRECEDENCE.other,
    )`'-${prefix}' || ${digits(call(INT64_SHAPE, 'abs', narrow))}`;
    return caseWhen(
      ASCII_SHAPE,
      term({ kind: 'bool' }, PRECEDENCE.comparison)`${paren(narrow, PRECEDENCE.other)} < 0`,
      negative,
      positive,
    );
  };
}

/** Values as text in DuckDB. */
export const DUCKDB_FORMAT: Printers = {
  str: text(false),
  repr: text(true),
  ascii: text(true),
  format,
  hex: base('x'),
  oct: base('o'),
  bin: base('b'),
};
