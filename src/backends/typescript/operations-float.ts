import type { Expr, Op } from '../../language';
import { isHugeLogarithm, isMathOp, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import type { Context } from './context';
import { mathHelper } from './helpers-math';
import { asNumber, fromBig } from './operations-int';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { binary, call, type Printed, simple, unary } from './print';

const arithmetic = (operator: string): OperationPrinter =>
  args((_, __, operands) => binary(operator, nth(operands, 0), nth(operands, 1)));

/** A constant other than zero. */
function neverZero(cx: Context, node: Op): boolean {
  const divisor = nth(node.args, 1);
  if (
    divisor.kind === 'const' &&
    typeof divisor.value === 'object' &&
    divisor.value !== null &&
    'float' in divisor.value
  ) {
    if (divisor.value.float !== 0) return true;
  }
  if (divisor.kind === 'convert' && divisor.value.type.kind === 'int') {
    const { min, max } = divisor.value.type.range;
    if ((min !== null && min > 0n) || (max !== null && max < 0n)) return true;
  }
  if (!cx.settings.unsafe) return false;
  cx.dropped(node.span, 'A zero divisor');
  return true;
}

const helper = (name: 'floatFloorDiv' | 'floatMod'): OperationPrinter =>
  args((cx, _, operands) => cx.help(name, ...operands));

/** JavaScript's own functions: an engine rounds the last digit in its own way, and raises nothing. */
const NATIVE: Readonly<Record<MathOp, string>> = {
  'float.pow': 'Math.pow',
  'int.pow_negative': 'Math.pow',
  'math.exp': 'Math.exp',
  'math.log': 'Math.log',
  'math.log2': 'Math.log2',
  'math.log10': 'Math.log10',
  'math.log1p': 'Math.log1p',
  'math.expm1': 'Math.expm1',
  'math.sin': 'Math.sin',
  'math.cos': 'Math.cos',
  'math.tan': 'Math.tan',
  'math.asin': 'Math.asin',
  'math.acos': 'Math.acos',
  'math.atan': 'Math.atan',
  'math.atan2': 'Math.atan2',
  'math.sinh': 'Math.sinh',
  'math.cosh': 'Math.cosh',
  'math.tanh': 'Math.tanh',
  'math.pow': 'Math.pow',
  'math.hypot': 'Math.hypot',
};

/** CPython's function, bit by bit and with its exceptions; in unsafe mode the engine's. */
function library(cx: Context, node: Op, op: MathOp, operands: readonly Printed[]): Printed {
  if (isHugeLogarithm(node))
    cx.refuse(
      'may-overflow',
      node.span,
      'The logarithm of an int that may be past the largest float is not computed here.',
      'Narrow the range, or use the Python channel.',
    );
  if (!cx.settings.unsafe) return cx.help(mathHelper(PYTHON_FUNCTIONS[op]), ...operands);
  cx.note(
    'unsafe-check-dropped',
    node.span,
    `The last digit of ${op} may differ from CPython's, and no error is raised.`,
    'warning',
  );
  return call(NATIVE[op], ...operands);
}

/** A constant power of two: its integral powers are exact in every library. */
function isPowerOfTwo(expr: Expr): boolean {
  if (expr.kind !== 'const' || expr.value === null || typeof expr.value !== 'object') {
    return (
      expr.kind === 'const' &&
      typeof expr.value === 'bigint' &&
      expr.value > 0n &&
      (expr.value & (expr.value - 1n)) === 0n
    );
  }
  return 'float' in expr.value && expr.value.float > 0 && Number.isInteger(Math.log2(expr.value.float));
}

const isIntegral = (expr: Expr): boolean =>
  expr.type.kind === 'int' ||
  (expr.kind === 'convert' && isIntegral(expr.value)) ||
  (expr.kind === 'const' &&
    typeof expr.value === 'object' &&
    expr.value !== null &&
    'float' in expr.value &&
    Number.isInteger(expr.value.float));

/** Powers whose result is exact are the same everywhere; the others are a matter of the C library. */
const floatPower = (op: 'float.pow' | 'int.pow_negative'): OperationPrinter => ({
  whole(cx, node, out) {
    const [base, exponent] = [nth(node.args, 0), nth(node.args, 1)];
    const operands = cx.inOrder(node.args, out).map((text, i) => asNumber(cx, typeAt(node, i), text));
    const exact = isPowerOfTwo(base) && isIntegral(exponent);
    if (exact) return cx.help('exactPower', ...operands);
    return library(cx, node, op, operands);
  },
});

const viaMath = (op: MathOp): OperationPrinter =>
  args((cx, node, operands) => library(cx, node, op, operands));

/** float → int: the whole number nearest in one direction. */
const toWhole = (print: (cx: Context, value: Printed) => Printed): OperationPrinter =>
  args((cx, node, [value = simple('0')]) => {
    const whole = print(cx, value);
    return fromBig(cx, node, cx.help('wholeNumber', whole));
  });

const checked = (name: 'checkedSqrt' | 'checkedFmod'): OperationPrinter =>
  args((cx, _, operands) => cx.help(name, ...operands));

export const FLOAT_OPERATIONS: OperationTable = {
  'float.add': arithmetic('+'),
  'float.sub': arithmetic('-'),
  'float.mul': arithmetic('*'),
  'float.neg': args((_, __, [value = simple('0')]) => unary('-', value)),
  'float.abs': args((_, __, [value = simple('0')]) => call('Math.abs', value)),
  'math.fabs': args((_, __, [value = simple('0')]) => call('Math.abs', value)),
  'float.truediv': args((cx, node, operands) => {
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    return neverZero(cx, node) ? binary('/', a, b) : cx.help('safeDivide', a, b);
  }),
  'float.floordiv': helper('floatFloorDiv'),
  'float.mod': helper('floatMod'),
  'float.pow': floatPower('float.pow'),
  'int.pow_negative': floatPower('int.pow_negative'),
  'float.is_integer': args((_, __, [value = simple('0')]) => call('Number.isInteger', value)),
  'int.from_float': toWhole((_, value) => call('Math.trunc', value)),
  'math.trunc': toWhole((_, value) => call('Math.trunc', value)),
  'math.floor': toWhole((_, value) => call('Math.floor', value)),
  'math.ceil': toWhole((_, value) => call('Math.ceil', value)),
  'round.to_int': toWhole((cx, value) => cx.help('roundEven', value)),
  'round.float_digits': args((cx, node, [value = simple('0'), digits = simple('0')]) =>
    cx.help('roundDigits', value, asNumber(cx, typeAt(node, 1), digits)),
  ),
  'math.sqrt': checked('checkedSqrt'),
  'math.fmod': checked('checkedFmod'),
  'math.copysign': args((cx, _, operands) => cx.help('copySign', ...operands)),
  'math.degrees': args((_, __, [value = simple('0')]) =>
    binary('*', value, binary('/', simple('180'), simple('Math.PI'))),
  ),
  'math.radians': args((_, __, [value = simple('0')]) =>
    binary('*', value, binary('/', simple('Math.PI'), simple('180'))),
  ),
  'math.isnan': args((_, __, [value = simple('0')]) => call('Number.isNaN', value)),
  'math.isfinite': args((_, __, [value = simple('0')]) => call('Number.isFinite', value)),
  'math.isinf': args((_, __, [value = simple('0')]) =>
    binary('===', call('Math.abs', value), simple('Infinity')),
  ),
  ...Object.fromEntries(
    Object.keys(PYTHON_FUNCTIONS)
      .filter(isMathOp)
      .filter((op) => op.startsWith('math.'))
      .map((op) => [op, viaMath(op)]),
  ),
};
