import {
  constantOf,
  contains,
  type Interval,
  type IntType,
  includes,
  NON_NEGATIVE,
  type Op,
  ownExceptions,
} from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import {
  and,
  binary,
  bitsOf,
  call,
  caseWhen,
  compare,
  INT64_SHAPE,
  PRECEDENCE,
  paren,
  type Shape,
  type Term,
  term,
  tighter,
} from './term';

/** Widths of ints in bits, by what the engine computes an operation in. */
export const bitsOfTerm = (t: Term): 32 | 64 | 128 => (t.shape.kind === 'int' ? t.shape.bits : 64);

export const rangeOf = (type: { readonly kind: string }): Interval =>
  type.kind === 'int' ? (type as IntType).range : { min: null, max: null };

/** The width that the result needs; refuses what certainly leaves the engine's ints. */
function needed(emitter: Emitter, node: Op): 32 | 64 | 128 {
  const range = rangeOf(node.type);
  const bits = bitsOf(range);
  const { widestInt } = emitter.dialect;
  if (bits <= widestInt) {
    const limit = 2n ** 127n;
    if ((range.min !== null && range.min >= limit) || (range.max !== null && range.max < -limit)) {
      emitter.refuse('may-overflow', node.span, 'These values are past the widest int of the engine.');
    }
    return bits;
  }
  return emitter.refuse(
    'may-overflow',
    node.span,
    'These values may leave the 64 bits of an INTEGER, which would silently become a REAL.',
    'Narrow the range, or choose the duckdb dialect.',
  );
}

/** The operands with one of them widened, so that the engine computes in at least this width. */
export function widened(emitter: Emitter, bits: 32 | 64 | 128, left: Term, right: Term): [Term, Term] {
  const have = Math.max(bitsOfTerm(left), bitsOfTerm(right));
  if (have >= bits) return [left, right];
  const target = bits === 128 ? 128 : 64;
  return /^\d+$/.test(left.fragment.text) && !/^\d+$/.test(right.fragment.text)
    ? [left, emitter.dialect.widen(right, target)]
    : [emitter.dialect.widen(left, target), right];
}

const resultShape = (left: Term, right: Term): Shape => ({
  kind: 'int',
  bits: bitsOfTerm(left) >= bitsOfTerm(right) ? bitsOfTerm(left) : bitsOfTerm(right),
});

function arithmetic(operator: string, precedence: number): Printer {
  return (emitter, node) => {
    const [l, r] = two(emitter, node);
    const [left, right] = widened(emitter, needed(emitter, node), l, r);
    return binary(resultShape(left, right), precedence, left, operator, right);
  };
}

export function two(emitter: Emitter, node: Op): [Term, Term] {
  const [left, right] = emitter.args(node);
  if (!left || !right) throw new TypeError(`${node.op} takes two arguments`);
  return [left, right];
}

export function one(emitter: Emitter, node: Op): Term {
  const [only] = emitter.args(node);
  if (!only) throw new TypeError(`${node.op} takes an argument`);
  return only;
}

/** Terms that are printed more than once must stay short. */
export function repeated(emitter: Emitter, node: Op, ...terms: readonly Term[]): void {
  if (terms.some((t) => t.fragment.text.length > 400)) {
    emitter.refuse(
      'unsupported-operation',
      node.span,
      'This value would be printed several times.',
      'Bind it in a clause of its own: `for y in [value]`.',
    );
  }
}

const zero = (divisor: Term): Term => compare(divisor, '=', term(INT64_SHAPE)`0`);

/** Floored `//` and `%`; SQL truncates. */
function division(operator: '//' | '%'): Printer {
  return (emitter, node) => {
    const [l, r] = two(emitter, node);
    const [left, right] = widened(emitter, needed(emitter, node), l, r);
    const value = flooredDivision(emitter, node, operator, left, right);
    if (ownExceptions(node).length === 0) return value;
    return emitter.guard(
      node.span,
      zero(right),
      'ZeroDivisionError',
      'integer division or modulo by zero',
      value,
    );
  };
}

function flooredDivision(emitter: Emitter, node: Op, operator: '//' | '%', left: Term, right: Term): Term {
  const [a, b] = node.args.map((arg) => rangeOf(arg.type));
  const shape = resultShape(left, right);
  const slash = emitter.dialect.integerDivision(left, right, shape);
  const mod = binary(shape, PRECEDENCE.multiplicative, left, '%', right);
  const truncated = operator === '//' ? slash : mod;
  const positive = b !== undefined && b.min !== null && b.min > 0n;
  if (positive && a !== undefined && contains(NON_NEGATIVE, a)) return truncated;
  if (operator === '%') {
    if (positive)
      return term(
        shape,
        PRECEDENCE.multiplicative,
      )`(${mod} + ${tighter(right, PRECEDENCE.additive)}) % ${tighter(right, PRECEDENCE.multiplicative)}`;
    repeated(emitter, node, left, right);
    return term(
      shape,
      PRECEDENCE.additive,
    )`${mod} + ${caseWhen(shape, signsDiffer(mod, left, right), right, '0')}`;
  }
  repeated(emitter, node, left, right);
  return term(
    shape,
    PRECEDENCE.additive,
  )`${slash} - ${caseWhen(shape, signsDiffer(mod, left, right), '1', '0')}`;
}

function signsDiffer(mod: Term, left: Term, right: Term): Term {
  const nil = term(INT64_SHAPE)`0`;
  const differ = term(
    { kind: 'bool' },
    PRECEDENCE.comparison,
  )`(${compare(left, '<', nil)}) <> (${compare(right, '<', nil)})`;
  return and(compare(mod, '<>', nil), differ);
}

/** Constant exponents are multiplied out; others fold a list of equal factors where the dialect can. */
const power: Printer = (emitter, node) => {
  const [base, exponent] = two(emitter, node);
  const bits = needed(emitter, node);
  const known = constantOf(rangeOf(node.type));
  if (known !== null && node.args.every((arg) => arg.kind === 'const'))
    return emitter.integer(known, node.span);
  const constant = node.args[1] ? constantOf(rangeOf(node.args[1].type)) : null;
  if (constant === 0n) return term(INT64_SHAPE)`1`;
  if (constant === 1n) return base;
  const short = base.fragment.text.length <= 24;
  if (constant !== null && constant <= (short ? 8n : 2n)) {
    repeated(emitter, node, base);
    const [left, right] = widened(emitter, bits, base, base);
    return Array.from({ length: Number(constant) - 1 }).reduce<Term>(
      (product) => binary(resultShape(left, right), PRECEDENCE.multiplicative, product, '*', right),
      left,
    );
  }
  const wide = bitsOfTerm(base) >= bits ? base : emitter.dialect.widen(base, bits === 128 ? 128 : 64);
  return (
    emitter.dialect.power(
      wide,
      emitter.narrow(exponent),
      { kind: 'int', bits: bits === 128 ? 128 : 64 },
      emitter.names,
    ) ??
    emitter.refuse('unsupported-operation', node.span, 'Exponents past 8 have no exact counterpart here.')
  );
};

/** PostgreSQL's wide ints are numeric, which has no bits. */
function requireShift(emitter: Emitter, node: Op, value: Term): void {
  if (emitter.dialect.id === 'postgresql' && bitsOfTerm(value) > 64)
    emitter.refuse('may-overflow', node.span, 'Ints past 64 bits are not shifted by this engine.');
}

const leftShift: Printer = (emitter, node) => {
  const [value, amount] = two(emitter, node);
  const bits = needed(emitter, node);
  const [range, by] = node.args.map((arg) => rangeOf(arg.type));
  const wide = bitsOfTerm(value) >= bits ? value : emitter.dialect.widen(value, bits === 128 ? 128 : 64);
  requireShift(emitter, node, wide);
  const narrow = emitter.dialect.shiftAmount(amount);
  const width = bitsOfTerm(wide);
  const inRange = by?.max !== null && by?.max !== undefined && by.max < BigInt(width - 1);
  const checked = emitter.dialect.id === 'duckdb' || (inRange && bits <= width);
  if (!checked) emitter.refuse('may-overflow', node.span, 'Bits shifted out would be lost silently here.');
  const factor = binary(
    wide.shape,
    PRECEDENCE.other,
    emitter.dialect.widen(term({ kind: 'int', bits: 32 })`1`, bitsOfTerm(wide) === 128 ? 128 : 64),
    '<<',
    narrow,
  );
  const nonNegative = range !== undefined && contains(NON_NEGATIVE, range);
  const shifted = nonNegative
    ? binary(wide.shape, PRECEDENCE.other, wide, '<<', narrow)
    : binary(wide.shape, PRECEDENCE.multiplicative, wide, '*', factor);
  return negativeShift(emitter, node, amount, shifted);
};

const rightShift: Printer = (emitter, node) => {
  const [value, amount] = two(emitter, node);
  const by = node.args[1] ? rangeOf(node.args[1].type) : null;
  requireShift(emitter, node, value);
  const width = bitsOfTerm(value);
  const narrow = emitter.dialect.shiftAmount(amount);
  const small = by !== null && by.max !== null && by.max < BigInt(width);
  const bounded = small
    ? narrow
    : emitter.dialect.least(narrow, term({ kind: 'int', bits: 32 })`${width - 1}`);
  return negativeShift(emitter, node, amount, binary(value.shape, PRECEDENCE.other, value, '>>', bounded));
};

function negativeShift(emitter: Emitter, node: Op, amount: Term, value: Term): Term {
  if (ownExceptions(node).length === 0) return value;
  return emitter.guard(
    node.span,
    compare(amount, '<', term(INT64_SHAPE)`0`),
    'ValueError',
    'negative shift count',
    value,
  );
}

function bitwise(operator: '&' | '|'): Printer {
  return (emitter, node) => {
    const [left, right] = two(emitter, node);
    return binary(resultShape(left, right), PRECEDENCE.other, left, operator, right);
  };
}

const negate: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const bits = needed(emitter, node);
  const wide = bitsOfTerm(value) >= bits ? value : emitter.dialect.widen(value, bits === 128 ? 128 : 64);
  return term(wide.shape, PRECEDENCE.unary)`-${paren(wide, PRECEDENCE.cast)}`;
};

const absolute: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const bits = needed(emitter, node);
  const wide = bitsOfTerm(value) >= bits ? value : emitter.dialect.widen(value, bits === 128 ? 128 : 64);
  return call(wide.shape, 'abs', wide);
};

const trueDivision: Printer = (emitter, node) => {
  const [left, right] = two(emitter, node);
  const exact: Interval = { min: -(2n ** 53n), max: 2n ** 53n };
  const ranges = node.args.map((arg) => rangeOf(arg.type));
  if (!ranges.every((range) => contains(exact, range))) {
    emitter.refuse('may-overflow', node.span, 'Ints past 2^53 are not divided with correct rounding here.');
  }
  const [a, b] = ranges;
  const mayBeNegativeZero =
    a === undefined || (includes(a, 0) && (b === undefined || b.min === null || b.min < 0n));
  const shape: Shape = {
    kind: 'float',
    low: -9.1e15,
    high: 9.1e15,
    nan: false,
    negativeZero: mayBeNegativeZero,
  };
  const nonNegative =
    a !== undefined && b !== undefined && contains(NON_NEGATIVE, a) && contains(NON_NEGATIVE, b);
  const value = emitter.dialect.floatDivision(left, right, nonNegative ? { ...shape, low: 0 } : shape);
  // `-0` has no int of its own: 0 / -1 is -0.0 in both.
  if (ownExceptions(node).length === 0) return value;
  return emitter.guard(node.span, zero(right), 'ZeroDivisionError', 'division by zero', value);
};

const fold =
  (name: 'min' | 'max'): Printer =>
  (emitter, node) => {
    const args = emitter.args(node);
    if (
      args.some(
        (arg) =>
          arg.shape.kind !== 'int' &&
          arg.shape.kind !== 'str' &&
          arg.shape.kind !== 'bool' &&
          !plainFloat(arg.shape),
      )
    ) {
      emitter.refuse(
        'unsupported-operation',
        node.span,
        'These values are not compared by least and greatest as Python does.',
      );
    }
    return args.reduce((a, b) =>
      name === 'min' ? emitter.dialect.least(a, b) : emitter.dialect.greatest(a, b),
    );
  };

const plainFloat = (shape: Shape): boolean => shape.kind === 'float' && !shape.nan && !shape.negativeZero;

/** Integer operations, the same in every dialect but for the names of a few functions. */
export const INT_OPERATIONS: Printers = {
  'int.add': arithmetic('+', PRECEDENCE.additive),
  'int.sub': arithmetic('-', PRECEDENCE.additive),
  'int.mul': arithmetic('*', PRECEDENCE.multiplicative),
  'int.neg': negate,
  'int.abs': absolute,
  'int.invert': (emitter, node) => {
    const value = one(emitter, node);
    // Two of the engines bind `~` looser than arithmetic: inside any other operator it stands in parentheses.
    return term(value.shape, PRECEDENCE.comparison)`~${paren(value, PRECEDENCE.atom)}`;
  },
  'int.floordiv': division('//'),
  'int.mod': division('%'),
  'int.pow': power,
  'int.and': bitwise('&'),
  'int.or': bitwise('|'),
  'int.xor': (emitter, node) => {
    const [left, right] = two(emitter, node);
    return emitter.dialect.xor(left, right, resultShape(left, right));
  },
  'int.lshift': leftShift,
  'int.rshift': rightShift,
  'int.truediv': trueDivision,
  min: fold('min'),
  max: fold('max'),
};
