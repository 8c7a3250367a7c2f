import { INT32, INT64, includes } from '../../language';
import { code } from '../text';
import { atom, PRECEDENCE, type Printed, printed, simple } from './print';

/** An int of 64 bits; its narrow form has no suffix. */
export function intLiteral(value: bigint): Printed {
  const text = value === -(2n ** 63n) ? 'long.MinValue' : `${value}L`;
  const precedence = value < 0n && value !== -(2n ** 63n) ? PRECEDENCE.unary : PRECEDENCE.primary;
  const wide: Printed = { ...printed(text, precedence), simple: true };
  return includes(INT32, value) ? { ...wide, narrow: code`${value}`, narrowPrecedence: precedence } : wide;
}

export function bigLiteral(value: bigint): Printed {
  if (!includes(INT64, value)) return atom(`BigInteger.Parse("${value}")`);
  if (value === 0n) return { ...simple('BigInteger.Zero'), narrow: code`0` };
  if (value === 1n) return { ...simple('BigInteger.One'), narrow: code`1` };
  const wide = {
    ...printed(`(BigInteger)${value < 0n ? `(${value})` : value}`, PRECEDENCE.unary),
    simple: true,
  };
  if (!includes(INT32, value)) return wide;
  return {
    ...wide,
    narrow: code`${value}`,
    narrowPrecedence: value < 0n ? PRECEDENCE.unary : PRECEDENCE.primary,
  };
}

/**
 * A double. Short decimals are exact in every parser (15 digits and a power of ten up to 22, Clinger 1990); others are
 * given by their bits, because Mono's parser rounds some of them wrongly.
 */
export function doubleLiteral(x: number): Printed {
  if (Number.isNaN(x)) return simple('double.NaN');
  if (!Number.isFinite(x)) return simple(x > 0 ? 'double.PositiveInfinity' : 'double.NegativeInfinity');
  const negative = x < 0;
  const [mantissa = '0', exponent = '0'] = Math.abs(x).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const power = Number(exponent) - digits.length + 1;
  // Mono's compiler loses the sign of a zero.
  if (Object.is(x, -0)) return atom('BitConverter.Int64BitsToDouble(long.MinValue) /* -0.0 */');
  if (digits.length > 15 || power > 22 || power < -22) {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, x);
    return atom(`BitConverter.Int64BitsToDouble(${view.getBigInt64(0)}L) /* ${x} */`);
  }
  const plain = Math.abs(x).toString();
  const text = /[.e]/.test(plain) ? plain.replace('e+', 'e') : `${plain}.0`;
  return negative ? { ...printed(`-${text}`, PRECEDENCE.unary), simple: true } : simple(text);
}
