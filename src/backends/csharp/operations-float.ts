import type { Op, Type } from '../../language';
import type { Context } from './context';
import type { HelperName } from './helpers';
import {
  args,
  nth,
  type OperationPrinter,
  type OperationTable,
  typeAt,
  ZERO_DIVISOR,
} from './operations-table';
import { binary, call, cast, type Printed, simple, unary } from './print';
import { isBig } from './types';

const arithmetic = (operator: string): OperationPrinter =>
  args((_, __, operands) => binary(operator, nth(operands, 0), nth(operands, 1)));

const helper = (name: HelperName): OperationPrinter => args((cx, _, operands) => cx.help(name, ...operands));

/** A BigInteger result as the node's int. */
const toInt = (name: HelperName): OperationPrinter =>
  args((cx, node, operands) => {
    const value = cx.help(name, ...operands);
    return isBig(node.type) ? value : cast('long', value);
  });

const math = (name: string): OperationPrinter => args((_, __, operands) => call(`Math.${name}`, ...operands));

/** Only where the performer accepts another last digit. */
const library =
  (name: string): OperationPrinter =>
  (cx, node, out) => {
    if (!cx.settings.unsafe) return refused(cx, node);
    cx.note(
      'unsafe-check-dropped',
      node.span,
      `${node.op} may differ from Python's in the last digit, and raises nothing.`,
      'warning',
    );
    return call(name, ...cx.inOrder(node.args, out));
  };

function refused(cx: Context, node: Op): Printed {
  return cx.refuse(
    'float-library',
    node.span,
    `${node.op} is rounded differently by .NET's and Python's libraries.`,
    'Switch unsafe on to accept a difference in the last digit.',
  );
}

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
  return library('Math.Pow')(cx, node, out);
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
  'math.exp': library('Math.Exp'),
  'math.log': library('Math.Log'),
  'math.log10': library('Math.Log10'),
  'math.sin': library('Math.Sin'),
  'math.cos': library('Math.Cos'),
  'math.tan': library('Math.Tan'),
  'math.asin': library('Math.Asin'),
  'math.acos': library('Math.Acos'),
  'math.atan': library('Math.Atan'),
  'math.atan2': library('Math.Atan2'),
  'math.sinh': library('Math.Sinh'),
  'math.cosh': library('Math.Cosh'),
  'math.tanh': library('Math.Tanh'),
  'math.pow': library('Math.Pow'),
};
