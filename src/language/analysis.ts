import { contains, INT32, INT64, type Interval, includes, meet, NON_NEGATIVE, point } from './interval';
import type { Collector, Comp, Expr, Op } from './ir';
import { type ExceptionName, operationRaises } from './operations';
import type { Type } from './types';
import { childrenOf } from './walk';

/** Whether evaluating an expression can raise, by types and ranges. Over-approximates. */
export function mayRaise(expr: Expr): boolean {
  return ownExceptions(expr).length > 0 || childrenOf(expr).some(mayRaise);
}

/** Every exception that evaluating an expression can raise. */
export function exceptionsOf(expr: Expr): ReadonlySet<ExceptionName> {
  return new Set([...ownExceptions(expr), ...childrenOf(expr).flatMap((child) => [...exceptionsOf(child)])]);
}

/** The exceptions that this node itself, without its children, can raise. */
export function ownExceptions(expr: Expr): readonly ExceptionName[] {
  if (expr.kind === 'op') return provedSafe(expr) ? [] : operationRaises(expr.op);
  if (expr.kind === 'comp') return collectorExceptions(expr.collector, expr);
  if (expr.kind === 'convert' && expr.type.kind === 'float' && expr.value.type.kind === 'int') {
    return contains(HUGE_FLOAT, expr.value.type.range) ? [] : ['OverflowError'];
  }
  return [];
}

/** Ints within this convert to a finite float. */
const HUGE_FLOAT: Interval = { min: -(2n ** 1023n), max: 2n ** 1023n };

/** Number of items that a comprehension delivers at least and at most. */
export function deliveredSize(comp: Comp): Interval {
  let size: Interval = point(1);
  for (const clause of comp.clauses) {
    if (clause.kind === 'if') size = { min: 0n, max: size.max };
    if (clause.kind === 'for') {
      const inner = sizeOf(clause.source.type);
      size = {
        min: (size.min ?? 0n) * (inner.min ?? 0n),
        max: size.max === null || inner.max === null ? null : size.max * inner.max,
      };
    }
  }
  return size;
}

/** The length interval of a sized or iterable type; everything for others. */
export function sizeOf(type: Type): Interval {
  if (type.kind === 'tuple') return point(type.items.length);
  return 'size' in type ? type.size : type.kind === 'never' ? point(0) : NON_NEGATIVE;
}

/** What `len` can answer: the reference is a 32-bit build, where only a range could be longer. */
export function lengthOf(type: Type): Interval {
  const size = sizeOf(type);
  return type.kind === 'range' ? size : (meet(size, { min: 0n, max: INT32.max }) ?? size);
}

function collectorExceptions(collector: Collector, comp: Comp): readonly ExceptionName[] {
  const least = deliveredSize(comp).min ?? 0n;
  if ((collector.kind === 'min' || collector.kind === 'max') && collector.fallback === null && least < 1n)
    return ['ValueError'];
  if (collector.kind === 'first' && collector.fallback === null && least < 1n) return ['StopIteration'];
  return [];
}

const intRange = (expr: Expr | undefined): Interval | null =>
  expr?.type.kind === 'int' ? expr.type.range : null;

const excludesZero = (expr: Expr | undefined): boolean => {
  if (
    expr?.kind === 'const' &&
    expr.value !== null &&
    typeof expr.value === 'object' &&
    'float' in expr.value
  )
    return expr.value.float !== 0;
  if (expr?.kind === 'convert') return excludesZero(expr.value);
  const range = intRange(expr);
  return range !== null && !includes(range, 0);
};

/** True when an operation that can raise in general can't here. */
function provedSafe(node: Op): boolean {
  const [first, second, third] = node.args;
  switch (node.op) {
    case 'int.floordiv':
    case 'int.mod':
    case 'float.truediv':
    case 'float.floordiv':
    case 'float.mod':
      return excludesZero(second);
    case 'int.truediv': {
      const range = intRange(first);
      return excludesZero(second) && range !== null && contains(HUGE_FLOAT, range);
    }
    case 'int.pow_negative':
      return excludesZero(first);
    case 'int.lshift':
    case 'int.rshift':
    case 'math.isqrt':
    case 'math.factorial': {
      const range = intRange(node.op === 'int.lshift' || node.op === 'int.rshift' ? second : first);
      return range !== null && contains(NON_NEGATIVE, range);
    }
    case 'index': {
      const index = intRange(second);
      const size = first ? sizeOf(first.type).min : 0n;
      return index !== null && size !== null && size > 0n && contains({ min: -size, max: size - 1n }, index);
    }
    case 'slice':
      return node.args[3] === undefined || node.args[3].type.kind === 'none' || excludesZero(node.args[3]);
    case 'range':
      return third === undefined || excludesZero(third);
    case 'zip':
      return node.options?.strict !== true;
    case 'chr': {
      const range = intRange(first);
      return range !== null && contains({ min: 0n, max: 0x10ffffn }, range);
    }
    case 'ord': {
      const size = first ? sizeOf(first.type) : NON_NEGATIVE;
      return size.min === 1n && size.max === 1n;
    }
    case 'unpack': {
      const size = first ? sizeOf(first.type) : NON_NEGATIVE;
      const arity = BigInt(node.options?.arity ?? 0);
      return node.options?.star === true
        ? size.min !== null && size.min >= arity
        : size.min === arity && size.max === arity;
    }
    case 'bytes.from_ints': {
      const element = first?.type.kind === 'list' ? intRangeOfType(first.type.element) : null;
      return element !== null && contains({ min: 0n, max: 255n }, element);
    }
    case 'bytes.zeros': {
      const range = intRange(first);
      return range !== null && contains(NON_NEGATIVE, range);
    }
    case 'str.split':
    case 'str.rsplit':
    case 'str.partition':
    case 'str.rpartition':
      return second === undefined || second.type.kind === 'none' || (sizeOf(second.type).min ?? 0n) > 0n;
    case 'str.encode':
      return false;
    case 'format':
      return node.args[0]?.type.kind !== 'int' || node.options?.spec?.type !== 'c';
    default:
      return false;
  }
}

function intRangeOfType(type: Type): Interval | null {
  return type.kind === 'int' ? type.range : type.kind === 'bool' ? { min: 0n, max: 1n } : null;
}

/** True when every int in a type fits 64 bits. */
export function fitsInt64(type: Type): boolean {
  return type.kind !== 'int' || contains(INT64, type.range);
}

/** True when the two intervals share no value. */
export function disjoint(a: Interval, b: Interval): boolean {
  return meet(a, b) === null;
}
