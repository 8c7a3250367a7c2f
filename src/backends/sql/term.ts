import type { ExceptionName, Interval, Span, Type } from '../../language';
import { concat, type Fragment, mark as markFragment } from '../text';

/** Binding strength of SQL operators, loosest first, where the three dialects agree. */
export const PRECEDENCE = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  /** `||`, `&`, `<<` and other operators without a rank of their own. */
  other: 6,
  additive: 7,
  multiplicative: 8,
  unary: 10,
  cast: 11,
  atom: 12,
} as const;

/** What an SQL expression really is, which may be narrower than the Python type says (`1` is an INTEGER). */
export type Shape =
  | { readonly kind: 'int'; readonly bits: 32 | 64 | 128 }
  | FloatShape
  | { readonly kind: 'bool' | 'bytes' | 'none' }
  /** `ascii`: proved to hold nothing else. */
  | { readonly kind: 'str'; readonly ascii?: boolean }
  | { readonly kind: 'list'; readonly element: Shape }
  /** `names`: the items are fields of these names (entries of a dict). */
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly names?: readonly string[] }
  | { readonly kind: 'dict'; readonly key: Shape; readonly value: Shape }
  | {
      readonly kind: 'record';
      readonly fields: readonly { readonly name: string; readonly shape: Shape }[];
    };

/** A float and what is known of it: bounds, and whether it may be NaN or -0.0. */
export interface FloatShape {
  readonly kind: 'float';
  readonly low: number;
  readonly high: number;
  readonly nan: boolean;
  readonly negativeZero: boolean;
}

export const ANY_FLOAT: FloatShape = {
  kind: 'float',
  low: -Infinity,
  high: Infinity,
  nan: true,
  negativeZero: true,
};
export const BOOL_SHAPE: Shape = { kind: 'bool' };
export const STR_SHAPE: Shape = { kind: 'str' };
export const ASCII_SHAPE: Shape = { kind: 'str', ascii: true };
export const INT64_SHAPE: Shape = { kind: 'int', bits: 64 };
export const NONE_SHAPE: Shape = { kind: 'none' };

/** A printed expression with what its readers need to know. */
export interface Term {
  readonly fragment: Fragment;
  readonly precedence: number;
  readonly shape: Shape;
  /** Exceptions that evaluating it can raise. */
  readonly raises: ReadonlySet<ExceptionName>;
  /** True when it contains a subquery, which an engine may evaluate outside of its CASE branch. */
  readonly query: boolean;
  /** The items of a tuple that is printed in place. */
  readonly items?: readonly Term[];
  /** The operands of a chain of ANDs. */
  readonly conjuncts?: readonly Term[];
  /** What is true where an (in)equality is false. */
  readonly opposite?: Term;
  /** The arms of a CASE: what stands between its words. */
  readonly arms?: Fragment;
}

const NOTHING: ReadonlySet<ExceptionName> = new Set();

export function unite(
  sets: readonly ReadonlySet<ExceptionName>[],
  more: readonly ExceptionName[] = [],
): ReadonlySet<ExceptionName> {
  const all = sets.filter((s) => s.size > 0);
  if (more.length === 0 && all.length === 0) return NOTHING;
  const [only] = all;
  if (more.length === 0 && all.length === 1 && only !== undefined) return only;
  return new Set([...all.flatMap((s) => [...s]), ...more]);
}

export type Piece = Term | Fragment | string | number | bigint;

function isTerm(piece: Piece): piece is Term {
  return typeof piece === 'object' && 'fragment' in piece;
}

function fragmentOf(piece: Piece): Fragment | string {
  if (typeof piece !== 'object') return String(piece);
  return isTerm(piece) ? piece.fragment : piece;
}

/** A template tag that prints a term of the given shape; its parts hand on what they raise. */
export function term(shape: Shape, precedence: number = PRECEDENCE.atom) {
  return (strings: TemplateStringsArray, ...parts: readonly Piece[]): Term => {
    const pieces: (Fragment | string)[] = [];
    strings.forEach((s, i) => {
      pieces.push(s);
      const part = parts[i];
      if (part !== undefined) pieces.push(fragmentOf(part));
    });
    return wrap(concat(pieces), shape, precedence, parts);
  };
}

/** A term around a ready fragment that was made of `parts`. */
export function wrap(
  fragment: Fragment | string,
  shape: Shape,
  precedence: number = PRECEDENCE.atom,
  parts: readonly Piece[] = [],
): Term {
  const terms = parts.filter(isTerm);
  return {
    fragment: typeof fragment === 'string' ? { text: fragment, map: [] } : fragment,
    shape,
    precedence,
    raises: unite(terms.map((t) => t.raises)),
    query: terms.some((t) => t.query),
  };
}

/** The term in parentheses when it binds looser than `precedence`. */
export function paren(t: Term, precedence: number): Term {
  if (t.precedence >= precedence) return t;
  return { ...t, fragment: concat(['(', t.fragment, ')']), precedence: PRECEDENCE.atom };
}

/** Parentheses unless it binds tighter: for operands on the side that doesn't associate. */
export const tighter = (t: Term, precedence: number): Term => paren(t, precedence + 1);

export const raising = (t: Term, ...names: ExceptionName[]): Term => ({
  ...t,
  raises: unite([t.raises], names),
});

export const mark = (t: Term, span: Span): Term => ({
  ...t,
  fragment: markFragment(t.fragment, span),
  ...(t.arms && { arms: markFragment(t.arms, span) }),
  ...(t.opposite && { opposite: mark(t.opposite, span) }),
});

export function joinTerms(terms: readonly Piece[], separator: string): Fragment {
  return concat(terms.flatMap((t, i) => (i === 0 ? [fragmentOf(t)] : [separator, fragmentOf(t)])));
}

/** `name(a, b, …)`. */
export function call(shape: Shape, name: string, ...args: readonly Piece[]): Term {
  return wrap(concat([`${name}(`, joinTerms(args, ', '), ')']), shape, PRECEDENCE.atom, args);
}

/** A left-associative operator. */
export function binary(shape: Shape, precedence: number, left: Term, operator: string, right: Term): Term {
  return term(shape, precedence)`${paren(left, precedence)} ${operator} ${tighter(right, precedence)}`;
}

/** A comparison: operands bind tighter on both sides. */
export function compare(left: Term, operator: string, right: Term): Term {
  const [first, second] = [tighter(left, PRECEDENCE.comparison), tighter(right, PRECEDENCE.comparison)];
  const compared = (sign: string): Term =>
    term(BOOL_SHAPE, PRECEDENCE.comparison)`${first} ${sign} ${second}`;
  const other = operator === '=' ? '<>' : operator === '<>' ? '=' : null;
  return other === null ? compared(operator) : { ...compared(operator), opposite: compared(other) };
}

export function and(...tests: readonly Term[]): Term {
  const whole = connect(tests, ' AND ', PRECEDENCE.and);
  return { ...whole, conjuncts: tests.flatMap((t) => t.conjuncts ?? [t]) };
}

export function or(...tests: readonly Term[]): Term {
  return connect(tests, ' OR ', PRECEDENCE.or);
}

function connect(tests: readonly Term[], separator: string, precedence: number): Term {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  const parts = tests.map((t) => paren(t, precedence));
  return wrap(joinTerms(parts, separator), BOOL_SHAPE, precedence, parts);
}

export function not(test: Term): Term {
  if (test.opposite !== undefined) return test.opposite;
  return term(BOOL_SHAPE, PRECEDENCE.not)`NOT ${tighter(test, PRECEDENCE.not)}`;
}

export function caseWhen(shape: Shape, test: Piece, then: Piece, otherwise: Piece): Term {
  // A CASE in the last arm has arms of the same value: they follow these.
  const last = typeof otherwise === 'object' && 'arms' in otherwise ? otherwise.arms : undefined;
  const text = concat([
    'WHEN ',
    fragmentOf(test),
    ' THEN ',
    fragmentOf(then),
    ...(last === undefined ? [' ELSE ', fragmentOf(otherwise)] : [' ', last]),
  ]);
  const whole = wrap(concat(['CASE ', text, ' END']), shape, PRECEDENCE.atom, [test, then, otherwise]);
  return { ...whole, arms: text };
}

/** Smallest machine width, of those on offer, that holds the interval; unbounded needs the widest. */
export function bitsOf(range: Interval): 32 | 64 | 128 {
  if (range.min === null || range.max === null) return 128;
  if (range.min >= -(2n ** 31n) && range.max < 2n ** 31n) return 32;
  return range.min >= -(2n ** 63n) && range.max < 2n ** 63n ? 64 : 128;
}

/** The shape that a type has when nothing narrower is known: ints of 64 bits where they fit. */
export function shapeOf(type: Type): Shape {
  switch (type.kind) {
    case 'int':
      return { kind: 'int', bits: bitsOf(type.range) === 128 ? 128 : 64 };
    case 'float':
      return ANY_FLOAT;
    case 'str':
      return STR_SHAPE;
    case 'bool':
    case 'bytes':
      return { kind: type.kind };
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return { kind: 'list', element: shapeOf(type.element) };
    case 'range':
      return { kind: 'list', element: INT64_SHAPE };
    case 'tuple':
      return { kind: 'tuple', items: type.items.map(shapeOf) };
    case 'dict':
      return { kind: 'dict', key: shapeOf(type.key), value: shapeOf(type.value) };
    case 'record':
      return { kind: 'record', fields: type.fields.map((f) => ({ name: f.name, shape: shapeOf(f.type) })) };
    case 'optional':
      return shapeOf(type.of);
    default:
      return NONE_SHAPE;
  }
}

/** The shape that holds either: what an engine makes of CASE arms and list items. */
export function joinShapes(a: Shape, b: Shape): Shape {
  if (a.kind === 'none') return b;
  if (b.kind === 'none') return a;
  if (a.kind === 'int' && b.kind === 'int') return a.bits >= b.bits ? a : b;
  if (a.kind === 'float' && b.kind === 'float') {
    return {
      kind: 'float',
      low: Math.min(a.low, b.low),
      high: Math.max(a.high, b.high),
      nan: a.nan || b.nan,
      negativeZero: a.negativeZero || b.negativeZero,
    };
  }
  if (a.kind === 'str' && b.kind === 'str') return a.ascii && b.ascii ? a : STR_SHAPE;
  if (a.kind === 'list' && b.kind === 'list')
    return { kind: 'list', element: joinShapes(a.element, b.element) };
  if (a.kind === 'tuple' && b.kind === 'tuple')
    return { kind: 'tuple', items: a.items.map((item, i) => joinShapes(item, b.items[i] ?? NONE_SHAPE)) };
  if (a.kind === 'dict' && b.kind === 'dict')
    return { kind: 'dict', key: joinShapes(a.key, b.key), value: joinShapes(a.value, b.value) };
  return a;
}

/** Whether a value may be, or hold, -0.0. */
export function hasNegativeZero(shape: Shape): boolean {
  if (shape.kind === 'float') return shape.negativeZero;
  if (shape.kind === 'tuple') return shape.items.some(hasNegativeZero);
  if (shape.kind === 'dict') return hasNegativeZero(shape.key) || hasNegativeZero(shape.value);
  return shape.kind === 'list' && hasNegativeZero(shape.element);
}
