import {
  constant,
  contains,
  convert,
  type Expr,
  INT32,
  int,
  isSimple,
  type Op,
  op,
  SAFE,
} from '../../language';
import type { Pass } from '../pass';
import { rewriteSame } from '../rewriting';

/** Replaces an operation by a cheaper one with the same result. */
export const strengthReduction: Pass = {
  id: 'strength-reduction',
  title: 'Strength reduction',
  precondition:
    'The exponent, divisor or modulus is a suitable constant; shifts and masks only within 32 bits.',
  parameters: [],
  apply: (body) => rewriteSame(body, (node) => (node.kind === 'op' ? reduce(node) : node)),
};

function reduce(node: Op): Expr {
  const [first, second] = node.args;
  if (!first || second?.kind !== 'const') return node;
  const by = typeof second.value === 'bigint' ? second.value : null;
  switch (node.op) {
    case 'int.pow':
      return isSimple(first) && (by === 2n || by === 3n) ? repeated(node, first, by) : node;
    case 'int.floordiv':
      return by !== null && isPowerOfTwo(by) && by > 1n && within32(first)
        ? op(node.span, 'int.rshift', node.type, [first, constant(second.span, log2(by))])
        : node;
    case 'int.mod':
      return by !== null && isPowerOfTwo(by) && by > 1n && within32(first)
        ? op(node.span, 'int.and', node.type, [first, constant(second.span, by - 1n)])
        : node;
    case 'int.truediv':
      return by !== null && isPowerOfTwo(by) && first.type.kind === 'int' && contains(SAFE, first.type.range)
        ? op(node.span, 'float.mul', node.type, [
            convert(first, node.type),
            constant(second.span, { float: 1 / Number(by) }),
          ])
        : node;
    case 'float.truediv': {
      const divisor =
        second.value !== null && typeof second.value === 'object' && 'float' in second.value
          ? second.value.float
          : 0;
      const exact =
        divisor > 0 &&
        Number.isInteger(Math.log2(divisor)) &&
        2 ** Math.log2(divisor) === divisor &&
        divisor >= 2 ** -1000 &&
        divisor <= 2 ** 1000;
      return exact && divisor !== 1
        ? op(node.span, 'float.mul', node.type, [first, constant(second.span, { float: 1 / divisor })])
        : node;
    }
    default:
      return node;
  }
}

/** x ** 2 → x * x, x ** 3 → x * x * x. */
function repeated(node: Op, base: Expr, exponent: bigint): Expr {
  if (base.type.kind !== 'int' || node.type.kind !== 'int') return node;
  const square = op(node.span, 'int.mul', exponent === 2n ? node.type : squareType(base), [base, base]);
  return exponent === 2n ? square : op(node.span, 'int.mul', node.type, [square, base]);
}

function squareType(base: Expr) {
  if (base.type.kind !== 'int') return base.type;
  const { min, max } = base.type.range;
  const ends = min === null || max === null ? null : [min * min, max * max];
  const top = ends === null ? null : ends.reduce((a, b) => (a > b ? a : b));
  return int({ min: 0n, max: top });
}

const within32 = (expr: Expr): boolean => expr.type.kind === 'int' && contains(INT32, expr.type.range);
const isPowerOfTwo = (value: bigint): boolean =>
  value > 0n && (value & (value - 1n)) === 0n && value < 1n << 30n;
const log2 = (value: bigint): bigint => BigInt(value.toString(2).length - 1);
