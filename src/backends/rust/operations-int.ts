import { constantOf, contains, type Expr, type Interval, includes, type Op } from '../../language';
import { code, type Fragment } from '../text';
import { call, method, P, paren, type Rx, receiver, rx, suffixed } from './code';
import type { Emitter } from './emitter';
import { dropsOverflowCheck } from './folds';
import type { Printer, Printers } from './operations';
import { ZERO_CHECK } from './operations-float';
import { fitsBits, intShape } from './types';

const rangeOf = (node: Expr | undefined): Interval =>
  node?.type.kind === 'int' ? node.type.range : { min: null, max: null };

const isNonNegative = (node: Expr | undefined): boolean => contains({ min: 0n, max: null }, rangeOf(node));
const isPositive = (node: Expr | undefined): boolean => contains({ min: 1n, max: null }, rangeOf(node));

/** Width in which an operation is computed: it holds the operands and, where that is known, the result. */
function workingBits(node: Op): 64 | 128 {
  const wide = [node, ...node.args].some((n) => {
    if (n.kind === 'const' && typeof n.value === 'bigint')
      return !fitsBits({ min: n.value, max: n.value }, 64);
    return n.type.kind === 'int' && intShape(n.type).bits === 128;
  });
  return wide ? 128 : 64;
}

/** The result in the representation of the node's own type. */
function fitted(e: Emitter, node: Op, result: Rx, bits: 64 | 128): Rx {
  if (node.type.kind !== 'int') return result;
  const own = intShape(node.type);
  if (own.bits === bits || own.bits === 128 || own.proved) return e.widen(result, bits, own.bits);
  return rx(code`i64::try_from(${result.code}).expect("outside i64")`);
}

/** The operands in one width; when all are literals the first one says which. */
function operands(e: Emitter, node: Op, bits: 64 | 128): Rx[] {
  const printed = node.args.map((arg) => e.int(arg, bits));
  return printed.every((r) => r.literal !== undefined)
    ? printed.map((r, i) => (i === 0 ? suffixed(r) : r))
    : printed;
}

/** `+`, `-`, `*`: plain where the result is proved to fit, else checked. */
function arithmetic(symbol: '+' | '-' | '*', name: 'add' | 'sub' | 'mul', prec: number): Printer {
  return (e, node) => {
    const bits = workingBits(node);
    const [left, right] = operands(e, node, bits);
    if (left === undefined || right === undefined) return rx('0');
    if (fitsBits(rangeOf(node), bits)) {
      const first = paren(left, prec);
      return fitted(e, node, rx(code`${first} ${symbol} ${paren(right, prec + 1)}`, prec), bits);
    }
    if (dropsOverflowCheck(e, node))
      return fitted(e, node, method(left, code`wrapping_${name}(${right.code})`), bits);
    return fitted(e, node, checked(left, `checked_${name}`, right.code, bits), bits);
  };
}

const checked = (left: Rx, name: string, argument: Fragment, bits: 64 | 128): Rx =>
  method(method(left, code`${name}(${argument})`), `expect("outside i${bits}")`);

/** `-x`, `abs(x)`: only the least value of the type has no opposite. */
function unary(plain: (r: Rx) => Rx, name: 'neg' | 'abs'): Printer {
  return (e, node) => {
    const bits = workingBits(node);
    const [value] = operands(e, node, bits);
    if (value === undefined) return rx('0');
    if (fitsBits(rangeOf(node), bits)) return fitted(e, node, plain(value), bits);
    if (dropsOverflowCheck(e, node)) return fitted(e, node, method(value, `wrapping_${name}()`), bits);
    return fitted(e, node, checked(value, `checked_${name}`, code``, bits), bits);
  };
}

/**
 * Python's `//` and `%` round down. Rust's operators agree on non-negative operands, its Euclidean ones for a
 * positive divisor; a zero divisor panics in both.
 */
function division(
  plain: '/' | '%',
  euclidean: 'div_euclid' | 'rem_euclid',
  helper: 'floor_div' | 'floor_mod',
): Printer {
  return (e, node) => {
    const bits = workingBits(node);
    const [left, right] = operands(e, node, bits);
    const [dividend, divisor] = node.args;
    if (left === undefined || right === undefined) return rx('0');
    if (isNonNegative(dividend) && isNonNegative(divisor))
      return fitted(
        e,
        node,
        rx(code`${paren(left, P.mul)} ${plain} ${paren(right, P.mul + 1)}`, P.mul),
        bits,
      );
    if (isPositive(divisor)) return fitted(e, node, method(left, code`${euclidean}(${right.code})`), bits);
    const least = -(2n ** BigInt(bits - 1));
    const overflows = plain === '/' && includes(rangeOf(dividend), least) && includes(rangeOf(divisor), -1n);
    if (overflows && !fitsBits(rangeOf(node), bits))
      return fitted(
        e,
        node,
        call(e.helper(bits === 64 ? 'floor_div_checked' : 'floor_div_128'), [left.code, right.code]),
        bits,
      );
    return fitted(
      e,
      node,
      call(e.helper(bits === 64 ? helper : `${helper}_128`), [left.code, right.code]),
      bits,
    );
  };
}

function bitwise(symbol: '&' | '|' | '^', prec: number): Printer {
  return (e, node) => {
    const bits = workingBits(node);
    const [left, right] = operands(e, node, bits);
    if (left === undefined || right === undefined) return rx('0');
    return fitted(e, node, rx(code`${paren(left, prec)} ${symbol} ${paren(right, prec)}`, prec), bits);
  };
}

const power: Printer = (e, node) => {
  const [base, exponent] = node.args;
  if (base === undefined || exponent === undefined) return rx('0');
  const bits = workingBits({ ...node, args: [base] });
  const value = suffixed(e.int(base, bits));
  const known = constantOf(rangeOf(exponent));
  const { max } = rangeOf(node);
  const proved = fitsBits(rangeOf(node), bits);
  if (!proved && max !== null && constantOf(rangeOf(base)) !== null)
    e.refuse('may-overflow', node.span, 'These powers leave 128 bits.', 'Narrow the range of the exponent.');
  const small = contains({ min: 0n, max: 2n ** 32n - 1n }, rangeOf(exponent));
  const by: Fragment =
    known !== null && small
      ? code`${known}`
      : small
        ? code`${paren(e.value(exponent), P.cast)} as u32`
        : code`u32::try_from(${e.value(exponent).code}).expect("outside u32")`;
  if (proved) return fitted(e, node, method(value, code`pow(${by})`), bits);
  if (dropsOverflowCheck(e, node)) return fitted(e, node, method(value, code`wrapping_pow(${by})`), bits);
  return fitted(e, node, checked(value, 'checked_pow', by, bits), bits);
};

function shift(symbol: '<<' | '>>', helper: 'shift_left' | 'shift_right'): Printer {
  return (e, node) => {
    const bits = workingBits(node);
    const [left, right] = operands(e, node, bits);
    const [, amount] = node.args;
    if (left === undefined || right === undefined) return rx('0');
    const small = contains({ min: 0n, max: BigInt(bits - 1) }, rangeOf(amount));
    if (small && fitsBits(rangeOf(node), bits)) {
      // `x as i64 << y` would read as a generic argument.
      const shifted = left.prec === P.cast ? code`(${left.code})` : paren(suffixed(left), P.shift);
      return fitted(e, node, rx(code`${shifted} ${symbol} ${paren(right, P.shift + 1)}`, P.shift), bits);
    }
    return fitted(
      e,
      node,
      call(e.helper(bits === 64 ? helper : `${helper}_128`), [left.code, right.code]),
      bits,
    );
  };
}

/** True division. Both as floats where they are exact, else rounded once from the exact quotient. */
const trueDivision: Printer = (e, node) => {
  const [left, right] = node.args;
  if (left === undefined || right === undefined) return rx('0.0');
  const exact = { min: -(2n ** 53n), max: 2n ** 53n };
  if (!contains(exact, rangeOf(left)) || !contains(exact, rangeOf(right))) {
    const wide = { min: -(2n ** 64n) + 1n, max: 2n ** 64n - 1n };
    const bounded =
      right.type.kind === 'int' && (intShape(right.type).bits === 64 || contains(wide, rangeOf(right)));
    if (!bounded)
      e.refuse(
        'may-overflow',
        right.span,
        'A divisor of more than 64 bits is not rounded exactly.',
        'Divide by smaller numbers.',
      );
    return call(e.helper('true_div'), [e.int(left, 128).code, e.int(right, 128).code]);
  }
  const a = asFloat(e, left);
  const b = asFloat(e, right);
  if (includes(rangeOf(right), 0) && !e.drops(ZERO_CHECK, node.span))
    return call(e.helper('divide'), [a.code, b.code]);
  return rx(code`${paren(b.float ? suffixed(a) : a, P.mul)} / ${paren(b, P.mul + 1)}`, P.mul);
};

/** An int that is exact as a float. */
export function asFloat(e: Emitter, node: Expr): Rx {
  const known = node.kind === 'const' && typeof node.value === 'bigint' ? node.value : null;
  if (known !== null) return { ...rx(`${known}.0`, known < 0n ? P.unary : P.primary), float: true };
  return rx(code`${paren(e.value(node), P.cast)} as f64`, P.cast);
}

/** `min(a, b)`: the first of equals, which for these types nothing can tell from the second. */
function extreme(kind: 'min' | 'max'): Printer {
  return (e, node) => {
    if (node.type.kind === 'int') {
      const bits = workingBits(node);
      const [first, ...rest] = operands(e, node, bits);
      if (first === undefined) return rx('0');
      return fitted(
        e,
        node,
        rest.reduce((best, item) => method(suffixed(best), code`${kind}(${item.code})`), first),
        bits,
      );
    }
    const items = node.args.map((arg) => e.as(arg, node.type));
    const name = node.type.kind === 'float' ? e.helper(`${kind}_float`) : `std::cmp::${kind}`;
    if (
      node.type.kind !== 'float' &&
      node.type.kind !== 'str' &&
      node.type.kind !== 'bool' &&
      node.type.kind !== 'tuple'
    )
      return e.refuse('unsupported-type', node.span, `The Rust backend has no ${kind} of these values.`);
    return items.reduce((best, item) => call(name, [best.code, item.code]));
  };
}

/** A helper of i64 arguments with an i64 result. */
function helper64(name: 'pow_mod' | 'isqrt' | 'gcd' | 'lcm' | 'comb' | 'perm' | 'factorial'): Printer {
  return (e, node) => {
    if (workingBits({ ...node, type: { kind: 'int', range: { min: 0n, max: 0n } } }) === 128)
      return e.refuse('may-overflow', node.span, `${node.op} works on 64 bits here.`, 'Use smaller numbers.');
    const bits = HELPER_BITS[name] ?? 64;
    const result = call(
      e.helper(name),
      node.args.map((arg) => e.int(arg, 64).code),
    );
    return fitted(e, node, result, bits);
  };
}

/** Results that outgrow 64 bits soon are computed in 128. */
const HELPER_BITS: Readonly<Record<string, 64 | 128>> = { lcm: 128, comb: 128, perm: 128, factorial: 128 };

const bits =
  (count: (value: Rx, width: 64 | 128) => Fragment): Printer =>
  (e, node) => {
    const [value] = node.args;
    if (value === undefined || value.type.kind !== 'int') return rx('0');
    const width = intShape(value.type).bits;
    return rx(code`${count(suffixed(e.int(value, width)), width)} as i64`, P.cast);
  };

export const INT_OPERATIONS: Printers = {
  'int.add': arithmetic('+', 'add', P.add),
  'int.sub': arithmetic('-', 'sub', P.add),
  'int.mul': arithmetic('*', 'mul', P.mul),
  'int.neg': unary((r) => rx(code`-${paren(r, P.unary)}`, P.unary), 'neg'),
  'int.abs': unary((r) => method(r, 'abs()'), 'abs'),
  'int.invert': (e, node) => {
    const width = workingBits(node);
    const [value] = operands(e, node, width);
    return value === undefined
      ? rx('0')
      : fitted(e, node, rx(code`!${paren(value, P.unary)}`, P.unary), width);
  },
  'int.floordiv': division('/', 'div_euclid', 'floor_div'),
  'int.mod': division('%', 'rem_euclid', 'floor_mod'),
  'int.pow': power,
  'int.powmod': helper64('pow_mod'),
  'int.and': bitwise('&', P.bitAnd),
  'int.or': bitwise('|', P.bitOr),
  'int.xor': bitwise('^', P.bitXor),
  'int.lshift': shift('<<', 'shift_left'),
  'int.rshift': shift('>>', 'shift_right'),
  'int.truediv': trueDivision,
  'int.bit_length': bits(
    (value, width) => code`(${width} - ${receiver(method(value, 'unsigned_abs()'))}.leading_zeros())`,
  ),
  'int.bit_count': bits((value) => code`${receiver(method(value, 'unsigned_abs()'))}.count_ones()`),
  min: extreme('min'),
  max: extreme('max'),
  'math.isqrt': helper64('isqrt'),
  'math.gcd': helper64('gcd'),
  'math.lcm': helper64('lcm'),
  'math.comb': helper64('comb'),
  'math.perm': helper64('perm'),
  'math.factorial': helper64('factorial'),
};
