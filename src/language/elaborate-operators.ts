import type { Ast, BinaryOperator } from './ast';
import { constant, convert, op } from './build';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate, elaborateTest, named } from './elaborate';
import { percentFormat } from './elaborate-percent';
import { power } from './elaborate-power';
import { byMember, byMembers } from './elaborate-unions';
import { INT_RANGES } from './int-ranges';
import * as ranges from './interval';
import type { Expr } from './ir';
import type { OpName } from './operations';
import {
  asSequence,
  BOOL,
  bytes,
  dict,
  FLOAT,
  int,
  join,
  joinColumns,
  list,
  sequence,
  set,
  showType,
  someType,
  str,
  type Type,
  tuple,
  withColumns,
} from './types';

type NodeOf<K extends Ast['kind']> = Extract<Ast, { kind: K }>;

export function elaborateUnary(ast: NodeOf<'unary'>, scope: Scope, context: Context): Expr {
  if (ast.op === 'not') return op(ast.span, 'not', BOOL, [elaborateTest(ast.value, scope, context)]);
  return byMember(elaborate(ast.value, scope, context), context, (value) => signed(ast, value));
}

function signed(ast: NodeOf<'unary'>, operand: Expr): Expr {
  const value = asNumber(operand, ast.op, ast.span);
  if (value.type.kind === 'float') {
    if (ast.op === '~')
      return refuse('type-error', ast.span, '`~` needs an int.', { exception: 'TypeError' });
    if (ast.op === '+') return value;
    if (
      value.kind === 'const' &&
      value.value !== null &&
      typeof value.value === 'object' &&
      'float' in value.value
    ) {
      return constant(ast.span, { float: -value.value.float });
    }
    return op(ast.span, 'float.neg', FLOAT, [value]);
  }
  const range = rangeOf(value);
  if (ast.op === '+') return value;
  if (value.kind === 'const' && typeof value.value === 'bigint') {
    return constant(ast.span, ast.op === '-' ? -value.value : ~value.value);
  }
  return ast.op === '-'
    ? op(ast.span, 'int.neg', int(ranges.negate(range)), [value])
    : op(ast.span, 'int.invert', int(ranges.invert(range)), [value]);
}

export function elaborateBinary(ast: NodeOf<'binary'>, scope: Scope, context: Context): Expr {
  if (ast.op === '%' && (ast.left.kind === 'str' || ast.left.kind === 'bytes'))
    return percentFormat(ast, scope, context);
  const [left, right] = context.all([
    () => elaborate(ast.left, scope, context),
    () => elaborate(ast.right, scope, context),
  ]);
  if (!left || !right) throw new Poisoned();
  return binary(ast.span, ast.op, left, right, context);
}

/** A binary operator on elaborated operands. */
export function binary(
  span: Span,
  operator: BinaryOperator,
  left: Expr,
  right: Expr,
  context: Context,
): Expr {
  return byMembers(left, right, context, (l, r) => binaryOf(span, operator, l, r, context));
}

function binaryOf(span: Span, operator: BinaryOperator, left: Expr, right: Expr, context: Context): Expr {
  const kinds = `${left.type.kind} ${right.type.kind}`;
  if (operator === '+' && isSequenceLike(left.type) && isSequenceLike(right.type))
    return concatenate(span, left, right);
  if (operator === '*' && isSequenceLike(left.type) && isIntLike(right.type))
    return repeat(span, left, asInt(right));
  if (operator === '*' && isIntLike(left.type) && isSequenceLike(right.type))
    return repeat(span, right, asInt(left));
  if (kinds === 'set set' && operator in SET_OPERATORS)
    return setAlgebra(span, SET_OPERATORS[operator as keyof typeof SET_OPERATORS], left, right);
  if (kinds === 'dict dict' && operator === '|') {
    if (left.type.kind !== 'dict' || right.type.kind !== 'dict') throw new Poisoned();
    const merged = dict(
      join(left.type.key, right.type.key),
      join(left.type.value, right.type.value),
      ranges.hull(left.type.size, ranges.add(left.type.size, right.type.size)),
      left.type.ordered && right.type.ordered,
    );
    const type = withColumns(merged, joinColumns(left.type.columns, right.type.columns));
    return op(span, 'dict.merge', type, [convert(left, type), convert(right, type)]);
  }
  if (kinds === 'bool bool' && (operator === '&' || operator === '|' || operator === '^'))
    return boolAlgebra(span, operator, left, right, context);
  if (operator === '%' && left.type.kind === 'str') {
    return refuse('unsupported-argument', span, '`%` formatting needs its template as a literal.', {
      hint: 'Write the template in place, or use an f-string.',
    });
  }
  return arithmetic(
    span,
    operator,
    asNumber(left, operator, span, right),
    asNumber(right, operator, span, left),
    context,
  );
}

const SET_OPERATORS = {
  '|': 'set.union',
  '&': 'set.intersection',
  '-': 'set.difference',
  '^': 'set.symmetric_difference',
} as const;

export function setAlgebra(
  span: Span,
  name: (typeof SET_OPERATORS)[keyof typeof SET_OPERATORS],
  left: Expr,
  right: Expr,
): Expr {
  if (left.type.kind !== 'set' || right.type.kind !== 'set') throw new Poisoned();
  const element = join(left.type.element, right.type.element);
  // Of two equal items CPython keeps the one of the smaller set.
  if (name === 'set.intersection' && someType(element, mixesNumbers))
    return refuse(
      'mixed-types',
      span,
      'Which of two equal items stays (1 or 1.0) depends on the sizes of the sets.',
    );
  const lefts = left.type.size;
  const rights = right.type.size;
  const sum = ranges.add(lefts, rights);
  const size =
    name === 'set.union' || name === 'set.symmetric_difference'
      ? { min: 0n, max: sum.max }
      : { min: 0n, max: lefts.max };
  const of = (frozen: boolean) => set(element, size, frozen);
  return op(span, name, of(left.type.frozen), [
    convert(left, { ...left.type, element }),
    convert(right, { ...right.type, element }),
  ]);
}

const mixesNumbers = (type: Type): boolean =>
  type.kind === 'union' && type.members.filter((m) => ['bool', 'int', 'float'].includes(m.kind)).length > 1;

function boolAlgebra(span: Span, operator: '&' | '|' | '^', left: Expr, right: Expr, context: Context): Expr {
  if (operator === '^') return op(span, 'ne', BOOL, [left, right]);
  return named(left, 'left', context, (l) =>
    named(right, 'right', context, (r) => ({
      kind: 'logic',
      op: operator === '&' ? 'and' : 'or',
      span,
      type: BOOL,
      left: l,
      right: r,
    })),
  );
}

function isSequenceLike(type: Type): boolean {
  return ['str', 'bytes', 'list', 'tuple', 'sequence'].includes(type.kind);
}

function concatenate(span: Span, left: Expr, right: Expr): Expr {
  const a = left.type;
  const b = right.type;
  if (a.kind === 'str' && b.kind === 'str') {
    const parts = [left, right].flatMap((e) =>
      e.kind === 'op' && e.op === 'concat' && e.type.kind === 'str' && e.span.start >= span.start
        ? e.args
        : [e],
    );
    return op(span, 'concat', str(ranges.add(a.size, b.size)), parts);
  }
  if (a.kind === 'bytes' && b.kind === 'bytes')
    return op(span, 'concat', bytes(ranges.add(a.size, b.size)), [left, right]);
  if (a.kind === 'list' && b.kind === 'list') {
    const type = list(join(a.element, b.element), ranges.add(a.size, b.size));
    return op(span, 'concat', type, [
      convert(left, list(type.element, a.size)),
      convert(right, list(type.element, b.size)),
    ]);
  }
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    if (left.kind === 'display' && right.kind === 'display')
      return {
        kind: 'display',
        of: 'tuple',
        span,
        type: tuple([...a.items, ...b.items]),
        items: [...left.items, ...right.items],
      };
    return op(span, 'concat', tuple([...a.items, ...b.items]), [left, right]);
  }
  if ((a.kind === 'tuple' || a.kind === 'sequence') && (b.kind === 'tuple' || b.kind === 'sequence')) {
    const [x, y] = [asSequence(a), asSequence(b)];
    const type = sequence(join(x.element, y.element), ranges.add(x.size, y.size));
    return op(span, 'concat', type, [
      convert(left, sequence(type.element, x.size)),
      convert(right, sequence(type.element, y.size)),
    ]);
  }
  return refuse('type-error', span, `\`+\` can't join ${showType(a)} and ${showType(b)}.`, {
    exception: 'TypeError',
  });
}

function repeat(span: Span, value: Expr, count: Expr): Expr {
  const times = ranges.maximum(rangeOf(count), ranges.point(0));
  const of = value.type;
  if (of.kind === 'str') return op(span, 'repeat', str(ranges.multiply(of.size, times)), [value, count]);
  if (of.kind === 'bytes') return op(span, 'repeat', bytes(ranges.multiply(of.size, times)), [value, count]);
  if (of.kind === 'list')
    return op(span, 'repeat', list(of.element, ranges.multiply(of.size, times)), [value, count]);
  if (of.kind === 'tuple' || of.kind === 'sequence') {
    const known = ranges.constantOf(times);
    if (
      of.kind === 'tuple' &&
      value.kind === 'display' &&
      known !== null &&
      known <= 64n &&
      value.items.every((i) => i.kind === 'item' && i.value.kind === 'const')
    ) {
      const copies = Array.from({ length: Number(known) }, () => value.items).flat();
      return {
        kind: 'display',
        of: 'tuple',
        span,
        type: tuple(Array.from({ length: Number(known) }, () => of.items).flat()),
        items: copies,
      };
    }
    const flat = asSequence(of);
    return op(span, 'repeat', sequence(flat.element, ranges.multiply(flat.size, times)), [
      convert(value, flat),
      count,
    ]);
  }
  return refuse('type-error', span, `\`*\` can't repeat ${showType(of)}.`, { exception: 'TypeError' });
}

export function isIntLike(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'bool';
}

export function rangeOf(value: Expr): ranges.Interval {
  return value.type.kind === 'int'
    ? value.type.range
    : value.type.kind === 'bool'
      ? { min: 0n, max: 1n }
      : ranges.FULL;
}

/** A bool becomes 0 or 1; an int stays. */
export function asInt(value: Expr): Expr {
  return value.type.kind === 'bool' ? convert(value, int({ min: 0n, max: 1n })) : value;
}

function asNumber(value: Expr, operator: string, span: Span, other?: Expr): Expr {
  if (value.type.kind === 'bool') return asInt(value);
  if (value.type.kind === 'int') return value;
  if (value.type.kind === 'float') {
    if (!value.type.orZero) return value;
    // 0 / y and 0.0 / y are the same float, and the same error.
    if (other?.type.kind === 'float' || operator === '/') return convert(value, FLOAT);
    return refuse(
      'empty-sum',
      value.span,
      'This sum of floats is the int 0 when nothing is left to add, and a float otherwise.',
      { hint: 'Start it at a float: sum(…, 0.0).' },
    );
  }
  const pair = other ? `${showType(other.type)} and ${showType(value.type)}` : showType(value.type);
  const hint =
    value.type.kind === 'optional' ? 'Exclude None first, for instance with `if x is not None`.' : undefined;
  return refuse(
    'type-error',
    span,
    `\`${operator}\` does not work on ${pair}.`,
    hint ? { exception: 'TypeError', hint } : { exception: 'TypeError' },
  );
}

export function toFloat(value: Expr): Expr {
  return convert(asInt(value), FLOAT);
}

const INT_OPERATORS: Partial<Record<BinaryOperator, OpName>> = {
  '+': 'int.add',
  '-': 'int.sub',
  '*': 'int.mul',
  '//': 'int.floordiv',
  '%': 'int.mod',
  '&': 'int.and',
  '|': 'int.or',
  '^': 'int.xor',
  '<<': 'int.lshift',
  '>>': 'int.rshift',
};

const FLOAT_RULES: Partial<Record<BinaryOperator, OpName>> = {
  '+': 'float.add',
  '-': 'float.sub',
  '*': 'float.mul',
  '/': 'float.truediv',
  '//': 'float.floordiv',
  '%': 'float.mod',
};

function arithmetic(span: Span, operator: BinaryOperator, left: Expr, right: Expr, context: Context): Expr {
  if (operator === '@') return refuse('unsupported-syntax', span, 'Matrix multiplication is not understood.');
  if (operator === '**') return power(span, left, right, context);
  if (left.type.kind === 'int' && right.type.kind === 'int') {
    if (operator === '/') return op(span, 'int.truediv', FLOAT, [left, right]);
    const name = INT_OPERATORS[operator];
    const rule = name && INT_RANGES[name];
    if (!name || !rule) throw new Poisoned();
    const square =
      operator === '*' && left.kind === 'var' && right.kind === 'var' && left.binding.id === right.binding.id;
    const range = square
      ? ranges.power(left.type.range, ranges.point(2))
      : rule(left.type.range, right.type.range);
    return op(span, name, int(range), [left, right]);
  }
  const name = FLOAT_RULES[operator];
  if (!name)
    return refuse(
      'type-error',
      span,
      `\`${operator}\` needs ints, not ${showType(left.type)} and ${showType(right.type)}.`,
      { exception: 'TypeError' },
    );
  return op(span, name, FLOAT, [toFloat(left), toFloat(right)]);
}
