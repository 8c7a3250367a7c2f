import { type Expr, join, mayRaise, type Op, someType, type Type } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { expression, inOrder } from './expressions';
import { asNumber } from './operations-int';
import { isBigRange, rangeArguments } from './operations-iterables';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { binary, call, conditional, logical, method, type Printed, simple } from './print';
import { memberTest } from './unions';
import { compare, equal, identical, isPrimitive, not, numberOf, truth } from './values';

/** Both operands of a comparison in one representation. */
function aligned(
  cx: Context,
  node: Op,
  operands: readonly Printed[],
  out: Block,
): { a: Printed; b: Printed; type: Type } {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const [x, y] = [typeAt(node, 0), typeAt(node, 1)];
  if (x.kind === 'int' && y.kind === 'int' && cx.isBig(x) !== cx.isBig(y)) {
    return cx.isBig(x) ? { a, b: asBig(b), type: x } : { a: asBig(a), b, type: y };
  }
  if (cx.representation.same(x, y)) return { a, b, type: x };
  if (sizeless(x)) return { a, b, type: y };
  if (sizeless(y)) return { a, b, type: x };
  const type = join(x, y);
  return {
    a: convertValue(cx, a, x, type, node.span, out),
    b: convertValue(cx, b, y, type, node.span, out),
    type,
  };
}

/** An empty display's type says nothing about the items of the other side. */
const sizeless = (type: Type): boolean => someType(type, (t) => t.kind === 'never');

const equality = (operator: 'eq' | 'ne'): OperationPrinter =>
  args((cx, node, operands, out) => {
    const { a, b, type } = aligned(cx, node, operands, out);
    const same = equal(cx, type, a, b, node.span, out);
    return operator === 'eq' ? same : not(same);
  });

const DIRECT: ReadonlySet<Type['kind']> = new Set(['int', 'float', 'bool']);

/** Order by operator for numbers, by a comparison function otherwise. */
const order = (operator: '<' | '<=' | '>' | '>='): OperationPrinter =>
  args((cx, node, operands, out) => {
    if (DIRECT.has(typeAt(node, 0).kind)) return binary(operator, nth(operands, 0), nth(operands, 1));
    const { a, b, type } = aligned(cx, node, operands, out);
    if (type.kind === 'str' && node.args.some(belowSurrogates)) return binary(operator, a, b);
    if (type.kind === 'union' && type.members.every((m) => DIRECT.has(m.kind))) {
      const [x, y] = [cx.named(a, out, 'left', type), cx.named(b, out, 'right', type)];
      return binary(operator, numberOf(cx, type, x), numberOf(cx, type, y));
    }
    return binary(operator, compare(cx, type, a, b, node.span, out), simple('0'));
  });

/** A constant of units below the surrogates compares by units as by code points. */
const belowSurrogates = (expr: Expr): boolean =>
  expr.kind === 'const' && typeof expr.value === 'string' && !/[\ud800-\uffff]/.test(expr.value);

const OPERATORS = { eq: '===', ne: '!==', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

const mixed: OperationPrinter = args((cx, node, operands) => {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const compared = node.options?.compare ?? 'eq';
  const big = node.args.some((arg) => cx.isBig(arg.type));
  if (!big || (compared !== 'eq' && compared !== 'ne')) {
    const direct = compared === 'eq' ? '===' : compared === 'ne' ? '!==' : null;
    return direct === null
      ? binary(OPERATORS[compared], a, b)
      : identical(cx, { kind: 'float' }, direct, a, b);
  }
  const [int, float] = cx.isBig(typeAt(node, 0)) ? [a, b] : [b, a];
  const same = cx.help('equalMixed', int, float);
  return compared === 'eq' ? same : not(same);
});

const contains: OperationPrinter = {
  whole: (cx, node, out) =>
    inRange(cx, node, out) ?? containsItem(cx, node, inOrder(cx, node.args, out), out),
};

/** `x in range(1, 9, 2)` compares, and lists no numbers; null where it is another container or needs BigInts. */
function inRange(cx: Context, node: Op, out: Block): Printed | null {
  const [range, item] = [nth(node.args, 0), nth(node.args, 1)];
  if (range.kind !== 'op' || range.op !== 'range' || isBigRange(cx, range) || cx.isBig(item.type))
    return null;
  const stride = nth(range.args, 2);
  const step = stride.kind === 'const' ? stride.value : null;
  if (typeof step !== 'bigint' || step < 1n || range.args.some(mayRaise)) return null;
  if (step > 1n && !isNarrow(range.type)) return null;
  const [start, stop] = rangeArguments(cx, range, inOrder(cx, range.args, out), false);
  const first = cx.stable(start, out, 'start');
  const sought = cx.stable(expression(cx, item, out), out, 'sought', item.type);
  const between = logical('&&', binary('>=', sought, first), binary('<', sought, stop));
  if (step === 1n) return between;
  const offset = first.code.text === '0' ? sought : binary('-', sought, first);
  return logical('&&', between, binary('===', binary('%', offset, simple(String(step))), simple('0')));
}

/** Whether the difference of two numbers of a range is exact. */
function isNarrow(type: Type): boolean {
  if (type.kind !== 'range') return false;
  const { min, max } = type.range;
  return min !== null && max !== null && max - min <= BigInt(Number.MAX_SAFE_INTEGER);
}

function containsItem(cx: Context, node: Op, operands: readonly Printed[], out: Block): Printed {
  const [items, item] = [nth(operands, 0), nth(operands, 1)];
  const [type, itemType] = [typeAt(node, 0), typeAt(node, 1)];
  switch (type.kind) {
    case 'str':
      return method(items, 'includes', item);
    case 'set':
      return method(items, 'has', inElement(cx, type.element, itemType, item, node, out));
    case 'dict':
      return method(items, 'has', inElement(cx, type.key, itemType, item, node, out));
    case 'bytes':
      return itemType.kind === 'bytes'
        ? binary('>=', cx.help('findBytes', items, item), simple('0'))
        : method(items, 'includes', asNumber(cx, itemType, item));
    case 'list':
    case 'sequence':
    case 'range':
    case 'tuple': {
      const element: Type =
        type.kind === 'range'
          ? { kind: 'int', range: type.range }
          : type.kind === 'tuple'
            ? itemType
            : type.element;
      if (element.kind === 'never') return simple('false');
      if (
        type.kind === 'tuple' &&
        node.args[0]?.kind !== 'display' &&
        !type.items.every((t) => cx.representation.same(t, itemType))
      )
        break;
      const sought = inElement(cx, element, itemType, item, node, out);
      if (isPrimitive(element)) return method(items, 'includes', sought);
      const [value, other] = [cx.stable(sought, out, 'sought', itemType), cx.names.fresh('item')];
      const test = cx.lambda(`(${other})`, (inner) =>
        equal(cx, element, simple(other), value, node.span, inner, true),
      );
      return method(items, 'some', test);
    }
    default:
  }
  return cx.refuse(
    'unsupported-operation',
    node.span,
    '`in` has no form for this container in TypeScript.',
    'Use a list, a set, a dict or a string.',
  );
}

/** The item in the representation of the container's elements; one too large for a number is in none of them. */
export function inElement(
  cx: Context,
  element: Type,
  type: Type,
  item: Printed,
  node: Op,
  out: Block,
): Printed {
  return cx.representation.same(type, element) ? item : convertValue(cx, item, type, element, node.span, out);
}

const isInstance: OperationPrinter = args((cx, node, [value = simple('null')], out) => {
  const type = typeAt(node, 0);
  const kinds = new Set(node.options?.kinds ?? []);
  const matches = (t: Type): boolean =>
    kinds.has(t.kind) ||
    (t.kind === 'sequence' && kinds.has('tuple')) ||
    (t.kind === 'bool' && kinds.has('int')) ||
    (t.kind === 'set' && t.frozen && kinds.has('frozenset'));
  if (type.kind === 'optional') {
    const some = matches(type.of);
    const none = kinds.has('none');
    if (some === none) return simple(String(some));
    return binary(some ? '!==' : '===', value, simple('null'));
  }
  if (type.kind !== 'union') return simple(String(matches(type)));
  const name = cx.named(value, out, 'value', type);
  const tests = cx.representation
    .membersOf(type)
    .filter((m) => matches(m.type))
    .map((m) => memberTest(cx, name, m, type));
  const [first, ...rest] = tests;
  return first === undefined ? simple('false') : rest.reduce((a, b) => binary('||', a, b), first);
});

/** The first of equals among several. */
const extreme = (operator: '<' | '>'): OperationPrinter =>
  args((cx, node, given, out) => {
    const { type } = node;
    const operands = given.map((operand, i) =>
      convertValue(cx, operand, typeAt(node, i), type, node.span, out),
    );
    if (type.kind === 'int' && !cx.isBig(type))
      return {
        ...call(operator === '<' ? 'Math.min' : 'Math.max', ...operands),
        clean: operands.every((o) => o.clean),
      };
    return operands
      .map((operand) => cx.named(operand, out, 'value', type))
      .reduce((best, next) => {
        const better = less(cx, type, operator, next, best, node, out);
        return cx.store(conditional(better, next, best), out, 'best', type);
      });
  });

export function less(
  cx: Context,
  type: Type,
  operator: '<' | '>',
  a: Printed,
  b: Printed,
  node: Expr,
  out: Block,
): Printed {
  if (DIRECT.has(type.kind)) return binary(operator, a, b);
  if (type.kind === 'union' && type.members.every((m) => DIRECT.has(m.kind))) {
    return binary(operator, numberOf(cx, type, a), numberOf(cx, type, b));
  }
  return binary(operator, compare(cx, type, a, b, node.span, out), simple('0'));
}

export const COMPARE_OPERATIONS: OperationTable = {
  eq: equality('eq'),
  ne: equality('ne'),
  lt: order('<'),
  le: order('<='),
  gt: order('>'),
  ge: order('>='),
  'compare.int_float': mixed,
  is_none: args((_, node, [value = simple('null')]) => noneTest(node, value, '===')),
  is_not_none: args((_, node, [value = simple('null')]) => noneTest(node, value, '!==')),
  contains,
  not: args((_, __, [value = simple('true')]) => not(value)),
  truth: args((cx, node, [value = simple('true')], out) => truth(cx, typeAt(node, 0), value, out)),
  isinstance: isInstance,
  min: extreme('<'),
  max: extreme('>'),
};

function noneTest(node: Op, value: Printed, operator: '===' | '!=='): Printed {
  const type = typeAt(node, 0);
  const possible =
    type.kind === 'none' ||
    type.kind === 'optional' ||
    (type.kind === 'union' && type.members.some((m) => m.kind === 'none' || m.kind === 'optional'));
  return possible ? binary(operator, value, simple('null')) : simple(String(operator === '!=='));
}
