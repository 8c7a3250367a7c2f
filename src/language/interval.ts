/**
 * Closed integer intervals; `null` stands for an unbounded end. The abstract domain of range analysis
 * (Cousot & Cousot 1976). All operations over-approximate: the result contains every possible value.
 */
export interface Interval {
  readonly min: bigint | null;
  readonly max: bigint | null;
}

export const FULL: Interval = { min: null, max: null };
export const NON_NEGATIVE: Interval = { min: 0n, max: null };

/** Largest integer that a JavaScript number, and so a JSON number, holds exactly. */
export const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
export const SAFE: Interval = { min: -MAX_SAFE, max: MAX_SAFE };
export const INT32: Interval = { min: -(2n ** 31n), max: 2n ** 31n - 1n };
export const INT64: Interval = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
/** Ints that CPython writes in decimal: up to 4300 digits (`sys.set_int_max_str_digits`). */
export const WRITABLE: Interval = { min: -(10n ** 4300n) + 1n, max: 10n ** 4300n - 1n };
export const INT128: Interval = { min: -(2n ** 127n), max: 2n ** 127n - 1n };

export function interval(min: bigint | number | null, max: bigint | number | null): Interval {
  return { min: min === null ? null : BigInt(min), max: max === null ? null : BigInt(max) };
}

export function point(value: bigint | number): Interval {
  return interval(value, value);
}

/** The value of a one-point interval, else null. */
export function constantOf(a: Interval): bigint | null {
  return a.min !== null && a.min === a.max ? a.min : null;
}

export function contains(outer: Interval, inner: Interval): boolean {
  const low = outer.min === null || (inner.min !== null && inner.min >= outer.min);
  const high = outer.max === null || (inner.max !== null && inner.max <= outer.max);
  return low && high;
}

export function includes(a: Interval, value: bigint | number): boolean {
  return contains(a, point(value));
}

export function hull(a: Interval, b: Interval): Interval {
  return {
    min: a.min === null || b.min === null ? null : a.min < b.min ? a.min : b.min,
    max: a.max === null || b.max === null ? null : a.max > b.max ? a.max : b.max,
  };
}

/** Intersection; null when empty. */
export function meet(a: Interval, b: Interval): Interval | null {
  const min = a.min === null ? b.min : b.min === null ? a.min : a.min > b.min ? a.min : b.min;
  const max = a.max === null ? b.max : b.max === null ? a.max : a.max < b.max ? a.max : b.max;
  return min !== null && max !== null && min > max ? null : { min, max };
}

export function sameInterval(a: Interval, b: Interval): boolean {
  return a.min === b.min && a.max === b.max;
}

const isBounded = (a: Interval): a is { min: bigint; max: bigint } => a.min !== null && a.max !== null;

export function add(a: Interval, b: Interval): Interval {
  return {
    min: a.min === null || b.min === null ? null : a.min + b.min,
    max: a.max === null || b.max === null ? null : a.max + b.max,
  };
}

export function negate(a: Interval): Interval {
  return { min: a.max === null ? null : -a.max, max: a.min === null ? null : -a.min };
}

export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b));
}

/** An end of an interval as an extended integer, for products of unbounded intervals. */
type End = bigint | '+inf' | '-inf';

function endTimes(a: End, b: End): End {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a * b;
  if (a === 0n || b === 0n) return 0n;
  const negative =
    (typeof a === 'bigint' ? a < 0n : a === '-inf') !== (typeof b === 'bigint' ? b < 0n : b === '-inf');
  return negative ? '-inf' : '+inf';
}

function fromEnds(ends: End[]): Interval {
  let min: bigint | null | undefined;
  let max: bigint | null | undefined;
  for (const end of ends) {
    if (end === '-inf') min = null;
    else if (end !== '+inf' && min !== null && (min === undefined || end < min)) min = end;
    if (end === '+inf') max = null;
    else if (end !== '-inf' && max !== null && (max === undefined || end > max)) max = end;
  }
  return { min: min ?? null, max: max ?? null };
}

export function multiply(a: Interval, b: Interval): Interval {
  const endsOf = (x: Interval): [End, End] => [x.min ?? '-inf', x.max ?? '+inf'];
  const [a0, a1] = endsOf(a);
  const [b0, b1] = endsOf(b);
  return fromEnds([endTimes(a0, b0), endTimes(a0, b1), endTimes(a1, b0), endTimes(a1, b1)]);
}

/** Python's floored quotient of two exact integers; `b` must not be 0. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Python's modulo: the sign of the divisor; `b` must not be 0. */
export function floorMod(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

export function floorDivide(a: Interval, b: Interval): Interval {
  if (isBounded(a) && isBounded(b)) {
    const divisors = [b.min, b.max, -1n, 1n].filter((d) => d !== 0n && includes(b, d));
    if (divisors.length === 0) return FULL;
    const all = divisors.flatMap((d) => [floorDiv(a.min, d), floorDiv(a.max, d)]);
    return fromEnds(all);
  }
  if (b.min !== null && b.min > 0n) {
    return {
      min: a.min === null ? null : a.min >= 0n ? 0n : a.min,
      max: a.max === null ? null : a.max < 0n ? -1n : a.max,
    };
  }
  return FULL;
}

export function modulo(a: Interval, b: Interval): Interval {
  if (b.min !== null && b.min > 0n) {
    if (a.min !== null && a.min >= 0n && a.max !== null && a.max < b.min) return a;
    const top = b.max === null ? null : b.max - 1n;
    if (a.min !== null && a.min >= 0n && a.max !== null && (top === null || a.max < top))
      return { min: 0n, max: a.max };
    return { min: 0n, max: top };
  }
  if (b.max !== null && b.max < 0n) return { min: b.min === null ? null : b.min + 1n, max: 0n };
  return {
    min: b.min === null ? null : b.min < 0n ? b.min + 1n : 0n,
    max: b.max === null ? null : b.max > 0n ? b.max - 1n : 0n,
  };
}

export function absolute(a: Interval): Interval {
  if (a.min !== null && a.min >= 0n) return a;
  if (a.max !== null && a.max <= 0n) return negate(a);
  const max = a.min === null || a.max === null ? null : -a.min > a.max ? -a.min : a.max;
  return { min: 0n, max };
}

/** Exponents past this make numbers that no fixed-width backend holds: the end becomes unbounded. */
const MAX_EXPONENT = 4096n;

/** `a ** b` for non-negative `b`. */
export function power(a: Interval, b: Interval): Interval {
  const exponents = meet(b, NON_NEGATIVE);
  if (exponents === null) return FULL;
  const unit = { min: -1n, max: 1n };
  if (contains(unit, a)) return a.min === -1n ? unit : { min: 0n, max: 1n };
  if (!isBounded(a) || !isBounded(exponents) || exponents.max > MAX_EXPONENT) {
    return a.min !== null && a.min >= 0n
      ? { min: 0n, max: null }
      : constantOf(exponents) === 2n
        ? NON_NEGATIVE
        : FULL;
  }
  const bases = [a.min, a.max, 0n, -1n, 1n].filter((x) => includes(a, x));
  const powers = [exponents.min, exponents.max, exponents.min + 1n, exponents.max - 1n].filter((e) =>
    includes(exponents, e),
  );
  return fromEnds(bases.flatMap((x) => powers.map((e) => x ** e)));
}

export function shiftLeft(a: Interval, b: Interval): Interval {
  const amounts = meet(b, NON_NEGATIVE);
  if (amounts === null) return FULL;
  if (amounts.max === null || amounts.max > MAX_EXPONENT || amounts.min === null)
    return a.min !== null && a.min >= 0n ? NON_NEGATIVE : FULL;
  return multiply(a, { min: 1n << amounts.min, max: 1n << amounts.max });
}

export function shiftRight(a: Interval, b: Interval): Interval {
  const amounts = meet(b, NON_NEGATIVE);
  if (amounts === null || amounts.min === null) return FULL;
  const low = amounts.min;
  const high = amounts.max === null || amounts.max > MAX_EXPONENT ? null : amounts.max;
  const shift = (x: bigint, by: bigint | null) => (by === null ? (x < 0n ? -1n : 0n) : x >> by);
  return {
    min: a.min === null ? null : a.min >= 0n ? shift(a.min, high) : shift(a.min, low),
    max: a.max === null ? null : a.max >= 0n ? shift(a.max, low) : shift(a.max, high),
  };
}

const bitLength = (x: bigint): bigint => BigInt((x < 0n ? -x - 1n : x).toString(2).length);

/** `&`, `|` or `^`: bounded by the widest operand's bits. */
export function bitwise(op: 'and' | 'or' | 'xor', a: Interval, b: Interval): Interval {
  const aNonNegative = a.min !== null && a.min >= 0n;
  const bNonNegative = b.min !== null && b.min >= 0n;
  if (op === 'and' && (aNonNegative || bNonNegative)) {
    const tops = [aNonNegative ? a.max : null, bNonNegative ? b.max : null].filter((t) => t !== null);
    return { min: 0n, max: tops.length === 0 ? null : tops.reduce((x, y) => (x < y ? x : y)) };
  }
  if (!isBounded(a) || !isBounded(b)) return aNonNegative && bNonNegative ? NON_NEGATIVE : FULL;
  const bits = [a.min, a.max, b.min, b.max].map(bitLength).reduce((x, y) => (x > y ? x : y));
  const top = (1n << bits) - 1n;
  return { min: aNonNegative && bNonNegative ? 0n : -top - 1n, max: top };
}

/** Of `~x`. */
export function invert(a: Interval): Interval {
  return subtract(negate(a), point(1));
}

export function minimum(a: Interval, b: Interval): Interval {
  return {
    min: a.min === null || b.min === null ? null : a.min < b.min ? a.min : b.min,
    max: a.max === null ? b.max : b.max === null ? a.max : a.max < b.max ? a.max : b.max,
  };
}

export function maximum(a: Interval, b: Interval): Interval {
  return negate(minimum(negate(a), negate(b)));
}
