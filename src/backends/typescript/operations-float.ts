import { type Expr, FLOAT_LIBRARY, type Op, type OpName } from '../../language';
import type { Context } from './context';
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

/**
 * Engines round these in the last digit each in their own way, and CPython's C library in another; only unsafe mode
 * prints them.
 */
const library = (
  op: OpName,
  print: (cx: Context, operands: readonly Printed[]) => Printed,
): OperationPrinter =>
  args((cx, node, operands) => {
    requireLibrary(cx, node, op);
    return print(cx, operands);
  });

function requireLibrary(cx: Context, node: Op, op: OpName): void {
  if (FLOAT_LIBRARY.has(op) && !cx.settings.unsafe) {
    cx.refuse(
      'float-library',
      node.span,
      `JavaScript engines may round ${op.replace('math.', '').replace('float.pow', '**')} differently from CPython in the last digit.`,
      'Switch unsafe on to accept that, or use only + - * / and sqrt.',
    );
  }
  if (FLOAT_LIBRARY.has(op))
    cx.note('float-library', node.span, `The last digit of ${op} may differ from CPython's.`, 'warning');
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
const floatPower: OperationPrinter = {
  whole(cx, node, out) {
    const [base, exponent] = [nth(node.args, 0), nth(node.args, 1)];
    const operands = cx.inOrder(node.args, out).map((text, i) => asNumber(cx, typeAt(node, i), text));
    const exact = isPowerOfTwo(base) && isIntegral(exponent);
    if (exact) return cx.help('exactPower', ...operands);
    requireLibrary(cx, node, 'float.pow');
    return binary('**', nth(operands, 0), nth(operands, 1));
  },
};

const viaMath = (op: OpName, name: string): OperationPrinter =>
  library(op, (_, operands) => call(`Math.${name}`, ...operands));

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
  'float.pow': floatPower,
  'int.pow_negative': floatPower,
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
  'math.exp': viaMath('math.exp', 'exp'),
  'math.log': viaMath('math.log', 'log'),
  'math.log2': viaMath('math.log2', 'log2'),
  'math.log10': viaMath('math.log10', 'log10'),
  'math.log1p': viaMath('math.log1p', 'log1p'),
  'math.expm1': viaMath('math.expm1', 'expm1'),
  'math.sin': viaMath('math.sin', 'sin'),
  'math.cos': viaMath('math.cos', 'cos'),
  'math.tan': viaMath('math.tan', 'tan'),
  'math.asin': viaMath('math.asin', 'asin'),
  'math.acos': viaMath('math.acos', 'acos'),
  'math.atan': viaMath('math.atan', 'atan'),
  'math.atan2': viaMath('math.atan2', 'atan2'),
  'math.sinh': viaMath('math.sinh', 'sinh'),
  'math.cosh': viaMath('math.cosh', 'cosh'),
  'math.tanh': viaMath('math.tanh', 'tanh'),
  'math.pow': viaMath('math.pow', 'pow'),
  'math.hypot': viaMath('math.hypot', 'hypot'),
};
