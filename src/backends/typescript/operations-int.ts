import {
  contains,
  fitsSafe,
  INT32,
  type Interval,
  type IntType,
  includes,
  type Op,
  type Type,
} from '../../language';
import type { Context } from './context';
import { asBig } from './convert';
import { args, nth, type OperationTable, typeAt } from './operations-table';
import { binary, call, conditional, type Printed, simple, unary } from './print';

const NON_NEGATIVE: Interval = { min: 0n, max: null };

export const rangeOf = (type: Type): Interval => (type.kind === 'int' ? type.range : { min: 0n, max: 1n });

const isBool = (type: Type): boolean => type.kind === 'bool';

/** Operands as BigInts where one of them or the result is one; the result in the representation of the node. */
function inWidest(
  cx: Context,
  node: Op,
  operands: readonly Printed[],
  print: (operands: readonly Printed[], big: boolean) => Printed,
): Printed {
  const resultBig = cx.isBig(node.type);
  const big = resultBig || node.args.some((arg) => cx.isBig(arg.type));
  if (!big) return print(operands, false);
  const wide = operands.map((operand, i) => (cx.isBig(typeAt(node, i)) ? operand : asBig(operand)));
  const value = print(wide, true);
  return resultBig || node.type.kind !== 'int' ? value : call('Number', value);
}

const arithmetic = (operator: string) =>
  args((cx, node, operands) =>
    inWidest(cx, node, operands, ([a, b]) => ({
      ...binary(operator, a ?? simple('0'), b ?? simple('0')),
      clean: operator !== '*' && a?.clean === true && b?.clean === true,
    })),
  );

/** Both factors at least 0: the product is never -0. */
const multiply = args((cx, node, operands) =>
  inWidest(cx, node, operands, ([a, b]) => ({
    ...binary('*', a ?? simple('0'), b ?? simple('0')),
    clean:
      node.args.every((arg) => contains(NON_NEGATIVE, rangeOf(arg.type))) && operands.every((o) => o.clean),
  })),
);

function nonZero(cx: Context, node: Op): boolean {
  if (!includes(rangeOf(typeAt(node, 1)), 0)) return true;
  if (!cx.settings.unsafe) return false;
  cx.dropped(node.span, 'A zero divisor');
  return true;
}

const floorDiv = args((cx, node, operands) =>
  inWidest(cx, node, operands, ([a = simple('0'), b = simple('1')], big) => {
    const [x, y] = [rangeOf(typeAt(node, 0)), rangeOf(typeAt(node, 1))];
    const safe = nonZero(cx, node);
    const sameSign = contains(NON_NEGATIVE, x) && contains(NON_NEGATIVE, y);
    if (!safe) return cx.help(big ? 'floorDivBig' : 'floorDiv', a, b);
    if (big) return sameSign ? binary('/', a, b) : cx.help('floorDivBig', a, b);
    return { ...call('Math.floor', binary('/', a, b)), clean: sameSign && a.clean === true };
  }),
);

const mod = args((cx, node, operands, out) =>
  inWidest(cx, node, operands, ([a = simple('0'), b = simple('1')], big) => {
    const [x, y] = [rangeOf(typeAt(node, 0)), rangeOf(typeAt(node, 1))];
    if (!nonZero(cx, node)) return cx.help(big ? 'modBig' : 'mod', a, b);
    if (contains(NON_NEGATIVE, x) && contains(NON_NEGATIVE, y))
      return { ...binary('%', a, b), clean: a.clean === true };
    const small = contains({ min: 1n, max: 2n ** 52n }, y);
    if (!small && !(big && contains(NON_NEGATIVE, y))) return cx.help(big ? 'modBig' : 'mod', a, b);
    const divisor = cx.stable(b, out, 'divisor');
    return binary('%', binary('+', binary('%', a, divisor), divisor), divisor);
  }),
);

const power = args((cx, node, operands) =>
  inWidest(cx, node, operands, ([a = simple('0'), b = simple('0')], big) => {
    if (big) return binary('**', a, b);
    const base = rangeOf(typeAt(node, 0));
    if (base.min === -1n && base.max === -1n && b.simple) {
      return {
        ...conditional(binary('===', binary('%', b, simple('2')), simple('0')), simple('1'), simple('-1')),
        clean: true,
      };
    }
    const exponent = rangeOf(typeAt(node, 1));
    // Up to the fourth power engines and repeated multiplication agree; squares are the common case.
    if (
      exponent.min === exponent.max &&
      a.simple &&
      exponent.min !== null &&
      exponent.min >= 2n &&
      exponent.min <= 4n
    ) {
      const factors = Array.from({ length: Number(exponent.min) }, () => a);
      const product = factors.reduce((x, y) => binary('*', x, y));
      return { ...product, clean: exponent.min % 2n === 0n || a.clean === true };
    }
    if (exponent.min === 2n && exponent.max === 2n) return { ...binary('**', a, b), clean: true };
    return { ...cx.help('intPower', a, b), clean: !includes(base, 0) || contains(NON_NEGATIVE, base) };
  }),
);

/** Bits of numbers go through 32-bit operators where both fit, else through BigInt. */
const bitwise = (operator: '&' | '|' | '^') =>
  args((cx, node, operands) => {
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    if (node.type.kind === 'bool') {
      if (operator === '^') return binary('!==', a, b);
      return binary('!==', binary(operator, call('Number', a), call('Number', b)), simple('0'));
    }
    if (node.args.every((arg) => contains(INT32, rangeOf(arg.type)))) {
      return { ...binary(operator, a, b), clean: true };
    }
    const wide = operands.map((operand, i) => (cx.isBig(typeAt(node, i)) ? operand : asBig(operand)));
    const value = binary(operator, nth(wide, 0), nth(wide, 1));
    return cx.isBig(node.type) ? value : call('Number', value);
  });

function shiftAmount(cx: Context, node: Op, amount: Printed): Printed {
  return contains(NON_NEGATIVE, rangeOf(typeAt(node, 1))) ? amount : cx.help('shiftCount', amount);
}

const shiftLeft = args((cx, node, operands) =>
  inWidest(cx, node, operands, ([a = simple('0'), b = simple('0')], big) => {
    const count = shiftAmount(cx, node, b);
    if (big) return binary('<<', a, count);
    const fits =
      contains(INT32, rangeOf(typeAt(node, 0))) &&
      contains(INT32, rangeOf(node.type)) &&
      contains({ min: 0n, max: 31n }, rangeOf(typeAt(node, 1)));
    if (fits) return { ...binary('<<', a, count), clean: true };
    return binary('*', a, binary('**', simple('2'), count));
  }),
);

const shiftRight = args((cx, node, operands) =>
  inWidest(cx, node, operands, ([a = simple('0'), b = simple('0')], big) => {
    const count = shiftAmount(cx, node, b);
    if (big) return binary('>>', a, count);
    const fits =
      contains(INT32, rangeOf(typeAt(node, 0))) && contains({ min: 0n, max: 31n }, rangeOf(typeAt(node, 1)));
    if (fits) return { ...binary('>>', a, count), clean: true };
    return call('Math.floor', binary('/', a, binary('**', simple('2'), count)));
  }),
);

/** An int as a number however it is held, for counts and positions; ends far out stay far out. */
export function asNumber(cx: Context, type: Type, value: Printed): Printed {
  if (isBool(type)) return call('Number', value);
  if (!cx.isBig(type)) return value;
  const literal = /^(-?\d+)n$/.exec(value.code.text);
  return literal && fitsSafe(type as IntType)
    ? { ...value, code: { ...value.code, text: literal[1] ?? '0' } }
    : call('Number', value);
}

export const asBigOf = (cx: Context, type: Type, value: Printed): Printed =>
  cx.isBig(type) ? value : asBig(value);

/** The result of a BigInt computation as the node's type wants it. */
export const fromBig = (cx: Context, node: Op, value: Printed): Printed =>
  cx.isBig(node.type) ? value : call('Number', value);

const viaBig = (helper: 'perm' | 'comb' | 'powmod' | 'lcmBig' | 'factorial') =>
  args((cx, node, operands) =>
    fromBig(
      cx,
      node,
      cx.help(helper, ...operands.map((operand, i) => asBigOf(cx, typeAt(node, i), operand))),
    ),
  );

export const INT_OPERATIONS: OperationTable = {
  'int.add': arithmetic('+'),
  'int.sub': arithmetic('-'),
  'int.mul': multiply,
  'int.neg': args((cx, node, [value = simple('0')]) => {
    const operand = cx.isBig(node.type) && !cx.isBig(typeAt(node, 0)) ? asBig(value) : value;
    return { ...unary('-', operand), clean: !includes(rangeOf(typeAt(node, 0)), 0) };
  }),
  'int.abs': args((cx, node, [value = simple('0')], out) => {
    if (!cx.isBig(typeAt(node, 0))) return { ...call('Math.abs', value), clean: true };
    const name = cx.stable(value, out);
    const negative = binary('<', name, simple('0n'));
    return fromBig(cx, node, conditional(negative, unary('-', name), name));
  }),
  'int.invert': args((cx, node, operands) =>
    inWidest(cx, node, operands, ([value = simple('0')], big) => {
      if (big || contains(INT32, rangeOf(typeAt(node, 0)))) return { ...unary('~', value), clean: true };
      return binary('-', unary('-', value), simple('1'));
    }),
  ),
  'int.floordiv': floorDiv,
  'int.mod': mod,
  'int.pow': power,
  'int.powmod': viaBig('powmod'),
  'int.and': bitwise('&'),
  'int.or': bitwise('|'),
  'int.xor': bitwise('^'),
  'int.lshift': shiftLeft,
  'int.rshift': shiftRight,
  'int.truediv': args((cx, node, operands) => {
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    if (node.args.some((arg) => cx.isBig(arg.type))) {
      return cx.help('divideBig', asBigOf(cx, typeAt(node, 0), a), asBigOf(cx, typeAt(node, 1), b));
    }
    const positive = includes(rangeOf(typeAt(node, 0)), 0) && !a.clean ? binary('+', a, simple('0')) : a;
    return nonZero(cx, node) ? binary('/', positive, b) : cx.help('safeDivide', positive, b);
  }),
  'int.bit_length': args((cx, node, [value = simple('0')]) => {
    const range = rangeOf(typeAt(node, 0));
    if (contains({ min: 0n, max: 2n ** 32n - 1n }, range))
      return binary('-', simple('32'), call('Math.clz32', value));
    return cx.help('bitLength', value);
  }),
  'int.bit_count': args((cx, _, [value = simple('0')]) => cx.help('bitCount', value)),
  'math.isqrt': args((cx, node, [value = simple('0')]) => {
    if (cx.isBig(typeAt(node, 0))) return fromBig(cx, node, cx.help('isqrtBig', value));
    const range = rangeOf(typeAt(node, 0));
    // Below 2^52 the rounded root never reaches the next integer.
    if (contains({ min: 0n, max: 2n ** 52n - 1n }, range))
      return { ...call('Math.floor', call('Math.sqrt', value)), clean: true };
    return cx.help('isqrt', value);
  }),
  'math.gcd': args((cx, node, operands) =>
    inWidest(cx, node, operands, ([a = simple('0'), b = simple('0')], big) =>
      cx.help(big ? 'gcdBig' : 'gcd', a, b),
    ),
  ),
  'math.lcm': viaBig('lcmBig'),
  'math.comb': viaBig('comb'),
  'math.perm': viaBig('perm'),
  'math.factorial': viaBig('factorial'),
  'round.int_digits': args((cx, node, [value = simple('0'), digits = simple('0')]) =>
    fromBig(
      cx,
      node,
      cx.help('roundTens', asBigOf(cx, typeAt(node, 0), value), asNumber(cx, typeAt(node, 1), digits)),
    ),
  ),
};
