import { contains, INT32, type Interval, includes, type Op } from '../../language';
import { code } from '../text';
import type { HelperName } from './helpers';
import {
  args,
  nth,
  type OperationPrinter,
  type OperationTable,
  rangeOf,
  typeAt,
  ZERO_DIVISOR,
} from './operations-table';
import { binary, call, cast, PRECEDENCE, type Printed, printed, simple, unary, wide } from './print';
import { isBig } from './types';

const NON_NEGATIVE: Interval = { min: 0n, max: null };

/** Whether an operation needs BigInteger: its result or an operand doesn't fit 64 bits. */
const inBig = (node: Op): boolean => isBig(node.type) || node.args.some((arg) => isBig(arg.type));

/** One operand becomes a BigInteger, so that the operator is BigInteger's. */
function widened(node: Op, operands: readonly Printed[]): readonly Printed[] {
  if (node.args.some((arg) => isBig(arg.type))) return operands;
  return operands.map((operand, i) => (i === 0 ? cast('BigInteger', operand) : operand));
}

const result = (node: Op, value: Printed): Printed =>
  inBig(node) && !isBig(node.type) && node.type.kind === 'int' ? cast('long', value) : value;

const arithmetic = (operator: string): OperationPrinter =>
  args((_, node, operands) => {
    if (!inBig(node)) return binary(operator, nth(operands, 0), nth(operands, 1));
    const [a, b] = widened(node, operands);
    return result(node, binary(operator, plain(a), plain(b)));
  });

const plain = (value: Printed | undefined): Printed => value ?? simple('0');

const bigOnly = (name: HelperName): OperationPrinter =>
  args((cx, node, operands) => {
    const value = cx.help(name, ...operands);
    return isBig(node.type) || node.type.kind !== 'int' ? value : cast('long', value);
  });

const floorDiv: OperationPrinter = args((cx, node, operands) => {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const sameSign =
    contains(NON_NEGATIVE, rangeOf(typeAt(node, 0))) && contains(NON_NEGATIVE, rangeOf(typeAt(node, 1)));
  if (sameSign && !constantZero(node))
    return result(node, binary('/', inBig(node) ? plain(widened(node, operands)[0]) : a, b));
  return result(node, cx.help(inBig(node) ? 'FloorDiv.Big' : 'FloorDiv', a, b));
});

const mod: OperationPrinter = args((cx, node, operands) => {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const sameSign =
    contains(NON_NEGATIVE, rangeOf(typeAt(node, 0))) && contains(NON_NEGATIVE, rangeOf(typeAt(node, 1)));
  if (sameSign && !constantZero(node))
    return result(node, binary('%', inBig(node) ? plain(widened(node, operands)[0]) : a, b));
  return result(node, cx.help(inBig(node) ? 'FloorMod.Big' : 'FloorMod', a, b));
});

/** A division by a literal zero would be an error of the compiler. */
const constantZero = (node: Op): boolean => {
  const range = rangeOf(typeAt(node, 1));
  return range.min === 0n && range.max === 0n;
};

const power: OperationPrinter = args((cx, node, operands) => {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const exponent = rangeOf(typeAt(node, 1));
  if (!isBig(node.type) && !isBig(typeAt(node, 0))) {
    if (exponent.min === 2n && exponent.max === 2n && a.simple) return binary('*', a, a);
    return cx.help('Power', a, b);
  }
  if (!contains(INT32, exponent)) return result(node, cx.help('Power.Big', a, b));
  const count = b.narrow && /^\d+$/.test(b.narrow.text) ? b : cast('int', b);
  return result(node, call('BigInteger.Pow', a, { ...count, narrow: count.narrow ?? count.code }));
});

const bitwise = (operator: '&' | '|' | '^'): OperationPrinter =>
  args((_, node, operands) => {
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    if (node.type.kind === 'bool') return binary(operator === '^' ? '!=' : operator, a, b);
    if (!inBig(node)) return binary(operator, a, b);
    const [x, y] = widened(node, operands);
    return result(node, binary(operator, plain(x), plain(y)));
  });

const shift = (operator: '<<' | '>>'): OperationPrinter =>
  args((cx, node, operands) => {
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    const count = rangeOf(typeAt(node, 1));
    const small = contains({ min: 0n, max: 63n }, count);
    if (small && !inBig(node)) return binary(operator, wide(a), intCount(b));
    if (small)
      return result(node, binary(operator, isBig(typeAt(node, 0)) ? a : cast('BigInteger', a), intCount(b)));
    const shifted = cx.help(operator === '<<' ? 'ShiftLeft' : 'ShiftRight', a, b);
    return isBig(node.type) ? shifted : cast('long', shifted);
  });

/** A shift count, which is an `int` in C#. */
const intCount = (value: Printed): Printed =>
  value.narrow ? { ...value, code: value.narrow } : cast('int', value);

const trueDivide: OperationPrinter = args((cx, node, operands) => {
  const [a, b] = [nth(operands, 0), nth(operands, 1)];
  const exact = { min: -(2n ** 53n), max: 2n ** 53n };
  const divisor = rangeOf(typeAt(node, 1));
  if (contains(exact, rangeOf(typeAt(node, 0))) && contains(exact, divisor)) {
    if (!includes(divisor, 0) || cx.drops(node.span, ZERO_DIVISOR))
      return binary(
        '/',
        cast('double', a),
        b.narrow && /^\d+$/.test(b.narrow.text) ? simple(b.narrow.text) : b,
      );
    return cx.help('Divide', a, b);
  }
  return cx.help('Quotient', a, b);
});

export const INT_OPERATIONS: OperationTable = {
  'int.add': arithmetic('+'),
  'int.sub': arithmetic('-'),
  'int.mul': arithmetic('*'),
  'int.neg': args((_, node, operands) => result(node, unary('-', plain(widened1(node, operands))))),
  'int.abs': args((_, node, operands) =>
    inBig(node)
      ? result(node, call('BigInteger.Abs', plain(widened1(node, operands))))
      : call('Math.Abs', wide(nth(operands, 0))),
  ),
  'int.invert': args((_, node, operands) =>
    inBig(node)
      ? result(node, printed(code`-${plain(widened1(node, operands)).code} - 1`, PRECEDENCE.additive))
      : unary('~', wide(nth(operands, 0))),
  ),
  'int.floordiv': floorDiv,
  'int.mod': mod,
  'int.pow': power,
  'int.powmod': bigOnly('PowerMod'),
  'int.and': bitwise('&'),
  'int.or': bitwise('|'),
  'int.xor': bitwise('^'),
  'int.lshift': shift('<<'),
  'int.rshift': shift('>>'),
  'int.truediv': trueDivide,
  'int.bit_length': args((cx, _, operands) => cx.help('BitLength', nth(operands, 0))),
  'int.bit_count': args((cx, _, operands) => cx.help('BitCount', nth(operands, 0))),
  'math.isqrt': bigOnly('IntegerRoot'),
  'math.gcd': args((_, node, operands) => {
    const value = call('BigInteger.GreatestCommonDivisor', ...operands);
    return isBig(node.type) ? value : cast('long', value);
  }),
  'math.lcm': bigOnly('LeastCommonMultiple'),
  'math.comb': bigOnly('Combinations'),
  'math.perm': bigOnly('Permutations'),
  'math.factorial': bigOnly('Factorial'),
  'round.int_digits': bigOnly('RoundTens'),
};

function widened1(node: Op, operands: readonly Printed[]): Printed {
  const [value = simple('0')] = operands;
  if (!isBig(typeAt(node, 0)) && isBig(node.type))
    return { ...cast('BigInteger', value), precedence: PRECEDENCE.lambda };
  return wide(value);
}
