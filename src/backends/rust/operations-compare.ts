import { contains, type Expr, join, type Op, someType, type Type } from '../../language';
import { code, type Fragment } from '../text';
import {
  blockOf,
  call,
  charLiteral,
  comparand,
  isWellFormed,
  method,
  negated,
  owned,
  P,
  paren,
  type Rx,
  rx,
  stringLiteral,
  strOf,
  suffixed,
} from './code';
import { type Emitter, storedAs } from './emitter';
import type { Printer, Printers } from './operations';
import { walkSource } from './sources';
import { fitsBits, intShape, isOrdered } from './types';

const SYMBOLS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
type Comparison = keyof typeof SYMBOLS;

/** `a < b`; a cast on the left would read as the start of generic arguments. */
function infix(left: Rx, right: Rx, comparison: Comparison): Rx {
  const first = left.prec === P.cast ? code`(${left.code})` : paren(left, P.compare + 1);
  const second = paren(right, P.compare + 1);
  const printed = rx(code`${first} ${SYMBOLS[comparison]} ${second}`, P.compare);
  if (comparison !== 'eq' && comparison !== 'ne') return printed;
  return { ...printed, opposite: code`${first} ${SYMBOLS[comparison === 'eq' ? 'ne' : 'eq']} ${second}` };
}

function compare(comparison: Comparison): Printer {
  return (e, node) => {
    const [left, right] = node.args;
    if (left === undefined || right === undefined) return rx('true');
    if (left.type.kind === 'int' && right.type.kind === 'int') return ints(e, left, right, comparison);
    if (left.type.kind === 'str' && right.type.kind === 'str') return strings(e, left, right, comparison);
    if (comparison !== 'eq' && comparison !== 'ne') requireOrder(e, node, left.type);
    const type = join(left.type, right.type);
    if (type.kind === 'union')
      return e.refuse('unsupported-type', node.span, "The Rust backend can't compare these.");
    if (type.kind !== 'float') requireNoNan(e, node, [left, right]);
    if (type.kind === 'dict') return dicts(e, left, right, type, comparison);
    return infix(typedComparand(e, left, type), typedComparand(e, right, type), comparison);
  };
}

/** Inside of containers Python knows NaN by identity, and a comparison does not. */
function requireNoNan(e: Emitter, node: Expr, operands: readonly Expr[]): void {
  const floats = operands.some((operand) => someType(operand.type, (t) => t.kind === 'float'));
  if (floats && !operands.some(holdsNoNan))
    e.refuse(
      'unsupported-type',
      node.span,
      'Containers of floats are compared where one of them is written out.',
    );
}

/** Constants, and displays of them. */
export function holdsNoNan(value: Expr): boolean {
  if (value.kind === 'convert') return holdsNoNan(value.value);
  if (value.kind === 'display')
    return value.items.every((item) => item.kind !== 'entry' && holdsNoNan(item.value));
  if (value.kind !== 'const') return !someType(value.type, (t) => t.kind === 'float');
  return !(
    typeof value.value === 'object' &&
    value.value !== null &&
    'float' in value.value &&
    Number.isNaN(value.value.float)
  );
}

function requireOrder(e: Emitter, node: Op, type: Type): void {
  if (!isOrdered(type))
    e.refuse(
      'unsupported-type',
      node.span,
      'These values have no order in Rust.',
      'Compare numbers, strings or tuples.',
    );
}

function ints(e: Emitter, left: Expr, right: Expr, comparison: Comparison): Rx {
  const wide = [left, right].some((n) =>
    n.kind === 'const' && typeof n.value === 'bigint'
      ? !fitsBits({ min: n.value, max: n.value }, 64)
      : n.type.kind === 'int' && intShape(n.type).bits === 128,
  );
  const bits = wide ? 128 : 64;
  const [a, b] = [e.int(left, bits), e.int(right, bits)];
  return infix(b.literal === undefined ? a : suffixedWhenLiteral(a), b, comparison);
}

const suffixedWhenLiteral = (r: Rx): Rx => (r.literal === undefined ? r : suffixed(r));

/** A character against a one-character constant as `char`, everything else as `&str`. */
function strings(e: Emitter, left: Expr, right: Expr, comparison: Comparison): Rx {
  const [a, b] = [e.expr(left), e.expr(right)];
  if (a.own === 'char' && b.own === 'char') return infix(a, b, comparison);
  if (a.own === 'char' && oneChar(right) !== null)
    return infix(a, rx(charLiteral(oneChar(right) ?? '')), comparison);
  if (b.own === 'char' && oneChar(left) !== null)
    return infix(rx(charLiteral(oneChar(left) ?? '')), b, comparison);
  const equality = comparison === 'eq' || comparison === 'ne';
  // A String is compared with a literal as it stands.
  if (equality && right.kind === 'const' && a.own !== 'char' && a.own !== 'str')
    return infix(a, b, comparison);
  return infix(strOf(a), strOf(b), comparison);
}

export function oneChar(node: Expr): string | null {
  if (node.kind !== 'const' || typeof node.value !== 'string' || !isWellFormed(node.value)) return null;
  return Array.from(node.value).length === 1 ? node.value : null;
}

function typedComparand(e: Emitter, node: Expr, type: Type): Rx {
  if (e.show(node.type, node.span) === e.show(type, node.span)) {
    const r = e.expr(node);
    return comparand(r);
  }
  return e.as(node, type);
}

/** Equal dicts have equal items in any order, which the map of the standard library compares by itself. */
function dicts(e: Emitter, left: Expr, right: Expr, type: Type, comparison: Comparison): Rx {
  if (type.kind !== 'dict' || (comparison !== 'eq' && comparison !== 'ne'))
    return e.refuse('type-error', left.span, 'Dicts have no order.');
  return infix(comparand(e.as(left, type)), comparand(e.as(right, type)), comparison);
}

/** An int against a float, exactly. */
const intFloat: Printer = (e, node) => {
  const [first, second] = node.args;
  const comparison = node.options?.compare;
  if (first === undefined || second === undefined || comparison === undefined) return rx('true');
  const swapped = first.type.kind === 'float';
  const [int, float] = swapped ? [second, first] : [first, second];
  const exact = { min: -(2n ** 53n), max: 2n ** 53n };
  if (int.type.kind === 'int' && contains(exact, int.type.range)) {
    const cast =
      int.kind === 'const' && typeof int.value === 'bigint'
        ? rx(`${int.value}.0`, int.value < 0n ? P.unary : P.primary)
        : rx(code`${paren(e.value(int), P.cast)} as f64`, P.cast);
    const [a, b] = swapped ? [e.value(float), cast] : [cast, e.value(float)];
    return infix(a, b, comparison);
  }
  const order = call(e.helper('compare_int_float'), [e.int(int, 128).code, e.value(float).code]);
  const flipped = swapped ? FLIPPED[comparison] : comparison;
  return ordering(order, flipped);
};

const FLIPPED = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;

/** A test on the outcome of `partial_cmp`, where a NaN compares with nothing. */
function ordering(order: Rx, comparison: Comparison): Rx {
  const tests: Record<Comparison, string> = {
    eq: 'Some(std::cmp::Ordering::Equal)',
    ne: 'Some(std::cmp::Ordering::Equal)',
    lt: 'Some(std::cmp::Ordering::Less)',
    gt: 'Some(std::cmp::Ordering::Greater)',
    le: 'Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)',
    ge: 'Some(std::cmp::Ordering::Greater | std::cmp::Ordering::Equal)',
  };
  const match = code`matches!(${order.code}, ${tests[comparison]})`;
  return comparison === 'ne' ? rx(code`!${match}`, P.unary) : rx(match);
}

const negation: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('false');
  return negated(e.value(value));
};

const truth: Printer = (e, node) => {
  const [value] = node.args;
  return value === undefined ? rx('false') : truthOf(e, value, e.expr(value), value.type);
};

function truthOf(e: Emitter, node: Expr, r: Rx, type: Type): Rx {
  switch (type.kind) {
    case 'bool':
      return r.own === 'ref' ? rx(code`*${paren(r, P.unary)}`, P.unary) : r;
    case 'none':
    case 'never':
      return rx('false');
    case 'int':
      return infix(comparand(r), rx('0'), 'ne');
    case 'float':
      return infix(comparand(r), rx('0.0'), 'ne');
    case 'str':
      if (r.own === 'char') return rx('true');
      return rx(code`!${method(r, 'is_empty()').code}`, P.unary);
    case 'bytes':
    case 'list':
    case 'sequence':
    case 'set':
    case 'dict':
      return rx(code`!${method(r, 'is_empty()').code}`, P.unary);
    case 'tuple':
      return rx(type.items.length > 0 ? 'true' : 'false');
    case 'range':
      return method(walkSource(e, node).iter, 'next().is_some()');
    case 'optional': {
      const inner = truthOf(e, node, rx('value', P.primary, 'ref'), type.of);
      return method(r, code`as_ref().map_or(false, |value| ${inner.code})`);
    }
    default:
      return e.refuse('unsupported-type', node.span, "The Rust backend can't test the truth of this value.");
  }
}

/** `x in container`. Constants in a display become the alternatives of a pattern. */
const containment: Printer = (e, node) => {
  const [container, item] = node.args;
  if (container === undefined || item === undefined) return rx('false');
  const { type } = container;
  const alternatives = constantAlternatives(e, container, item);
  if (alternatives !== null) return alternatives;
  switch (type.kind) {
    case 'str':
      return inString(e, container, item);
    case 'list':
    case 'sequence': {
      if (item.type.kind === 'str') {
        const text = e.fresh('text');
        return named(e, item, 'wanted', (wanted) =>
          method(walkSource(e, container).iter, code`any(|${text}| ${text} == ${strOf(wanted).code})`),
        );
      }
      const wanted = borrowedAs(e, item, type.element);
      return method(e.expr(container), code`contains(${wanted})`);
    }
    case 'set':
      return method(e.expr(container), code`contains(${borrowedAs(e, item, type.element)})`);
    case 'dict':
      return method(e.expr(container), code`contains_key(${borrowedAs(e, item, type.key)})`);
    case 'range': {
      const walk = walkSource(e, container);
      if (walk.iter.prec === P.range && item.type.kind === 'int')
        return rx(
          code`(${walk.iter.code}).contains(&${paren(suffixedWhenLiteral(e.int(item, intShape(item.type).bits)), P.unary)})`,
        );
      const member = e.fresh('member');
      return named(e, item, 'wanted', (wanted) =>
        method(walk.iter, code`any(|${member}| ${member} == ${comparand(wanted).code})`),
      );
    }
    default:
      return e.refuse(
        'unsupported-operation',
        node.span,
        'The Rust backend has no membership in this value.',
      );
  }
};

/** A value that a closure reads: named first, unless it is a variable or a constant, since Python evaluates it once. */
export function named(e: Emitter, node: Expr, name: string, use: (value: Rx) => Rx): Rx {
  const r = e.expr(node);
  if (node.kind === 'var' || node.kind === 'input' || node.kind === 'const') return use(r);
  const variable = e.fresh(name);
  const own = r.own === 'value' ? storedAs(node.type) : r.own;
  const kept = r.own === 'place' ? owned(r, node.type) : r;
  return blockOf([code`let ${variable} = ${suffixed(kept).code};`, use(rx(variable, P.primary, own)).code]);
}

/** `&x` in the representation of the container's items. */
export function borrowedAs(e: Emitter, item: Expr, type: Type): Fragment {
  if (type.kind === 'str') {
    const r = e.expr(item);
    return r.own === 'str' || r.own === 'ref'
      ? r.code
      : r.own === 'char'
        ? code`${r.code}.to_string().as_str()`
        : code`&${paren(r, P.unary)}`;
  }
  if (type.kind === 'float' && !holdsNoNan(item))
    return code`&${call(e.helper('not_nan'), [e.as(item, type).code]).code}`;
  if (type.kind !== 'float') requireNoNan(e, item, [item]);
  const same = e.show(item.type, item.span) === e.show(type, item.span);
  const r = same ? e.expr(item) : e.as(item, type);
  return r.own === 'ref' || r.own === 'slice' ? r.code : code`&${paren(suffixedWhenLiteral(r), P.unary)}`;
}

function inString(e: Emitter, container: Expr, item: Expr): Rx {
  const char = oneChar(item);
  if (char !== null) return method(text(e, container), `contains(${charLiteral(char)})`);
  const r = e.expr(item);
  const needle =
    r.own === 'char' || r.own === 'str'
      ? r.code
      : r.own === 'ref'
        ? code`${paren(r, P.primary)}.as_str()`
        : code`&${paren(r, P.unary)}`;
  return method(text(e, container), code`contains(${needle})`);
}

const text = (e: Emitter, node: Expr): Rx => rx(e.text(node));

function constantAlternatives(e: Emitter, container: Expr, item: Expr): Rx | null {
  if (container.kind !== 'display' || container.items.length === 0) return null;
  const literals = container.items.map((entry) => (entry.kind === 'item' ? patternOf(entry.value) : null));
  if (!literals.every((l) => l !== null)) return null;
  const r = e.expr(item);
  if (item.type.kind === 'int')
    return rx(
      code`matches!(${comparand(suffixedWhenLiteral(r)).code}, ${literals.map((l) => l.code).join(' | ')})`,
    );
  if (item.type.kind !== 'str') return null;
  const chars = container.items.map((entry) => (entry.kind === 'item' ? oneChar(entry.value) : null));
  if (r.own === 'char') {
    const alternatives = chars.flatMap((c) => (c === null ? [] : [charLiteral(c)]));
    return alternatives.length === 0
      ? rx('false')
      : rx(code`matches!(${r.code}, ${alternatives.join(' | ')})`);
  }
  return rx(code`matches!(${strOf(r).code}, ${literals.map((l) => l.code).join(' | ')})`);
}

/** A constant as a pattern, or null. */
function patternOf(node: Expr): { readonly code: string } | null {
  if (node.kind !== 'const') return null;
  if (typeof node.value === 'string' && isWellFormed(node.value)) return { code: stringLiteral(node.value) };
  if (typeof node.value === 'bigint' && fitsBits({ min: node.value, max: node.value }, 64))
    return { code: String(node.value) };
  return null;
}

const isNone =
  (wanted: boolean): Printer =>
  (e, node) => {
    const [value] = node.args;
    if (value?.type.kind === 'optional') return method(e.expr(value), wanted ? 'is_none()' : 'is_some()');
    return rx(String((value?.type.kind === 'none') === wanted));
  };

export const COMPARISONS: Printers = {
  eq: compare('eq'),
  ne: compare('ne'),
  lt: compare('lt'),
  le: compare('le'),
  gt: compare('gt'),
  ge: compare('ge'),
  'compare.int_float': intFloat,
  is_none: isNone(true),
  is_not_none: isNone(false),
  isinstance: (e, node) => {
    const [value] = node.args;
    const kinds = node.options?.kinds ?? [];
    if (value?.type.kind !== 'optional')
      return e.refuse('unsupported-type', node.span, 'The Rust backend has no unions.');
    return method(e.expr(value), kinds.includes(value.type.of.kind) ? 'is_some()' : 'is_none()');
  },
  contains: containment,
  not: negation,
  truth,
};
