import { contains, type Interval, ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import { cast } from './duckdb-cast';
import { isContainer } from './json-values';
import { COMPARE_OPERATIONS } from './operations-compare';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS, one, rangeOf, repeated, two } from './operations-int';
import { indexPrinter, textSlice } from './operations-items';
import { plainText } from './operations-plain-text';
import { typeName } from './postgresql-types';
import {
  ASCII_SHAPE,
  BOOL_SHAPE,
  call,
  INT64_SHAPE,
  NONE_SHAPE,
  PRECEDENCE,
  paren,
  type Shape,
  STR_SHAPE,
  type Term,
  term,
} from './term';

const INT32: Shape = { kind: 'int', bits: 32 };
const asInteger = (value: Term): Term =>
  value.shape.kind === 'int' && value.shape.bits > 32 ? cast(value, 'integer', INT32) : value;

const TEXT = plainText({
  chr: (code) => call(STR_SHAPE, 'chr', asInteger(code)),
  ord: 'ascii',
  position: 'strpos',
  trim: 'btrim',
  asText: (value) => cast(value, 'text', ASCII_SHAPE),
  isAscii: (text) => term(BOOL_SHAPE, PRECEDENCE.comparison)`octet_length(${text}) = length(${text})`,
  repeat: (text, count) => call(STR_SHAPE, 'repeat', text, asInteger(count)),
  noText: () => null,
});

function itemAt(list: Term, at: Term): Term {
  const shape = list.shape.kind === 'list' ? list.shape.element : NONE_SHAPE;
  const whole = paren(list, PRECEDENCE.atom);
  if (isContainer(shape)) return term(shape)`(${whole} -> ${paren(at, PRECEDENCE.atom)})`;
  const text = term(STR_SHAPE)`(${whole} ->> ${paren(at, PRECEDENCE.atom)})`;
  return shape.kind === 'str' ? { ...text, shape } : cast(text, typeName(shape), shape);
}

const split: Printer = (emitter, node) => {
  const [text, separator] = emitter.args(node);
  if (
    !text ||
    !separator ||
    node.args.length > 2 ||
    node.args[1]?.type.kind === 'none' ||
    ownExceptions(node).length > 0
  ) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Only splitting at a text that is not empty is printed here.',
    );
  }
  const shape: Shape = { kind: 'list', element: text.shape };
  const parts = term(shape)`to_jsonb(string_to_array(${text}, ${separator}))`;
  if (node.args[0]?.kind === 'const' && node.args[0].value !== '') return parts;
  repeated(emitter, node, text);
  return term(shape)`CASE WHEN ${paren(text, PRECEDENCE.other)} = '' THEN '[""]' ELSE ${parts} END`;
};

/** Below this the square root of a double is far enough from the next whole number. */
const ROOTS: Interval = { min: 0n, max: 2n ** 52n };

const noNumericBits =
  (printer: Printer | undefined): Printer =>
  (emitter, node) => {
    const wide = emitter.args(node).some((arg) => arg.shape.kind === 'int' && arg.shape.bits === 128);
    if (wide || !printer)
      return emitter.refuse('may-overflow', node.span, 'Bits of a numeric are not computed.');
    return printer(emitter, node);
  };

/** Every operation that PostgreSQL has an exact counterpart of. */
export const POSTGRESQL_OPERATIONS: Printers = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...COMPARE_OPERATIONS,
  ...CONTAINER_OPERATIONS,
  ...TEXT,
  'int.and': noNumericBits(INT_OPERATIONS['int.and']),
  'int.or': noNumericBits(INT_OPERATIONS['int.or']),
  'int.xor': noNumericBits(INT_OPERATIONS['int.xor']),
  'int.invert': noNumericBits(INT_OPERATIONS['int.invert']),
  'int.lshift': noNumericBits(INT_OPERATIONS['int.lshift']),
  'int.rshift': noNumericBits(INT_OPERATIONS['int.rshift']),
  index: indexPrinter({ itemAt, place: asInteger, fromEnd: true }),
  slice: textSlice,
  'str.split': split,
  'math.gcd': (emitter, node) => call({ kind: 'int', bits: 128 }, 'gcd', ...two(emitter, node)),
  'math.lcm': (emitter, node) => call({ kind: 'int', bits: 128 }, 'lcm', ...two(emitter, node)),
  'math.isqrt': (emitter, node) => {
    const [arg] = node.args;
    if (!arg || !contains(ROOTS, rangeOf(arg.type)))
      return emitter.refuse('unsupported-operation', node.span, 'Roots of ints past 2^52 are not exact.');
    return cast(
      call(INT64_SHAPE, 'floor', call(INT64_SHAPE, 'sqrt', cast(one(emitter, node), 'float8', INT64_SHAPE))),
      'bigint',
      INT64_SHAPE,
    );
  },
};
