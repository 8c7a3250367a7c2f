import { exceptionsOf, mayRaise } from './analysis';
import type { Ast, CompareOperator } from './ast';
import { constant, convert, isConvertible, op } from './build';
import { collect } from './collect';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate, named, truth } from './elaborate';
import { asInt, isIntLike, rangeOf, toFloat } from './elaborate-operators';
import * as ranges from './interval';
import type { Expr } from './ir';
import { asSequence, BOOL, FLOAT, join, NONE, showType, someType, type Type } from './types';
import { some } from './walk';

export function elaborateCompare(
  ast: Extract<Ast, { kind: 'compare' }>,
  scope: Scope,
  context: Context,
): Expr {
  const operands = context.all(ast.operands.map((operand) => () => elaborate(operand, scope, context)));
  const [first, ...rest] = operands;
  if (!first) throw new Poisoned();
  const chain = (left: Expr, index: number): Expr => {
    const operator = ast.operators[index];
    const right = rest[index];
    if (operator === undefined || right === undefined) throw new Poisoned();
    const span = { start: left.span.start, end: right.span.end };
    if (index === rest.length - 1) return compare(span, operator, left, right, context);
    return named(right, 'middle', context, (middle) => ({
      kind: 'logic',
      op: 'and',
      span: ast.span,
      type: BOOL,
      left: compare(span, operator, left, middle, context),
      right: chain(middle, index + 1),
    }));
  };
  return rest.length === 1 ? chain(first, 0) : named(first, 'first', context, (read) => chain(read, 0));
}

const ORDERINGS = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '==': 'eq', '!=': 'ne' } as const;

export function compare(
  span: Span,
  operator: CompareOperator,
  left: Expr,
  right: Expr,
  context: Context,
): Expr {
  switch (operator) {
    case 'is':
    case 'is not':
      return identity(span, operator === 'is not', left, right);
    case 'in':
      return membership(span, left, right, context);
    case 'not in':
      return op(span, 'not', BOOL, [membership(span, left, right, context)]);
    default:
      return ordering(span, ORDERINGS[operator], left, right);
  }
}

function identity(span: Span, negated: boolean, left: Expr, right: Expr): Expr {
  if (right.type.kind === 'none') return noneTest(span, negated, left);
  if (left.type.kind === 'none') return noneTest(span, negated, right);
  if (left.type.kind === 'bool' && right.type.kind === 'bool')
    return op(span, negated ? 'ne' : 'eq', BOOL, [left, right]);
  return refuse(
    'unsupported-syntax',
    span,
    '`is` compares identities, which other languages do not have; only `is None` is understood.',
    { hint: 'Use == instead.' },
  );
}

function noneTest(span: Span, negated: boolean, value: Expr): Expr {
  const possible =
    value.type.kind === 'optional' ||
    value.type.kind === 'none' ||
    (value.type.kind === 'union' && value.type.members.some((m) => m.kind === 'none'));
  if (value.type.kind === 'none' && value.kind === 'const') return constant(span, !negated);
  if (!possible && (value.kind === 'var' || value.kind === 'input' || value.kind === 'const'))
    return constant(span, negated);
  return op(span, negated ? 'is_not_none' : 'is_none', BOOL, [value]);
}

function ordering(span: Span, name: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne', left: Expr, right: Expr): Expr {
  const equality = name === 'eq' || name === 'ne';
  if (equality && right.type.kind === 'none') return noneTest(span, name === 'ne', left);
  if (equality && left.type.kind === 'none') return noneTest(span, name === 'ne', right);
  if (holdsIterator(left.type) || holdsIterator(right.type))
    return refuse(
      'unsupported-syntax',
      span,
      'Iterators are compared by identity, which is not understood.',
      {
        hint: 'Wrap them in list(…).',
      },
    );
  if (isIntLike(left.type) && isIntLike(right.type)) {
    const bools = left.type.kind === 'bool' && right.type.kind === 'bool' && equality;
    return op(span, name, BOOL, bools ? [left, right] : [asInt(left), asInt(right)]);
  }
  if (isNumeric(left.type) && isNumeric(right.type)) return compareNumbers(span, name, left, right);
  if (left.type.kind === 'set' && right.type.kind === 'set')
    if (!equality || left.type.frozen !== right.type.frozen) return subset(span, name, left, right);
  const type = join(left.type, right.type);
  const mixed = type.kind === 'union' && left.type.kind !== 'union' && right.type.kind !== 'union';
  if (mixed && equality && !overlaps(left.type, right.type)) {
    if (isHarmless(left) && isHarmless(right)) return constant(span, name === 'ne');
  }
  if (!equality && (mixed || !isOrderable(type))) {
    return refuse('type-error', span, `${showType(left.type)} and ${showType(right.type)} have no order.`, {
      exception: 'TypeError',
    });
  }
  return op(span, name, BOOL, [convert(left, type), convert(right, type)]);
}

const holdsIterator = (type: Type): boolean => someType(type, (t) => t.kind === 'iterator');

/** Whether nobody can tell that an operand was not evaluated. */
function isHarmless(value: Expr): boolean {
  return !mayRaise(value) && !some(value, (node) => node.kind === 'assign' || node.type.kind === 'iterator');
}

/** Whether values of two different kinds can be equal in Python (1 == 1.0 == True). */
function overlaps(a: Type, b: Type): boolean {
  if (a.kind === 'union') return a.members.some((member) => overlaps(member, b));
  if (b.kind === 'union') return b.members.some((member) => overlaps(a, member));
  if (a.kind === 'optional') return overlaps(a.of, b) || overlaps(NONE, b);
  if (b.kind === 'optional') return overlaps(a, b.of) || overlaps(a, NONE);
  const family = (t: Type) =>
    isNumeric(t) ? 'number' : t.kind === 'tuple' || t.kind === 'sequence' ? 'tuple' : t.kind;
  return family(a) === family(b);
}

const isNumeric = (type: Type): boolean =>
  type.kind === 'int' || type.kind === 'bool' || type.kind === 'float';

function compareNumbers(
  span: Span,
  name: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne',
  left: Expr,
  right: Expr,
): Expr {
  const plain = (value: Expr) => value.type.kind === 'float' || ranges.contains(ranges.SAFE, rangeOf(value));
  if (plain(left) && plain(right)) return op(span, name, BOOL, [toFloat(left), toFloat(right)]);
  if (left.type.kind === 'float') requireOneRaiser(span, left, right);
  const mirrored = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le', eq: 'eq', ne: 'ne' } as const;
  return left.type.kind === 'float'
    ? op(span, 'compare.int_float', BOOL, [asInt(right), convert(left, FLOAT)], { compare: mirrored[name] })
    : op(span, 'compare.int_float', BOOL, [asInt(left), convert(right, FLOAT)], { compare: name });
}

function subset(span: Span, name: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne', left: Expr, right: Expr): Expr {
  if (left.type.kind !== 'set' || right.type.kind !== 'set') throw new Poisoned();
  const element = join(left.type.element, right.type.element);
  const { frozen } = left.type;
  const args = [convert(left, { ...left.type, element }), convert(right, { ...right.type, element, frozen })];
  const names = {
    le: 'set.issubset',
    ge: 'set.issuperset',
    lt: 'set.lt',
    gt: 'set.gt',
    eq: 'eq',
    ne: 'ne',
  } as const;
  return op(span, names[name], BOOL, args);
}

/** Types whose values all compare with `<`. */
export function isOrderable(type: Type): boolean {
  switch (type.kind) {
    case 'int':
    case 'bool':
    case 'float':
    case 'str':
    case 'bytes':
    case 'never':
      return true;
    case 'list':
    case 'sequence':
      return isOrderable(type.element);
    case 'tuple':
      return type.items.every(isOrderable);
    case 'union':
      return type.members.every(isNumeric);
    default:
      return false;
  }
}

/** The IR evaluates these operands the other way round than Python: if both may raise, then the same exception. */
function requireOneRaiser(span: Span, first: Expr, second: Expr): void {
  const [a, b] = [exceptionsOf(first), exceptionsOf(second)];
  if (a.size === 0 || b.size === 0 || new Set([...a, ...b]).size === 1) return;
  refuse(
    'lazy-error-order',
    span,
    'Both sides of this comparison can raise, and the order in which they do would be lost.',
    {
      hint: 'Bind one of them first: `for y in [ … ]`.',
    },
  );
}

function membership(span: Span, item: Expr, container: Expr, context: Context): Expr {
  requireOneRaiser(span, item, container);
  const type = container.type;
  const test = (holder: Expr, element: Type): Expr => {
    // An int past 2^53 may be no float: it is compared as it is.
    if (
      element.kind === 'float' &&
      item.type.kind === 'int' &&
      !ranges.contains(ranges.SAFE, item.type.range)
    )
      return named(item, 'item', context, (sought) => anyEqual(span, sought, holder, context));
    const common = join(element, item.type);
    if (!isConvertible(item.type, element)) {
      if (
        common.kind === 'union' &&
        !overlaps(element, item.type) &&
        element.kind !== 'union' &&
        element.kind !== 'optional'
      )
        return isHarmless(item) && isHarmless(container)
          ? constant(span, false)
          : refuse('mixed-types', span, `${showType(item.type)} is never in ${showType(type)}.`);
      const widened = widenElement(holder, common);
      return op(span, 'contains', BOOL, [widened, convert(item, common)]);
    }
    return op(span, 'contains', BOOL, [holder, convert(item, element)]);
  };
  switch (type.kind) {
    case 'str':
      return item.type.kind === 'str'
        ? op(span, 'contains', BOOL, [container, item])
        : refuse('type-error', span, '`in` a string needs a string on its left.', { exception: 'TypeError' });
    case 'bytes':
      return item.type.kind === 'int' || item.type.kind === 'bytes'
        ? op(span, 'contains', BOOL, [container, item])
        : refuse('type-error', span, '`in` bytes needs an int or bytes.', { exception: 'TypeError' });
    case 'list':
    case 'sequence':
    case 'set':
      return test(container, type.element);
    case 'tuple': {
      const flat = asSequence(type);
      return test(convert(container, flat), flat.element);
    }
    case 'dict':
      return test(container, type.key);
    case 'range':
      return isIntLike(item.type)
        ? op(span, 'contains', BOOL, [container, asInt(item)])
        : refuse('mixed-types', span, '`in range(…)` is understood for ints.');
    case 'iterator':
      return anyEqual(span, item, container, context);
    default:
      return refuse('type-error', span, `\`in\` does not work on ${showType(type)}.`, {
        exception: 'TypeError',
      });
  }
}

function widenElement(holder: Expr, element: Type): Expr {
  const type = holder.type;
  if (type.kind === 'list' || type.kind === 'sequence' || type.kind === 'set')
    return convert(holder, { ...type, element });
  if (type.kind === 'dict') return convert(holder, { ...type, key: element });
  return holder;
}

/** `x in generator`: stops at the first equal element. */
function anyEqual(span: Span, item: Expr, container: Expr, context: Context): Expr {
  return collect(context, span, container, (element) => ({
    type: BOOL,
    collector: { kind: 'any', element: truth(ordering(span, 'eq', element, item)) },
  }));
}
