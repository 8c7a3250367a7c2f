/** Integer and float arithmetic as Python does it. Type annotations stand between « and ». */
export const NUMBER_HELPERS = {
  floorDiv: `
/** Floored quotient. */
function floorDiv(a«: number», b«: number»)«: number» {
  if (b === 0) raise('ZeroDivisionError', 'division by zero');
  return Math.floor(a / b);
}`,
  floorDivBig: `
/** Floored quotient. */
function floorDivBig(a«: bigint», b«: bigint»)«: bigint» {
  if (b === 0n) raise('ZeroDivisionError', 'division by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}`,
  mod: `
/** Remainder with the sign of the divisor. */
function mod(a«: number», b«: number»)«: number» {
  if (b === 0) raise('ZeroDivisionError', 'division by zero');
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}`,
  modBig: `
/** Remainder with the sign of the divisor. */
function modBig(a«: bigint», b«: bigint»)«: bigint» {
  if (b === 0n) raise('ZeroDivisionError', 'division by zero');
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}`,
  floatFloorDiv: `
/** Floored quotient of floats. */
function floatFloorDiv(a«: number», b«: number»)«: number» {
  if (b === 0) raise('ZeroDivisionError', 'division by zero');
  const rest = a % b;
  const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
  if (quotient === 0) return (a < 0 || Object.is(a, -0)) !== b < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}`,
  floatMod: `
/** Remainder of floats with the sign of the divisor. */
function floatMod(a«: number», b«: number»)«: number» {
  if (b === 0) raise('ZeroDivisionError', 'division by zero');
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}`,
  safeDivide: `
/** True division. */
function safeDivide(a«: number», b«: number»)«: number» {
  if (b === 0) raise('ZeroDivisionError', 'division by zero');
  return a / b;
}`,
  divideBig: `
/** The quotient of two integers of any size, rounded once. */
function divideBig(a«: bigint», b«: bigint»)«: number» {
  if (b === 0n) raise('ZeroDivisionError', 'division by zero');
  const negative = a < 0n !== b < 0n;
  const [n, d] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (n === 0n) return negative ? -0 : 0;
  // Two bits more than a double holds, and one that says whether anything was left.
  const shift = Math.min(bitLength(d) - bitLength(n) + 56, 1076);
  const [top, bottom] = shift > 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
  const quotient = (top / bottom) * 2n + (top % bottom === 0n ? 0n : 1n);
  const half = Math.trunc((-shift - 1) / 2);
  const value = Number(quotient) * 2 ** half * 2 ** (-shift - 1 - half);
  if (value === Infinity) raise('OverflowError', 'integer division result too large for a float');
  return negative ? -value : value;
}`,
  intPower: `
/** Integer power by squaring, exact. */
function intPower(base«: number», exponent«: number»)«: number» {
  let result = 1;
  let square = base;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}`,
  powmod: `
/** pow(base, exponent, modulus) */
function powmod(base«: bigint», exponent«: bigint», modulus«: bigint»)«: bigint» {
  if (modulus === 0n) raise('ValueError', 'pow() 3rd argument cannot be 0');
  let result = modBig(1n, modulus);
  let square = modBig(base, modulus);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = modBig(result * square, modulus);
    square = modBig(square * square, modulus);
  }
  return result;
}`,
  shiftCount: `
/** A shift count that is not negative. */
function shiftCount«<T extends number | bigint>»(count«: T»)«: T» {
  if (count < 0) raise('ValueError', 'negative shift count');
  return count;
}`,
  bitLength: `
/** Bits of the absolute value. */
function bitLength(x«: number | bigint»)«: number» {
  return x === 0 || x === 0n ? 0 : (x < 0 ? -x : x).toString(2).length;
}`,
  bitCount: `
/** Ones in the absolute value. */
function bitCount(x«: number | bigint»)«: number» {
  return x.toString(2).replace(/[-0]/g, '').length;
}`,
  toFloat: `
/** The nearest double. */
function toFloat(x«: bigint»)«: number» {
  const value = Number(x);
  if (!Number.isFinite(value)) raise('OverflowError', 'int too large to convert to float');
  return value;
}`,
  positiveZero: `
/** A float that may stand where -0 means an empty sum. */
function positiveZero(x«: number»)«: number» {
  if (Object.is(x, -0)) raise('Outside', 'a negative zero is not told from an empty sum here');
  return x;
}`,
  isqrt: `
/** Integer square root. */
function isqrt(x«: number»)«: number» {
  if (x < 0) raise('ValueError', 'isqrt() argument must be nonnegative');
  const root = Math.floor(Math.sqrt(x));
  return root * root > x ? root - 1 : root;
}`,
  isqrtBig: `
/** Integer square root by Newton's method. */
function isqrtBig(x«: bigint»)«: bigint» {
  if (x < 0n) raise('ValueError', 'isqrt() argument must be nonnegative');
  if (x < 2n) return x;
  let root = 1n << BigInt((bitLength(x) + 1) >> 1);
  for (;;) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}`,
  gcd: `
/** Greatest common divisor, Euclid. */
function gcd(a«: number», b«: number»)«: number» {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}`,
  gcdBig: `
/** Greatest common divisor, Euclid. */
function gcdBig(a«: bigint», b«: bigint»)«: bigint» {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}`,
  lcmBig: `
/** Least common multiple. */
function lcmBig(a«: bigint», b«: bigint»)«: bigint» {
  if (a === 0n || b === 0n) return 0n;
  const product = (a / gcdBig(a, b)) * b;
  return product < 0n ? -product : product;
}`,
  perm: `
/** n! / (n - k)! */
function perm(n«: bigint», k«: bigint»)«: bigint» {
  if (n < 0n || k < 0n) raise('ValueError', 'argument must be a non-negative integer');
  let product = 1n;
  for (let i = n - k + 1n; i <= n; i++) product *= i;
  return k > n ? 0n : product;
}`,
  comb: `
/** Binomial coefficient. */
function comb(n«: bigint», k«: bigint»)«: bigint» {
  if (n < 0n || k < 0n) raise('ValueError', 'argument must be a non-negative integer');
  if (k > n) return 0n;
  const steps = k < n - k ? k : n - k;
  let result = 1n;
  for (let i = 1n; i <= steps; i++) result = (result * (n - steps + i)) / i;
  return result;
}`,
  factorial: `
/** n! */
function factorial(n«: bigint»)«: bigint» {
  if (n < 0n) raise('ValueError', 'factorial() not defined for negative values');
  let product = 1n;
  for (let i = 2n; i <= n; i++) product *= i;
  return product;
}`,
  wholeNumber: `
/** A float without fraction as an integer. */
function wholeNumber(x«: number»)«: bigint» {
  if (Number.isNaN(x)) raise('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) raise('OverflowError', 'cannot convert float infinity to integer');
  return BigInt(x);
}`,
  exactPower: `
/** An integral power of a power of two. */
function exactPower(base«: number», exponent«: number»)«: number» {
  const power = base ** exponent;
  if (power === Infinity && Number.isFinite(exponent)) raise('OverflowError', 'Numerical result out of range');
  return power;
}`,
  equalMixed: `
/** An integer of any size equal to a float. */
function equalMixed(int«: bigint», float«: number»)«: boolean» {
  return Number.isInteger(float) && BigInt(float) === int;
}`,
  checkedSqrt: `
/** Square root; there is none of a negative number. */
function checkedSqrt(x«: number»)«: number» {
  if (x < 0) raise('ValueError', 'expected a nonnegative input');
  return Math.sqrt(x);
}`,
  checkedFmod: `
/** Remainder with the sign of the dividend. */
function checkedFmod(x«: number», y«: number»)«: number» {
  if ((y === 0 && !Number.isNaN(x)) || (Math.abs(x) === Infinity && !Number.isNaN(y))) raise('ValueError', 'math domain error');
  return x % y;
}`,
  copySign: `
/** The magnitude of one number with the sign of another. */
function copySign(x«: number», y«: number»)«: number» {
  const negative = y < 0 || Object.is(y, -0);
  return negative ? -Math.abs(x) : Math.abs(x);
}`,
  sumIntegers: `
/** The exact sum of integers: a number that spills into a bigint when it would lose exactness. */
function sumIntegers(items«: readonly number[]»)«: bigint» {
  let total = 0n;
  let part = 0;
  for (const item of items) {
    const next = part + item;
    if (Number.isSafeInteger(next)) {
      part = next;
    } else {
      total += BigInt(part);
      part = item;
    }
  }
  return total + BigInt(part);
}`,
  sumFloats: `
/** Neumaier's compensated sum, as CPython adds floats. */
function sumFloats(items«: readonly number[]»)«: number» {
  let total = 0;
  let lost = 0;
  for (const item of items) {
    const next = total + item;
    lost += Math.abs(total) >= Math.abs(item) ? total - next + item : item - next + total;
    total = next;
  }
  return lost !== 0 && Number.isFinite(lost) ? total + lost : total;
}`,
  roundEven: `
/** The nearest integer, ties to even. */
function roundEven(x«: number»)«: number» {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}`,
  roundTens: `
/** An integer rounded to a power of ten, ties to even. */
function roundTens(x«: bigint», digits«: number»)«: bigint» {
  if (digits >= 0) return x;
  const unit = 10n ** BigInt(-digits);
  const low = floorDivBig(x, unit) * unit;
  const twice = (x - low) * 2n;
  return twice > unit || (twice === unit && (low / unit) % 2n !== 0n) ? low + unit : low;
}`,
  writable: `
/** An int that Python writes in decimal: one of at most 4300 digits. */
function writable(x«: bigint»)«: bigint» {
  const limit = 10n ** 4300n;
  return -limit < x && x < limit ? x : raise('ValueError', 'Exceeds the limit (4300 digits) for integer string conversion');
}`,
  parseInteger: `
/** int(text, base) */
function parseInteger(text«: string», base«: number»)«: bigint» {
  const trimmed = stripText(text).replace(/\\p{Nd}/gu, decimalDigit);
  const match = /^([+-]?)(?:0([xXoObB]))?((?:_?[0-9a-zA-Z])+)$/.exec(trimmed) ?? raise('ValueError', 'invalid literal for int()');
  const marked = { x: 16, o: 8, b: 2 }[(match[2] ?? '').toLowerCase()«  as 'x'»];
  const prefixed = marked !== undefined && (base === marked || base === 0);
  const digits = (marked !== undefined && !prefixed ? '0' + match[2] : '') + match[3];
  const radix = base !== 0 ? base : (marked ?? 10);
  const plain = digits.replaceAll('_', '');
  const valid = prefixed || /^[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*$/.test(digits);
  if (!valid || (base === 0 && marked === undefined && /^0+[1-9]/.test(plain))) raise('ValueError', 'invalid literal for int()');
  if (plain.length > 4300 && ![2, 4, 8, 16, 32].includes(radix)) raise('ValueError', 'Exceeds the limit (4300 digits) for integer string conversion');
  let value = 0n;
  for (const c of plain) {
    const digit = Number.parseInt(c, 36);
    if (digit >= radix) raise('ValueError', 'invalid literal for int()');
    value = value * BigInt(radix) + BigInt(digit);
  }
  return match[1] === '-' ? -value : value;
}`,
  parseDecimal: `
/** int(text) */
function parseDecimal(text«: string»)«: bigint» {
  const digits = stripText(text).replace(/\\p{Nd}/gu, decimalDigit);
  if (!/^[+-]?[0-9]+(_[0-9]+)*$/.test(digits)) raise('ValueError', 'invalid literal for int() with base 10');
  const plain = digits.replace(/[+_-]/g, '');
  if (plain.length > 4300) raise('ValueError', 'Exceeds the limit (4300 digits) for integer string conversion');
  const value = BigInt(plain);
  return digits.startsWith('-') ? -value : value;
}`,
  decimalDigit: `
/** The value of a decimal digit of any script. */
function decimalDigit(c«: string»)«: string» {
  // Decimal digits stand in runs of ten that start at a multiple of ten from their zero.
  let zero = c.codePointAt(0)« as number»;
  const point = zero;
  while (point - zero < 9 && /\\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((point - zero) % 10);
}`,
  parseFloatText: `
/** float(text) */
function parseFloatText(text«: string»)«: number» {
  const plain = stripText(text).replace(/\\p{Nd}/gu, decimalDigit);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(plain);
  if (word) return (word[1] === '-' ? -1 : 1) * (/^nan/i.test(word[2]) ? NaN : Infinity);
  const digits = '[0-9]+(?:_[0-9]+)*';
  if (!new RegExp(\`^[+-]?(?:\${digits}\\\\.?(?:\${digits})?|\\\\.\${digits})(?:[eE][+-]?\${digits})?$\`).test(plain)) raise('ValueError', 'could not convert string to float');
  return Number(plain.replaceAll('_', ''));
}`,
  numberKey: `
/** One key for equal numbers of any kind. */
function numberKey(x«: number | bigint | boolean»)«: number | bigint» {
  if (typeof x === 'boolean') return Number(x);
  if (typeof x === 'number') return Number.isInteger(x) && !Number.isSafeInteger(x) ? BigInt(x) : floatKey(x);
  return Number.isSafeInteger(Number(x)) ? Number(x) : x;
}`,
  floatKey: `
/** NaN is a key of its own each time, by identity, which numbers do not have here. */
function floatKey(x«: number»)«: number» {
  if (Number.isNaN(x)) raise('Outside', 'NaN as a key is told apart by identity');
  return x;
}`,
} as const;
