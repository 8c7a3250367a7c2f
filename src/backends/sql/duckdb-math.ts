import type { Expr, Op } from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import { one, repeated, two } from './operations-int';
import { ANY_FLOAT, and, call, compare, type FloatShape, type Term, term } from './term';

/*
 * DuckDB-wasm and Pyodide are both built with emscripten, whose C library is musl: over 54,000 arguments (3,000 a
 * function, 6,000 of pow, from seed 7) every result was the same to the last bit. Native builds of DuckDB use other
 * libraries; these queries are for the one that runs here.
 */

const floatOf = (value: Term): FloatShape => (value.shape.kind === 'float' ? value.shape : ANY_FLOAT);
const mayBeInfinite = (s: FloatShape): boolean => s.low === -Infinity || s.high === Infinity;
const number = (value: number): Term => term(ANY_FLOAT)`${value}`;

/** When a function of one float raises, and between which bounds its results lie. */
interface LibraryFunction {
  readonly name: string;
  /** positive: x > 0; unit: |x| <= 1; finite: no infinity; bounded: the result must not overflow. */
  readonly domain: 'any' | 'positive' | 'unit' | 'finite' | 'bounded';
  readonly low: number;
  readonly high: number;
}

const FUNCTIONS = {
  'math.exp': { name: 'exp', domain: 'bounded', low: 0, high: Infinity },
  'math.log': { name: 'ln', domain: 'positive', low: -Infinity, high: Infinity },
  'math.log2': { name: 'log2', domain: 'positive', low: -Infinity, high: Infinity },
  'math.log10': { name: 'log10', domain: 'positive', low: -Infinity, high: Infinity },
  'math.sin': { name: 'sin', domain: 'finite', low: -1, high: 1 },
  'math.cos': { name: 'cos', domain: 'finite', low: -1, high: 1 },
  'math.tan': { name: 'tan', domain: 'finite', low: -Infinity, high: Infinity },
  'math.asin': { name: 'asin', domain: 'unit', low: -2, high: 2 },
  'math.acos': { name: 'acos', domain: 'unit', low: 0, high: 4 },
  'math.atan': { name: 'atan', domain: 'any', low: -2, high: 2 },
  'math.sinh': { name: 'sinh', domain: 'bounded', low: -Infinity, high: Infinity },
  'math.cosh': { name: 'cosh', domain: 'bounded', low: 1, high: Infinity },
  'math.tanh': { name: 'tanh', domain: 'any', low: -1, high: 1 },
} as const satisfies Record<string, LibraryFunction>;

function library(made: LibraryFunction): Printer {
  return (emitter, node) => {
    const x = one(emitter, node);
    const given = floatOf(x);
    const shape: FloatShape = {
      kind: 'float',
      low: made.low,
      high: made.high,
      nan: given.nan,
      negativeZero: made.low <= 0,
    };
    const value = call(shape, made.name, x);
    return guarded(emitter, node, made, x, given, value);
  };
}

function guarded(
  emitter: Emitter,
  node: Op,
  made: LibraryFunction,
  x: Term,
  given: FloatShape,
  value: Term,
): Term {
  const domain = (bad: Term): Term => emitter.guard(node.span, bad, 'ValueError', 'math domain error', value);
  switch (made.domain) {
    case 'any':
      return value;
    case 'positive':
      return given.low > 0 ? value : domain(compare(x, '<=', number(0)));
    case 'unit':
      return given.low >= -1 && given.high <= 1
        ? value
        : domain(compare(call(ANY_FLOAT, 'abs', x), '>', number(1)));
    case 'finite':
      return mayBeInfinite(given) ? domain(emitter.dialect.isInfinite(x)) : value;
    case 'bounded': {
      // exp, sinh and cosh all stay finite up to 709.
      if (given.low >= -709 && given.high <= 709) return value;
      return notOverflowing(emitter, node, value, [x]);
    }
  }
}

/** Python raises where finite arguments give an infinity. */
function notOverflowing(emitter: Emitter, node: Op, value: Term, args: readonly Term[]): Term {
  repeated(emitter, node, value);
  const unbounded = args.filter((a) => mayBeInfinite(floatOf(a)));
  const bad = and(emitter.dialect.isInfinite(value), ...unbounded.map((a) => emitter.dialect.isFinite(a)));
  return emitter.guard(node.span, bad, 'OverflowError', 'math range error', value);
}

/** A float that is a converted int, or a constant without a fraction. */
function isWhole(value: Expr | undefined): boolean {
  if (value?.kind === 'convert') return value.value.type.kind === 'int';
  return (
    value?.kind === 'const' &&
    value.value !== null &&
    typeof value.value === 'object' &&
    'float' in value.value &&
    Number.isInteger(value.value.float)
  );
}

/** `a ** b` of floats where it is real by its bounds: a base that is not negative, or a whole exponent. */
const power: Printer = (emitter, node) => {
  const [base, exponent] = two(emitter, node);
  const [b, e] = [floatOf(base), floatOf(exponent)];
  const positive = b.low > 0;
  if (!(b.low >= 0) && !isWhole(node.args[1])) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'A base that may be negative with a fractional exponent is complex in Python.',
    );
  }
  if (!positive && !(e.low >= 0)) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'A base that may be 0 with an exponent that may be negative raises in Python.',
    );
  }
  const shape: FloatShape = positive
    ? { kind: 'float', low: 0, high: Infinity, nan: b.nan || e.nan, negativeZero: false }
    : { ...ANY_FLOAT, nan: b.nan || e.nan };
  const value = call(shape, 'pow', base, exponent);
  const sizes = [Math.abs(b.low), Math.abs(b.high)];
  const largest = Math.max(...sizes.flatMap((size) => [size ** e.low, size ** e.high]));
  return Number.isFinite(largest)
    ? { ...value, shape: { ...shape, high: largest } }
    : notOverflowing(emitter, node, value, [base, exponent]);
};

/** Functions of the C library in DuckDB. */
export const DUCKDB_MATH: Printers = {
  ...Object.fromEntries(Object.entries(FUNCTIONS).map(([op, made]) => [op, library(made)])),
  'math.atan2': (emitter, node) => call(ANY_FLOAT, 'atan2', ...two(emitter, node)),
  'float.pow': power,
};
