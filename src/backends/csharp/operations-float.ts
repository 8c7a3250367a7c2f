import { contains, type Op, SAFE, type Type } from '../../language';
import { isHugeLogarithm, isMathOp, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import type { HelperName } from './helpers';
import {
  args,
  nth,
  type OperationPrinter,
  type OperationTable,
  typeAt,
  ZERO_DIVISOR,
} from './operations-table';
import { binary, call, cast, simple, unary } from './print';
import { isBig } from './types';

const arithmetic = (operator: string): OperationPrinter =>
  args((_, __, operands) => {
    const [left, right] = [nth(operands, 0), nth(operands, 1)];
    if (right.promoted === undefined) return binary(operator, left.promoted ?? left, right);
    return binary(operator, left, left.promoted === undefined ? right.promoted : right);
  });

const helper = (name: HelperName): OperationPrinter => args((cx, _, operands) => cx.help(name, ...operands));

/** A BigInteger result as the node's int. */
const toInt = (name: HelperName): OperationPrinter =>
  args((cx, node, operands) => {
    const value = cx.help(name, ...operands);
    return isBig(node.type) ? value : cast('long', value);
  });

const math = (name: string): OperationPrinter => args((_, __, operands) => call(`Math.${name}`, ...operands));

/** .NET's own functions; it has none for the others. */
const NATIVE: Readonly<Partial<Record<MathOp, string>>> = {
  'float.pow': 'Math.Pow',
  'int.pow_negative': 'Math.Pow',
  'math.exp': 'Math.Exp',
  'math.log': 'Math.Log',
  'math.log10': 'Math.Log10',
  'math.sin': 'Math.Sin',
  'math.cos': 'Math.Cos',
  'math.tan': 'Math.Tan',
  'math.asin': 'Math.Asin',
  'math.acos': 'Math.Acos',
  'math.atan': 'Math.Atan',
  'math.atan2': 'Math.Atan2',
  'math.sinh': 'Math.Sinh',
  'math.cosh': 'Math.Cosh',
  'math.tanh': 'Math.Tanh',
  'math.pow': 'Math.Pow',
};

/** CPython's function, bit by bit and with its exceptions; in unsafe mode .NET's where it has one. */
const library =
  (op: MathOp): OperationPrinter =>
  (cx, node, out) => {
    if (isHugeLogarithm(node))
      return cx.refuse(
        'may-overflow',
        node.span,
        'The logarithm of an int that may be past the largest float is not computed here.',
        'Narrow the range, or use the Python channel.',
      );
    const exact = node.args.every(({ type }) => type.kind !== 'int' || contains(SAFE, type.range));
    if (!exact)
      return cx.refuse(
        'may-overflow',
        node.span,
        'A power of ints past 2^53 with a negative exponent is not computed here.',
        'Narrow the range, or use the Python channel.',
      );
    const values = cx
      .inOrder(node.args, out)
      .map((value, i) => (typeAt(node, i).kind === 'float' ? value : cast('double', value)));
    const native = NATIVE[op];
    if (!cx.settings.unsafe || native === undefined) return cx.help(PYTHON_FUNCTIONS[op], ...values);
    cx.note(
      'unsafe-check-dropped',
      node.span,
      `${node.op} may differ from Python's in the last digit, and raises nothing.`,
      'warning',
    );
    return call(native, ...values);
  };

const nonZero = (type: Type, node: Op): boolean => {
  const arg = node.args[1];
  return (
    type.kind === 'float' &&
    arg?.kind === 'const' &&
    typeof arg.value === 'object' &&
    arg.value !== null &&
    'float' in arg.value &&
    arg.value.float !== 0
  );
};

/** `x ** 1.0` is x; `x ** 2.0` is not always `x * x`, since the reference's `pow` may miss the last digit. */
const power: OperationPrinter = (cx, node, out) => {
  const exponent = node.args[1];
  const one =
    exponent?.kind === 'const' &&
    typeof exponent.value === 'object' &&
    exponent.value !== null &&
    'float' in exponent.value
      ? exponent.value.float
      : null;
  if (one === 1) return cx.inOrder(node.args, out)[0] ?? simple('0.0');
  return library('float.pow')(cx, node, out);
};

export const FLOAT_OPERATIONS: OperationTable = {
  'float.add': arithmetic('+'),
  'float.sub': arithmetic('-'),
  'float.mul': arithmetic('*'),
  'float.neg': args((_, __, operands) => unary('-', nth(operands, 0))),
  'float.abs': math('Abs'),
  'float.truediv': args((cx, node, operands) =>
    nonZero(typeAt(node, 1), node) || cx.drops(node.span, ZERO_DIVISOR)
      ? binary('/', nth(operands, 0), nth(operands, 1))
      : cx.help('Divide', ...operands),
  ),
  'float.floordiv': helper('FloorDivide'),
  'float.mod': helper('FloorRemainder'),
  'float.pow': power,
  'float.is_integer': helper('IsInteger'),
  'int.from_float': toInt('Truncate'),
  'math.trunc': toInt('Truncate'),
  'math.floor': toInt('Floor'),
  'math.ceil': toInt('Ceiling'),
  'round.to_int': toInt('RoundHalfEven'),
  'round.float_digits': helper('RoundDigits'),
  'float.from_str': helper('ParseFloat'),
  'math.sqrt': helper('SquareRoot'),
  'math.fabs': math('Abs'),
  'math.copysign': helper('CopySign'),
  'math.fmod': helper('Remainder'),
  'math.degrees': args((_, __, operands) => binary('*', nth(operands, 0), simple('(180.0 / Math.PI)'))),
  'math.radians': args((_, __, operands) => binary('*', nth(operands, 0), simple('(Math.PI / 180.0)'))),
  'math.isnan': args((_, __, operands) => call('double.IsNaN', nth(operands, 0))),
  'math.isinf': args((_, __, operands) => call('double.IsInfinity', nth(operands, 0))),
  'math.isfinite': args((cx, _, operands) => cx.help('IsFinite', nth(operands, 0))),
  ...Object.fromEntries(
    Object.keys(PYTHON_FUNCTIONS)
      .filter(isMathOp)
      .filter((op) => op !== 'float.pow')
      .map((op) => [op, library(op)]),
  ),
};
