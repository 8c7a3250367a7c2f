import type { FormatSpec, Op } from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import { isContainer } from './json-values';
import { COMPARE_OPERATIONS } from './operations-compare';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS, one, rangeOf } from './operations-int';
import { indexPrinter, textSlice } from './operations-items';
import { plainText } from './operations-plain-text';
import {
  ASCII_SHAPE,
  BOOL_SHAPE,
  call,
  NONE_SHAPE,
  PRECEDENCE,
  paren,
  STR_SHAPE,
  type Term,
  term,
} from './term';

const TEXT = plainText({
  chr: (code) => call(STR_SHAPE, 'char', code),
  ord: 'unicode',
  position: 'instr',
  trim: 'trim',
  asText: (value) => term(ASCII_SHAPE)`CAST(${value} AS TEXT)`,
  isAscii: (text) => term(BOOL_SHAPE, PRECEDENCE.comparison)`length(CAST(${text} AS BLOB)) = length(${text})`,
  repeat: (text, count) => term(STR_SHAPE)`replace(hex(zeroblob(${count})), '00', ${text})`,
  // NUL would end the text, and surrogates become U+FFFD.
  noText: (code) => {
    const value = paren(code, PRECEDENCE.other);
    return term(BOOL_SHAPE, PRECEDENCE.or)`${value} = 0 OR ${value} BETWEEN 55296 AND 57343`;
  },
});

function itemAt(list: Term, at: Term): Term {
  const shape = list.shape.kind === 'list' ? list.shape.element : NONE_SHAPE;
  const operator = isContainer(shape) ? '->' : '->>';
  return term(shape)`(${paren(list, PRECEDENCE.atom)} ${operator} ${paren(at, PRECEDENCE.atom)})`;
}

/** `printf` for ints in decimal with sign, zeros and width. */
const format: Printer = (emitter, node) => {
  const spec = node.options?.spec;
  const [arg] = node.args;
  const flags = spec && arg?.type.kind === 'int' ? intFlags(spec) : null;
  const range = arg ? rangeOf(arg.type) : null;
  const unsigned = spec?.type === 'x' || spec?.type === 'X' || spec?.type === 'o';
  if (flags === null || (unsigned && !(range !== null && range.min !== null && range.min >= 0n))) {
    return emitter.refuse('unsupported-operation', node.span, 'This format is not printed for SQLite.');
  }
  return call(ASCII_SHAPE, 'printf', term(STR_SHAPE)`'%${flags}${spec?.type ?? 'd'}'`, one(emitter, node));
};

function intFlags(spec: FormatSpec): string | null {
  const zeros = spec.fill === '0' && spec.align === '=';
  const plain = spec.fill === ' ' && (spec.align === null || spec.align === '>' || spec.align === '<');
  const known =
    spec.type === null || spec.type === 'd' || spec.type === 'x' || spec.type === 'X' || spec.type === 'o';
  if ((!zeros && !plain) || !known || spec.alternate || spec.grouping !== null || spec.sign === ' ')
    return null;
  const width = spec.width > 0 ? String(spec.width) : '';
  return `${spec.align === '<' && width !== '' ? '-' : ''}${spec.sign === '+' ? '+' : ''}${zeros ? '0' : ''}${width}`;
}

/** Infinities may give NaN, which SQLite keeps as NULL. */
const noNan =
  (printer: Printer | undefined): Printer =>
  (emitter: Emitter, node: Op): Term => {
    const value = printer?.(emitter, node);
    if (!value || (value.shape.kind === 'float' && value.shape.nan)) {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'This float may be NaN, which is NULL in SQLite.',
      );
    }
    return value;
  };

const FLOATS: Printers = Object.fromEntries(
  Object.entries(FLOAT_OPERATIONS).map(([op, printer]) => [op, noNan(printer)]),
);

/** Every operation that SQLite has an exact counterpart of. */
export const SQLITE_OPERATIONS: Printers = {
  ...INT_OPERATIONS,
  ...FLOATS,
  ...COMPARE_OPERATIONS,
  ...CONTAINER_OPERATIONS,
  ...TEXT,
  format,
  index: indexPrinter({ itemAt, place: (at) => at, fromEnd: false }),
  slice: textSlice,
};
