import {
  constantOf,
  contains,
  type Expr,
  FULL,
  type Interval,
  includes,
  power as intervalPower,
  type Op,
  point,
} from '../../language';
import { isMathOp, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import { code, type Fragment } from '../text';
import { call, lifted, liftedBoth, method, P, paren, type Rx, rx, suffixed } from './code';
import type { Emitter } from './emitter';
import type { HelperName } from './helpers';
import type { Printer, Printers } from './operations';
import { asFloat } from './operations-int';
import { intShape } from './types';

const args = (e: Emitter, node: Op): Rx[] => node.args.map((arg) => e.value(arg));

function infix(symbol: string, prec: number): Printer {
  return (e, node) => {
    const [left, right] = args(e, node);
    if (left === undefined || right === undefined) return rx('0.0');
    const first = right.float ? suffixed(left) : left;
    return liftedBoth(first, right, (l, r) =>
      rx(code`${paren(l, prec)} ${symbol} ${paren(r, prec + 1)}`, prec),
    );
  };
}

function floatConstant(node: Expr | undefined): number | null {
  if (node?.kind !== 'const' || node.value === null || typeof node.value !== 'object') return null;
  return 'float' in node.value ? node.value.float : null;
}

/** Not zero for certain: no check is needed. */
function excludesZero(node: Expr | undefined): boolean {
  const known = floatConstant(node);
  if (known !== null) return known !== 0;
  if (node?.kind === 'convert' && node.value.type.kind === 'int') return !includes(node.value.type.range, 0);
  return false;
}

export const ZERO_CHECK = 'The check for a zero divisor is dropped: the result is infinite or no number.';

const divide: Printer = (e, node) => {
  const [left, right] = args(e, node);
  if (left === undefined || right === undefined) return rx('0.0');
  const over = (l: Rx, r: Rx): Rx => rx(code`${paren(l, P.mul)} / ${paren(r, P.mul + 1)}`, P.mul);
  if (excludesZero(node.args[1])) return liftedBoth(right.float ? suffixed(left) : left, right, over);
  if (e.drops(ZERO_CHECK, node.span)) return liftedBoth(left, right, over);
  return liftedBoth(left, right, (l, r) => call(e.helper('divide'), [l.code, r.code]));
};

const helper =
  (name: HelperName): Printer =>
  (e, node) => {
    const [first, ...rest] = args(e, node);
    const others = rest.map((r) => r.code);
    return first === undefined
      ? rx('0.0')
      : lifted(first, (value) => call(e.helper(name), [value.code, ...others]));
  };

/** A method of f64. */
const float =
  (name: string): Printer =>
  (e, node) => {
    const [first, ...rest] = args(e, node);
    if (first === undefined) return rx('0.0');
    return method(first, code`${name}(${rest[0]?.code ?? code``})`);
  };

/**
 * `x ** 1.0` is x. (`x ** 2.0` is not always `x * x`: the reference's `pow` may miss the last digit.) Whole numbers whose power is exact in 53 bits, and powers of two,
 * need no rounding in any library; other powers depend on it.
 */
const power: Printer = (e, node) => {
  const [base, exponent] = node.args;
  const known = floatConstant(exponent);
  if (base !== undefined && known === 1) return e.value(base);
  if (base !== undefined && exponent !== undefined && isExactPower(base, exponent))
    return exactPower(e, base, exponent);
  return library(e, node, 'float.pow', printed(e, node), (a) => call(e.helper('power'), a));
};

/** The interval of a float that is a converted int, or a whole constant. */
function wholeRange(node: Expr): Interval | null {
  if (node.type.kind === 'int') return node.type.range;
  if (node.kind === 'convert' && node.value.type.kind === 'int') return node.value.type.range;
  const known = floatConstant(node);
  return known !== null && Number.isInteger(known) ? point(BigInt(known)) : null;
}

function isExactPower(base: Expr, exponent: Expr): boolean {
  const [x, y] = [wholeRange(base), wholeRange(exponent)];
  if (x === null || y === null) return false;
  if (constantOf(x) === 2n) return contains({ min: -1000n, max: 1000n }, y);
  if (!contains({ min: 0n, max: 60n }, y)) return false;
  return contains({ min: -(2n ** 53n), max: 2n ** 53n }, intervalPower(x, y));
}

function exactPower(e: Emitter, base: Expr, exponent: Expr): Rx {
  const known = constantOf(wholeRange(exponent) ?? FULL);
  const by =
    known !== null
      ? code`${known}`
      : code`${paren(e.value(exponent.kind === 'convert' ? exponent.value : exponent), P.cast)} as i32`;
  const from = base.type.kind === 'int' ? asFloat(e, base) : e.value(base);
  return method(suffixed(from), code`powi(${by})`);
}

/**
 * `int(n ** 0.5)` of a whole n below 2^50: the square root of a number that is no square lies further from a whole
 * one than any library's error, and the root of a square is exact.
 */
function wholeRoot(e: Emitter, node: Expr | undefined): Rx | null {
  if (node?.kind !== 'op' || node.op !== 'float.pow') return null;
  const [base, exponent] = node.args;
  const range = base === undefined ? null : wholeRange(base);
  if (base === undefined || range === null || !contains({ min: 0n, max: 2n ** 50n }, range)) return null;
  return floatConstant(exponent) === 0.5 ? method(suffixed(e.value(base)), 'sqrt()') : null;
}

/** CPython's function, bit by bit and with its exceptions; in unsafe mode the machine's, and that is said. */
function library(e: Emitter, node: Op, op: MathOp, values: Fragment[], native: (args: Fragment[]) => Rx): Rx {
  if (!e.settings.unsafe) return call(e.helper(PYTHON_FUNCTIONS[op]), values);
  e.note('unsafe-check-dropped', node.span, `The last digit of ${node.op} may differ from Python's.`);
  return native(values);
}

const printed = (e: Emitter, node: Op): Fragment[] => args(e, node).map((r) => r.code);

/** Functions of libm, with the helper that raises as Python's math module does. */
const LIBRARY: Readonly<Partial<Record<MathOp, string>>> = {
  'math.exp': 'exp',
  'math.log': 'ln',
  'math.log2': 'log2',
  'math.log10': 'log10',
  'math.log1p': 'ln_1p',
  'math.expm1': 'exp_m1',
  'math.sin': 'sin',
  'math.cos': 'cos',
  'math.tan': 'tan',
  'math.asin': 'asin',
  'math.acos': 'acos',
  'math.atan': 'atan',
  'math.sinh': 'sinh',
  'math.cosh': 'cosh',
  'math.tanh': 'tanh',
};

/** Which error Python raises when a finite argument has no finite result. */
const POLES: Readonly<Record<string, string>> = {
  'math.log': 'ValueError: expected a positive input',
  'math.log2': 'ValueError: expected a positive input',
  'math.log10': 'ValueError: expected a positive input',
  'math.log1p': 'ValueError: expected argument value > -1',
};

const libraryPrinters: Printers = Object.fromEntries(
  Object.keys(LIBRARY)
    .filter(isMathOp)
    .map((op): [string, Printer] => [
      op,
      (e, node) =>
        library(e, node, op, printed(e, node), ([x]) =>
          rx(
            code`${e.helper('math')}(${x ?? code`0.0`}, f64::${LIBRARY[op] ?? op}, "${POLES[op] ?? 'OverflowError: math range error'}")`,
          ),
        ),
    ]),
);

/** float → int, in the width of the node's type. */
const toInt =
  (round: string): Printer =>
  (e, node) => {
    const [value] = node.args;
    if (value === undefined || node.type.kind !== 'int') return rx('0');
    const printed = wholeRoot(e, value) ?? e.value(value);
    const rounded = round === '' ? printed : method(printed, round);
    const wide = intShape(node.type).bits === 128;
    return call(e.helper(wide ? 'float_to_i128' : 'float_to_i64'), [rounded.code]);
  };

export const FLOAT_OPERATIONS: Printers = {
  ...libraryPrinters,
  'float.add': infix('+', P.add),
  'float.sub': infix('-', P.add),
  'float.mul': infix('*', P.mul),
  'float.neg': (e, node) => {
    const [value] = args(e, node);
    if (value === undefined) return rx('0.0');
    const negated = rx(code`-${paren(value, P.unary)}`, P.unary);
    return value.float ? { ...negated, float: true } : negated;
  },
  'float.abs': float('abs'),
  'float.truediv': divide,
  'float.floordiv': helper('floor_div_float'),
  'float.mod': helper('floor_mod_float'),
  'float.pow': power,
  'int.pow_negative': (e, node) => {
    const [base, exponent] = node.args;
    if (base === undefined || exponent === undefined) return rx('0.0');
    if (isExactPower(base, exponent)) return exactPower(e, base, exponent);
    const values = [base, exponent].map((x) => code`${paren(e.value(x), P.cast)} as f64`);
    return library(e, node, 'int.pow_negative', values, (a) => call(e.helper('power'), a));
  },
  'float.is_integer': (e, node) => {
    const value = wholeRoot(e, node.args[0]) ?? args(e, node)[0];
    return value === undefined ? rx('false') : call(e.helper('is_integer'), [value.code]);
  },
  'math.sqrt': helper('sqrt'),
  'math.fabs': float('abs'),
  'math.copysign': float('copysign'),
  'math.fmod': helper('fmod'),
  'math.pow': (e, node) =>
    library(e, node, 'math.pow', printed(e, node), (a) => call(e.helper('native_pow'), a)),
  'math.atan2': (e, node) =>
    library(e, node, 'math.atan2', printed(e, node), ([y, x]) =>
      rx(code`f64::atan2(${y ?? ''}, ${x ?? ''})`),
    ),
  'math.hypot': (e, node) =>
    library(e, node, 'math.hypot', printed(e, node), ([x, y]) =>
      rx(code`f64::hypot(${x ?? ''}, ${y ?? ''})`),
    ),
  'math.degrees': (e, node) => {
    const [value] = args(e, node);
    return value === undefined
      ? rx('0.0')
      : rx(code`${paren(value, P.mul)} * (180.0 / std::f64::consts::PI)`, P.mul);
  },
  'math.radians': (e, node) => {
    const [value] = args(e, node);
    return value === undefined
      ? rx('0.0')
      : rx(code`${paren(value, P.mul)} * (std::f64::consts::PI / 180.0)`, P.mul);
  },
  'math.isnan': float('is_nan'),
  'math.isinf': float('is_infinite'),
  'math.isfinite': float('is_finite'),
  'int.from_float': toInt(''),
  'math.floor': toInt('floor()'),
  'math.ceil': toInt('ceil()'),
  'math.trunc': toInt(''),
  'round.to_int': (e, node) => {
    const [value] = node.args;
    if (value === undefined || node.type.kind !== 'int') return rx('0');
    const wide = intShape(node.type).bits === 128;
    return call(e.helper(wide ? 'float_to_i128' : 'float_to_i64'), [
      call(e.helper('round_half_even'), [e.value(value).code]).code,
    ]);
  },
  'round.float_digits': (e, node) => {
    const [value, digits] = node.args;
    if (value === undefined || digits === undefined) return rx('0.0');
    return call(e.helper('round_digits'), [e.value(value).code, e.int(digits, 64).code]);
  },
  'round.int_digits': (e, node) => {
    const [value, digits] = node.args;
    if (value === undefined || digits === undefined || value.type.kind !== 'int' || node.type.kind !== 'int')
      return rx('0');
    if (intShape(value.type).bits === 128 || intShape(node.type).bits === 128)
      return e.refuse('may-overflow', node.span, 'Rounding works on 64 bits here.', 'Use smaller numbers.');
    return call(e.helper('round_int'), [e.int(value, 64).code, e.int(digits, 64).code]);
  },
};
