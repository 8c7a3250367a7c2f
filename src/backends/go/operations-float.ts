import { contains, type Op, type OpName, SAFE } from '../../language';
import { isMathOp, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import { bigArgument, clamped, oneArgument, rangeOfType, twoArguments } from './arguments';
import { type Emitter, floatConstant } from './emitter';
import type { Printer } from './operations';
import { fromBig } from './operations-int';
import { mathCall } from './operations-math';
import { type BinaryOp, binary, type GoExpr, integer, literal, totalCall, unary } from './syntax';

/** The number that a constant expression stands for, or null. */
function constantOf(value: GoExpr): number | null {
  if (value.kind === 'literal' && /^[\d.]/.test(value.text)) return Number(value.text);
  if (value.kind === 'unary' && value.op === '-') {
    const inner = constantOf(value.operand);
    return inner === null ? null : -inner;
  }
  return null;
}

const FOLD: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/**
 * A float operation. Go computes constant expressions exactly, so those are folded here with the rounding of every
 * step; and it may fuse `x*y + z` on some machines, which a conversion of the product forbids.
 */
function floatInfix(operator: BinaryOp, left: GoExpr, right: GoExpr): GoExpr {
  const [a, b] = [constantOf(left), constantOf(right)];
  const fold = FOLD[operator];
  if (a !== null && b !== null && fold !== undefined) return floatConstant(fold(a, b));
  if (operator === '+' || operator === '-') return binary(operator, unfused(left), unfused(right));
  return binary(operator, left, right);
}

function unfused(value: GoExpr): GoExpr {
  return value.kind === 'binary' && value.op === '*' ? totalCall('float64', value) : value;
}

function infix(operator: BinaryOp): Printer {
  return (g, node, block) => {
    const [a, b] = twoArguments(g, node, block);
    return floatInfix(operator, a.value, b.value);
  };
}

const negate: Printer = (g, node, block) => {
  const a = oneArgument(g, node, block);
  const known = constantOf(a.value);
  return known === null ? unary('-', a.value) : floatConstant(-known);
};

const divide: Printer = (g, node, block) => {
  const [a, b] = twoArguments(g, node, block);
  const divisor = constantOf(b.value);
  if (divisor !== null && divisor !== 0) return floatInfix('/', a.value, b.value);
  return g.help('divide', a.value, b.value);
};

function helper(name: 'floatMod' | 'floatFloorDiv' | 'fmod' | 'squareRoot'): Printer {
  return (g, node, block) => g.help(name, ...g.values(node.args, block));
}

function library(name: string): Printer {
  return (g, node, block) => totalCall(name, ...g.values(node.args, block));
}

const inexact =
  (op: MathOp): Printer =>
  (g, node, block) =>
    mathCall(g, node, op, g.values(node.args, block));

/** Powers whose result is exact or rounded once: 0, 1 and 2. */
const power: Printer = (g, node, block) => {
  const exponent = node.args[1];
  const value = exponent?.kind === 'const' ? exponent.value : null;
  const known = value !== null && typeof value === 'object' && 'float' in value ? value.float : null;
  // `x ** 2.0` is not always `x * x`: the reference's `pow` may miss the last digit.
  if (known === 1) return twoArguments(g, node, block)[0].value;
  return inexact('float.pow')(g, node, block);
};

/** A float that has no fraction as an int. */
function asInteger(g: Emitter, node: Op, value: GoExpr): GoExpr {
  if (g.types.wrapping) {
    g.noteWrap(node.type, node.span);
    return g.help('wrapToInt', value);
  }
  return fromBig(g, node, g.help('floatToBig', value));
}

function rounding(name: string): Printer {
  return (g, node, block) => {
    const a = oneArgument(g, node, block);
    return asInteger(g, node, totalCall(name, a.value));
  };
}

const finite: Printer = (g, node, block) => {
  const a = g.keep(block, 'x', oneArgument(g, node, block).value);
  return binary(
    '&&',
    unary('!', totalCall('math.IsNaN', a)),
    unary('!', totalCall('math.IsInf', a, integer(0))),
  );
};

const isInteger: Printer = (g, node, block) => {
  const a = g.keep(block, 'x', oneArgument(g, node, block).value);
  return binary(
    '&&',
    binary('==', a, totalCall('math.Trunc', a)),
    unary('!', totalCall('math.IsInf', a, integer(0))),
  );
};

const COMPARISONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

const compareIntFloat: Printer = (g, node, block) => {
  const [i, f] = twoArguments(g, node, block);
  const operator = COMPARISONS[node.options?.compare ?? 'eq'];
  const range = rangeOfType(i.type);
  if (range !== null && contains(SAFE, range))
    return binary(operator, totalCall('float64', i.value), f.value);
  const order = g.totalHelp('compareIntFloat', bigArgument(g, i), f.value);
  if (operator === '>' || operator === '>=') {
    const kept = g.keep(block, 'order', order);
    const test = operator === '>' ? binary('==', kept, integer(1)) : binary('>=', kept, integer(0));
    return operator === '>' ? test : binary('&&', test, binary('<', kept, integer(2)));
  }
  return binary(operator, order, integer(0));
};

const roundDigits: Printer = (g, node, block) => {
  const [a, digits] = twoArguments(g, node, block);
  return g.help('roundDigits', a.value, clamped(g, digits));
};

export const FLOAT_OPERATIONS: Partial<Record<OpName, Printer>> = {
  'float.add': infix('+'),
  'float.sub': infix('-'),
  'float.mul': infix('*'),
  'float.neg': negate,
  'float.abs': library('math.Abs'),
  'float.truediv': divide,
  'float.floordiv': helper('floatFloorDiv'),
  'float.mod': helper('floatMod'),
  'float.pow': power,
  'float.is_integer': isInteger,
  'compare.int_float': compareIntFloat,
  'int.from_float': rounding('math.Trunc'),
  'round.to_int': rounding('math.RoundToEven'),
  'round.float_digits': roundDigits,
  'math.floor': rounding('math.Floor'),
  'math.ceil': rounding('math.Ceil'),
  'math.trunc': rounding('math.Trunc'),
  'math.sqrt': helper('squareRoot'),
  'math.fabs': library('math.Abs'),
  'math.copysign': library('math.Copysign'),
  'math.fmod': helper('fmod'),
  'math.isnan': library('math.IsNaN'),
  'math.isinf': (g, node, block) => totalCall('math.IsInf', oneArgument(g, node, block).value, integer(0)),
  'math.isfinite': finite,
  'math.degrees': (g, node, block) =>
    floatInfix('*', oneArgument(g, node, block).value, literal('57.29577951308232')),
  'math.radians': (g, node, block) =>
    floatInfix('*', oneArgument(g, node, block).value, literal('0.017453292519943295')),
  ...Object.fromEntries(
    Object.keys(PYTHON_FUNCTIONS)
      .filter(isMathOp)
      .filter((op) => op.startsWith('math.'))
      .map((op) => [op, inexact(op)]),
  ),
};
