import type { Op, Type } from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import { one, two } from './operations-int';
import {
  and,
  BOOL_SHAPE,
  compare,
  joinTerms,
  NONE_SHAPE,
  not,
  or,
  PRECEDENCE,
  type Shape,
  type Term,
  term,
  tighter,
} from './term';

const SYMBOLS = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
type Comparison = keyof typeof SYMBOLS;

const isComparison = (op: string): op is Comparison => op in SYMBOLS;

const mayBeNan = (t: Term): boolean => t.shape.kind === 'float' && t.shape.nan;

/** A comparison of two values of one kind. NaN is equal to itself and the greatest in DuckDB and PostgreSQL. */
export function compared(emitter: Emitter, op: Comparison, left: Term, right: Term, node: Op): Term {
  const [type] = node.args.map((arg) => arg.type);
  if (type && needsNullSafety(type)) {
    if (op !== 'eq' && op !== 'ne')
      emitter.refuse('unsupported-type', node.span, 'Values that may be None have no order.');
    return emitter.dialect.nullSafeEqual(left, right, op === 'ne');
  }
  if (nanInside(left.shape) || nanInside(right.shape)) {
    emitter.refuse(
      'unsupported-operation',
      node.span,
      'NaN inside a tuple or list is compared otherwise in SQL.',
    );
  }
  const { dialect } = emitter;
  if (dialect.nanIsNull && (mayBeNan(left) || mayBeNan(right))) {
    emitter.refuse('unsupported-operation', node.span, 'This float may be NaN, which is NULL here.');
  }
  const ordering = op !== 'eq' && op !== 'ne';
  if (!dialect.ordersContainers && ordering && (left.shape.kind === 'tuple' || left.shape.kind === 'list')) {
    if (!left.items || !right.items || left.shape.kind === 'list') {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        `Containers are not ordered as in Python in ${dialect.id}.`,
      );
    }
    return compare(rowValue(left.items), SYMBOLS[op], rowValue(right.items));
  }
  const [l, r] =
    type?.kind === 'dict' ? [sortedItems(emitter, left), sortedItems(emitter, right)] : [left, right];
  const plain = emitter.dialect.compare(l, SYMBOLS[op], r);
  const isNan = (t: Term): Term => emitter.dialect.isNan(t);
  if (op === 'eq') return mayBeNan(left) && mayBeNan(right) ? and(plain, not(isNan(left))) : plain;
  if (op === 'ne') return mayBeNan(left) && mayBeNan(right) ? or(plain, isNan(left)) : plain;
  const greatest = op === 'lt' || op === 'le' ? right : left;
  return mayBeNan(greatest) ? and(plain, not(isNan(greatest))) : plain;
}

const rowValue = (items: readonly Term[]): Term => term(NONE_SHAPE)`(${joinTerms(items, ', ')})`;

function nanInside(shape: Shape): boolean {
  switch (shape.kind) {
    case 'list':
      return floatNan(shape.element) || nanInside(shape.element);
    case 'tuple':
      return shape.items.some((item) => floatNan(item) || nanInside(item));
    case 'dict':
      return floatNan(shape.key) || floatNan(shape.value) || nanInside(shape.value);
    default:
      return false;
  }
}

const floatNan = (shape: Shape): boolean => shape.kind === 'float' && shape.nan;

function needsNullSafety(type: Type): boolean {
  return type.kind === 'optional' || type.kind === 'none';
}

function sortedItems(emitter: Emitter, dict: Term): Term {
  return emitter.dialect.sortList(emitter.dialect.dictItems(dict));
}

const comparison: Printer = (emitter, node) => {
  const [left, right] = two(emitter, node);
  const op = node.op;
  if (!isComparison(op)) throw new TypeError(`${op} is not a comparison`);
  return compared(emitter, op, left, right, node);
};

/** Truth values, by type. */
const truth: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const type = node.args[0]?.type;
  if (type === undefined) throw new TypeError('truth takes an argument');
  return truthOf(emitter, value, type, node);
};

function truthOf(emitter: Emitter, value: Term, type: Type, node: Op): Term {
  const zero = term(NONE_SHAPE)`0`;
  switch (type.kind) {
    case 'bool':
      return value;
    case 'none':
    case 'never':
      return term(BOOL_SHAPE)`FALSE`;
    case 'int':
    case 'float':
      return compare(value, '<>', zero);
    case 'str':
      return compare(value, '<>', term(NONE_SHAPE)`''`);
    case 'optional':
      return and(
        term(BOOL_SHAPE, PRECEDENCE.comparison)`${tighter(value, PRECEDENCE.comparison)} IS NOT NULL`,
        truthOf(emitter, value, type.of, node),
      );
    case 'list':
    case 'sequence':
    case 'set':
    case 'dict':
    case 'bytes':
    case 'range':
      return compare(emitter.dialect.length(value, type.kind), '>', zero);
    case 'tuple':
      return term(BOOL_SHAPE)`${type.items.length > 0 ? 'TRUE' : 'FALSE'}`;
    default:
      return emitter.refuse('unsupported-type', node.span, 'This value has no truth in SQL.');
  }
}

function nullTest(negated: boolean): Printer {
  return (emitter, node) => {
    const value = one(emitter, node);
    return term(
      BOOL_SHAPE,
      PRECEDENCE.comparison,
    )`${tighter(value, PRECEDENCE.comparison)} IS ${negated ? 'NOT ' : ''}NULL`;
  };
}

const MIRRORED = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

const intFloat: Printer = (emitter, node) => {
  const [int, float] = two(emitter, node);
  const range = node.args[0]?.type.kind === 'int' ? node.args[0].type.range : null;
  const limit = 2n ** 53n;
  const exact =
    range !== null && range.min !== null && range.max !== null && range.min >= -limit && range.max <= limit;
  if (!exact)
    emitter.refuse(
      'may-overflow',
      node.span,
      'An int past 2^53 is rounded before it is compared with a float here.',
    );
  if (mayBeNan(float))
    emitter.refuse('unsupported-operation', node.span, 'This float may be NaN, which SQL orders otherwise.');
  return compare(
    emitter.toFloat(int, node.args[0]?.type ?? node.type),
    MIRRORED[node.options?.compare ?? 'eq'],
    float,
  );
};

/** Comparisons and truth, the same in every dialect. */
export const COMPARE_OPERATIONS: Printers = {
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  'compare.int_float': intFloat,
  is_none: nullTest(false),
  is_not_none: nullTest(true),
  not: (emitter, node) => {
    const [arg] = node.args;
    const value = one(emitter, node);
    if (arg?.kind === 'op' && (arg.op === 'is_none' || arg.op === 'is_not_none'))
      return nullTest(arg.op === 'is_none')(emitter, arg);
    return not(value);
  },
  truth,
};
