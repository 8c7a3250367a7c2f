import { constantOf, FLOAT_LIBRARY, type Op, type OpName, ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import { one, two } from './operations-int';
import {
  ANY_FLOAT,
  and,
  binary,
  call,
  compare,
  type FloatShape,
  INT64_SHAPE,
  PRECEDENCE,
  paren,
  type Shape,
  term,
} from './term';

const floatOf = (shape: Shape): FloatShape => (shape.kind === 'float' ? shape : ANY_FLOAT);

/** Bounds of a sum, difference or product; NaN where infinities may meet. */
function boundsOf(operator: '+' | '-' | '*', a: FloatShape, b: FloatShape): FloatShape {
  const ends = [a.low, a.high].flatMap((x) =>
    [b.low, b.high].map((y) => (operator === '+' ? x + y : operator === '-' ? x - y : x * y)),
  );
  const undefinedEnd = ends.some(Number.isNaN) || (operator === '*' && straddles(a, b));
  const nan = a.nan || b.nan || undefinedEnd;
  const known = ends.filter((e) => !Number.isNaN(e));
  const negative = a.low < 0 || b.low < 0 || a.negativeZero || b.negativeZero;
  const negativeZero =
    operator === '*' ? negative : operator === '+' ? a.negativeZero && b.negativeZero : a.negativeZero;
  return {
    kind: 'float',
    low: undefinedEnd ? -Infinity : Math.min(...known),
    high: undefinedEnd ? Infinity : Math.max(...known),
    nan,
    negativeZero,
  };
}

const infinite = (s: FloatShape): boolean => s.low === -Infinity || s.high === Infinity;
const hasZero = (s: FloatShape): boolean => s.low <= 0 && s.high >= 0;
const straddles = (a: FloatShape, b: FloatShape): boolean =>
  (infinite(a) && hasZero(b)) || (infinite(b) && hasZero(a));

function arithmetic(operator: '+' | '-' | '*', precedence: number): Printer {
  return (emitter, node) => {
    const [left, right] = two(emitter, node);
    return binary(
      boundsOf(operator, floatOf(left.shape), floatOf(right.shape)),
      precedence,
      left,
      operator,
      right,
    );
  };
}

const division: Printer = (emitter, node) => {
  const [left, right] = two(emitter, node);
  const [a, b] = [floatOf(left.shape), floatOf(right.shape)];
  const positive = b.low > 0;
  const shape: FloatShape = {
    kind: 'float',
    low: positive && a.low >= 0 ? 0 : -Infinity,
    high: Infinity,
    nan: a.nan || b.nan || (infinite(a) && infinite(b)),
    negativeZero: !(positive && a.low >= 0 && !a.negativeZero),
  };
  const value = binary(shape, PRECEDENCE.multiplicative, left, '/', right);
  if (ownExceptions(node).length === 0) return value;
  return emitter.guard(
    node.span,
    compare(right, '=', term(INT64_SHAPE)`0`),
    'ZeroDivisionError',
    'division by zero',
    value,
  );
};

/** Operands of one sign need no correction of C's remainder. */
const modulo: Printer = (emitter, node) => {
  const [left, right] = two(emitter, node);
  const [a, b] = [floatOf(left.shape), floatOf(right.shape)];
  if (!(a.low >= 0 && b.low > 0 && !a.nan && !b.nan && !a.negativeZero) || infinite(a) || infinite(b)) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'The remainder of floats of unknown sign follows other rules in SQL.',
    );
  }
  return (
    emitter.dialect.floatRemainder(left, right, {
      kind: 'float',
      low: 0,
      high: b.high,
      nan: false,
      negativeZero: false,
    }) ?? emitter.refuse('unsupported-operation', node.span, 'This engine has no remainder of floats.')
  );
};

/** CPython's own steps for operands of one sign: take the remainder off, divide, and round the almost whole quotient. */
const floorDivision: Printer = (emitter, node) => {
  const [left, right] = two(emitter, node);
  const remainder = modulo(emitter, node);
  const quotient = emitter.dialect.roundToWhole(
    term(
      ANY_FLOAT,
      PRECEDENCE.multiplicative,
    )`(${left} - ${paren(remainder, PRECEDENCE.multiplicative)}) / ${paren(right, PRECEDENCE.unary)}`,
  );
  if (!quotient)
    return emitter.refuse('unsupported-operation', node.span, 'This engine has no such quotient.');
  return { ...quotient, shape: { kind: 'float', low: 0, high: Infinity, nan: false, negativeZero: false } };
};

const negate: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const shape = floatOf(value.shape);
  return term(
    { ...shape, low: -shape.high, high: -shape.low, negativeZero: hasZero(shape) },
    PRECEDENCE.unary,
  )`-${paren(value, PRECEDENCE.cast)}`;
};

const absolute: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const shape = floatOf(value.shape);
  const high = Math.max(Math.abs(shape.low), Math.abs(shape.high));
  return call({ ...shape, low: 0, high, negativeZero: false }, 'abs', value);
};

/**
 * Functions of the C library. All three engines are built with emscripten's musl, as Pyodide is, but the last digit
 * depends on the exact version: printed only when `unsafe` accepts that.
 */
function library(name: string): Printer {
  return (emitter, node) => {
    requireLibrary(emitter, node);
    return call(ANY_FLOAT, name, ...emitter.args(node));
  };
}

function requireLibrary(emitter: Emitter, node: Op): void {
  if (!FLOAT_LIBRARY.has(node.op)) return;
  if (!emitter.settings.unsafe) {
    emitter.refuse(
      'float-library',
      node.span,
      'This function is rounded by the C library of the engine, which may differ in the last digit.',
      'Switch `unsafe` on to accept that.',
    );
  }
  emitter.note('unsafe-check-dropped', node.span, "The last digit of this function is the C library's.");
}

const squareRoot: Printer = (emitter, node) => {
  const value = one(emitter, node);
  const shape = floatOf(value.shape);
  const root = call(
    {
      kind: 'float',
      low: 0,
      high: Infinity,
      nan: shape.nan,
      negativeZero: shape.negativeZero,
    } satisfies FloatShape,
    'sqrt',
    value,
  );
  if (shape.low >= 0) return root;
  return emitter.guard(
    node.span,
    compare(value, '<', term(INT64_SHAPE)`0`),
    'ValueError',
    'math domain error',
    root,
  );
};

/** A float that is whole as an int; past 64 bits the engine's own range error is reported. */
function whole(name: string): Printer {
  return (emitter, node) => {
    const value = one(emitter, node);
    return (
      emitter.dialect.floatToInt(call(ANY_FLOAT, name, value)) ??
      emitter.refuse(
        'unsupported-operation',
        node.span,
        'This engine does not report floats that are no ints.',
      )
    );
  };
}

function test(name: 'isNan' | 'isInfinite' | 'isFinite'): Printer {
  return (emitter, node) => emitter.dialect[name](one(emitter, node));
}

const LIBRARY: Readonly<Partial<Record<OpName, string>>> = {
  'math.exp': 'exp',
  'math.log': 'ln',
  'math.log2': 'log2',
  'math.log10': 'log10',
  'math.sin': 'sin',
  'math.cos': 'cos',
  'math.tan': 'tan',
  'math.asin': 'asin',
  'math.acos': 'acos',
  'math.atan': 'atan',
  'math.atan2': 'atan2',
  'math.sinh': 'sinh',
  'math.cosh': 'cosh',
  'math.tanh': 'tanh',
  'math.pow': 'pow',
};

/** Float operations; DuckDB and PostgreSQL follow IEEE 754 here. */
export const FLOAT_OPERATIONS: Printers = {
  'float.add': arithmetic('+', PRECEDENCE.additive),
  'float.sub': arithmetic('-', PRECEDENCE.additive),
  'float.mul': arithmetic('*', PRECEDENCE.multiplicative),
  'float.neg': negate,
  'float.abs': absolute,
  'float.truediv': division,
  'float.mod': modulo,
  'float.floordiv': floorDivision,
  'float.pow': library('pow'),
  'float.is_integer': (emitter, node) => {
    const value = one(emitter, node);
    return and(emitter.dialect.isFinite(value), compare(call(ANY_FLOAT, 'floor', value), '=', value));
  },
  'math.fabs': absolute,
  'math.sqrt': squareRoot,
  'math.floor': whole('floor'),
  'math.ceil': whole('ceil'),
  'math.trunc': whole('trunc'),
  'int.from_float': whole('trunc'),
  'round.to_int': (emitter, node) =>
    emitter.dialect.roundHalfEven(one(emitter, node)) ??
    emitter.refuse('unsupported-operation', node.span, 'This engine rounds halves away from zero.'),
  'round.float_digits': (emitter, node) => {
    const [, digits] = node.args;
    const known = digits?.type.kind === 'int' ? constantOf(digits.type.range) : null;
    const value = emitter.args(node)[0];
    if (!value || known === null || known < 0n || known > 20n || floatOf(value.shape).nan) {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'Rounding is printed for finite floats and 0 to 20 digits.',
      );
    }
    const rounded = emitter.dialect.roundToDigits(value, Number(known));
    return (
      rounded ?? emitter.refuse('unsupported-operation', node.span, 'This engine rounds decimals otherwise.')
    );
  },
  'math.isnan': test('isNan'),
  'math.isinf': test('isInfinite'),
  'math.isfinite': test('isFinite'),
  // CPython multiplies by these very constants.
  'math.degrees': (emitter, node) =>
    binary(
      ANY_FLOAT,
      PRECEDENCE.multiplicative,
      one(emitter, node),
      '*',
      emitter.float(180 / Math.PI, node.span),
    ),
  'math.radians': (emitter, node) =>
    binary(
      ANY_FLOAT,
      PRECEDENCE.multiplicative,
      one(emitter, node),
      '*',
      emitter.float(Math.PI / 180, node.span),
    ),
  ...Object.fromEntries(Object.entries(LIBRARY).map(([op, name]) => [op, library(name)])),
};
