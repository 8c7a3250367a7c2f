import { refuse, type Span } from './diagnostic';
import { contains, point } from './interval';
import type { Binding, Clause, Collector, Const, ConstValue, Expr, Op } from './ir';
import type { OpName, OpOptions } from './operations';
import { sameRepresentation } from './representation';
import { BOOL, bytes, FLOAT, int, iterator, NONE, showType, str, type Type } from './types';

/** Constructors of IR nodes. Spans come first because every node needs one. */
export function constant(span: Span, value: ConstValue): Const {
  return { kind: 'const', span, value, type: constantType(value) };
}

function constantType(value: ConstValue): Type {
  if (value === null) return NONE;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'bigint') return int(point(value));
  if (typeof value === 'string') return str(point(Array.from(value).length));
  return 'float' in value ? FLOAT : bytes(point(value.bytes.length));
}

export function op(span: Span, name: OpName, type: Type, args: readonly Expr[], options?: OpOptions): Op {
  return options
    ? { kind: 'op', span, op: name, type, args, options }
    : { kind: 'op', span, op: name, type, args };
}

export function variable(span: Span, binding: Binding): Expr {
  return { kind: 'var', span, binding, type: binding.type };
}

export function comprehension(
  span: Span,
  type: Type,
  clauses: readonly Clause[],
  collector: Collector,
): Expr {
  return { kind: 'comp', span, type, clauses, collector };
}

export function conditional(span: Span, test: Expr, then: Expr, otherwise: Expr): Expr {
  return { kind: 'if', span, test, then, otherwise, type: then.type };
}

/** The node itself where the type already fits, else a `convert` node; constants are converted on the spot. */
export function convert(value: Expr, type: Type): Expr {
  if (sameRepresentation(value.type, type)) return value;
  if (!isConvertible(value.type, type)) {
    return refuse(
      'mixed-types',
      value.span,
      `Here a value of type ${showType(type)} is needed, and this is ${showType(value.type)}.`,
    );
  }
  if (value.kind === 'const') {
    const folded = convertConstant(value, type);
    if (folded) return folded;
  }
  if (value.kind === 'display' && value.items.length === 0 && value.of === type.kind && value.of !== 'tuple')
    if (type.kind !== 'set' || !type.frozen) return { ...value, type };
  if (value.kind === 'display' && value.of !== 'dict' && value.items.every((item) => item.kind === 'item')) {
    const pushed = convertDisplay(value, type);
    if (pushed) return pushed;
  }
  return { kind: 'convert', span: value.span, value, type };
}

function convertConstant(value: Const, type: Type): Expr | null {
  const v = value.value;
  if (type.kind === 'int') {
    if (typeof v === 'bigint') return { ...value, type };
    if (typeof v === 'boolean') return { ...value, value: v ? 1n : 0n, type };
  }
  if (type.kind === 'float' && (typeof v === 'bigint' || typeof v === 'boolean')) {
    const float = Number(v);
    return Number.isFinite(float) ? { ...value, value: { float }, type } : null;
  }
  return null;
}

/** Moves a conversion into the items of a list, tuple or set display. */
function convertDisplay(display: Extract<Expr, { kind: 'display' }>, type: Type): Expr | null {
  const items = (elementType: (index: number) => Type) =>
    display.items.map((item, i) =>
      item.kind === 'item' ? { ...item, value: convert(item.value, elementType(i)) } : item,
    );
  if (display.of === 'list' && type.kind === 'list')
    return { ...display, type, items: items(() => type.element) };
  if (display.of === 'set' && type.kind === 'set' && !type.frozen)
    return { ...display, type, items: items(() => type.element) };
  if (display.of === 'tuple' && type.kind === 'tuple')
    return { ...display, type, items: items((i) => type.items[i] ?? NONE) };
  if (display.of === 'tuple' && type.kind === 'sequence')
    return { ...display, of: 'sequence', type, items: items(() => type.element) };
  if (display.of === 'tuple' && type.kind === 'list')
    return { ...display, of: 'list', type, items: items(() => type.element) };
  return null;
}

/** Whether a `convert` node may lead from one type to the other. */
export function isConvertible(from: Type, to: Type): boolean {
  if (from.kind === 'never' || sameRepresentation(from, to)) return true;
  if (to.kind === 'union')
    return (
      to.members.some((member) => isConvertible(from, member) && keepsKind(from, member)) ||
      (from.kind === 'union' && from.members.every((m) => isConvertible(m, to))) ||
      (from.kind === 'optional' && isConvertible(from.of, to) && isConvertible(NONE, to))
    );
  if (to.kind === 'optional')
    return from.kind === 'none' || isConvertible(from.kind === 'optional' ? from.of : from, to.of);
  switch (to.kind) {
    case 'int':
      return from.kind === 'bool' || (from.kind === 'int' && contains(to.range, from.range));
    case 'float':
      return from.kind === 'float' || from.kind === 'int' || from.kind === 'bool';
    case 'list':
      return from.kind === 'list' || from.kind === 'sequence'
        ? isConvertible(from.element, to.element)
        : from.kind === 'tuple' && from.items.every((item) => isConvertible(item, to.element));
    case 'sequence':
      return from.kind === 'sequence'
        ? isConvertible(from.element, to.element)
        : from.kind === 'tuple' && from.items.every((item) => isConvertible(item, to.element));
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.items.length === to.items.length &&
        from.items.every((item, i) => isConvertible(item, to.items[i] ?? NONE))
      );
    case 'set':
      return from.kind === 'set' && isConvertible(from.element, to.element);
    case 'dict':
      return from.kind === 'dict' && isConvertible(from.key, to.key) && isConvertible(from.value, to.value);
    case 'iterator':
      return from.kind === 'iterator' && isConvertible(from.element, to.element);
    default:
      return from.kind === to.kind;
  }
}

/** A union member takes only values of its own kind: an int stays an int, a list a list. */
function keepsKind(from: Type, member: Type): boolean {
  return (
    from.kind === member.kind ||
    (from.kind === 'tuple' && member.kind === 'sequence') ||
    from.kind === 'never' ||
    member.kind === 'optional'
  );
}

/** A proved narrowing: optional → its type, union → a member. */
export function narrow(value: Expr, type: Type): Expr {
  return sameRepresentation(value.type, type) ? value : { kind: 'convert', span: value.span, value, type };
}

const isNan = (value: ConstValue): boolean =>
  typeof value === 'object' && value !== null && 'float' in value && Number.isNaN(value.float);

/** True for expressions that cost nothing and can't raise: they may be repeated instead of named. NaN knows itself. */
export function isSimple(expr: Expr): boolean {
  if (expr.kind === 'const') return !isNan(expr.value);
  if (expr.kind === 'var' || expr.kind === 'input') return true;
  if (expr.kind === 'convert')
    return isSimple(expr.value) && expr.type.kind !== 'list' && expr.type.kind !== 'sequence';
  return (
    expr.kind === 'op' && (expr.op === 'tuple.get' || expr.op === 'record.get') && expr.args.every(isSimple)
  );
}

export function generatorOf(
  span: Span,
  clauses: readonly Clause[],
  element: Expr,
  size: Type & { kind: 'iterator' },
): Expr {
  return comprehension(span, iterator(element.type, size.size, size.ordered), clauses, {
    kind: 'generator',
    element,
  });
}

/** A comparison of two constants of one kind; null where it is left to run time. */
export function compareConstants(
  operator: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge',
  a: ConstValue,
  b: ConstValue,
): boolean | null {
  const comparable =
    (typeof a === 'bigint' && typeof b === 'bigint') || (typeof a === 'boolean' && typeof b === 'boolean');
  const equality = typeof a === 'string' && typeof b === 'string' && (operator === 'eq' || operator === 'ne');
  if (!comparable && !equality) return null;
  if (a === null || b === null) return null;
  switch (operator) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
  }
}
