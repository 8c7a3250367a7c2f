import { helpers } from './helper';

export const INT_HELPERS = helpers({
  Range: {
    name: 'Range',
    text: `
static IEnumerable<long> Range(long start, long stop)
{
    for (var i = start; i < stop; i++) yield return i;
}`,
  },
  RangeBy: {
    name: 'RangeBy',
    needs: ['Steps'],
    text: `
static IEnumerable<long> RangeBy(long start, long stop, long step)
{
    if (step == 0) throw new ArgumentException("range() arg 3 must not be zero");
    return Range(start, stop, step);
}`,
  },
  Steps: {
    name: 'Range',
    text: `
static IEnumerable<long> Range(long start, long stop, long step)
{
    for (var i = start; step > 0 ? i < stop : i > stop; i += step)
    {
        yield return i;
        // The next step would leave the numbers of 64 bits.
        if (step > 0 ? i > long.MaxValue - step : i < long.MinValue - step) yield break;
    }
}`,
  },
  BigRange: {
    name: 'BigRange',
    needs: ['BigSteps'],
    text: `
static IEnumerable<BigInteger> BigRange(BigInteger start, BigInteger stop, BigInteger step)
{
    if (step.IsZero) throw new ArgumentException("range() arg 3 must not be zero");
    return BigSteps(start, stop, step);
}`,
  },
  BigSteps: {
    name: 'BigSteps',
    text: `
static IEnumerable<BigInteger> BigSteps(BigInteger start, BigInteger stop, BigInteger step)
{
    for (var i = start; step.Sign > 0 ? i < stop : i > stop; i += step) yield return i;
}`,
  },
  RangeLength: {
    name: 'RangeLength',
    text: `
static BigInteger RangeLength(BigInteger start, BigInteger stop, BigInteger step)
{
    if (step.IsZero) throw new ArgumentException("range() arg 3 must not be zero");
    if (step.Sign > 0 ? start >= stop : start <= stop) return 0;
    return (BigInteger.Abs(stop - start) - 1) / BigInteger.Abs(step) + 1;
}`,
  },
  InRange: {
    name: 'InRange',
    text: `
static bool InRange(BigInteger start, BigInteger stop, BigInteger step, BigInteger value)
{
    if (step.IsZero) throw new ArgumentException("range() arg 3 must not be zero");
    var within = step.Sign > 0 ? start <= value && value < stop : stop < value && value <= start;
    return within && ((value - start) % step).IsZero;
}`,
  },
  FloorDiv: {
    name: 'FloorDiv',
    text: `
/// <summary>Division that rounds down.</summary>
static long FloorDiv(long a, long b)
{
    if (b == -1) return -a;
    var quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}`,
  },
  'FloorDiv.Big': {
    name: 'FloorDiv',
    text: `
/// <summary>Division that rounds down.</summary>
static BigInteger FloorDiv(BigInteger a, BigInteger b)
{
    BigInteger rest;
    var quotient = BigInteger.DivRem(a, b, out rest);
    return !rest.IsZero && (a.Sign < 0) != (b.Sign < 0) ? quotient - 1 : quotient;
}`,
  },
  FloorMod: {
    name: 'FloorMod',
    text: `
/// <summary>The rest of a division that rounds down: it has the sign of the divisor.</summary>
static long FloorMod(long a, long b)
{
    if (b == -1) return 0;
    var rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}`,
  },
  'FloorMod.Big': {
    name: 'FloorMod',
    text: `
/// <summary>The rest of a division that rounds down: it has the sign of the divisor.</summary>
static BigInteger FloorMod(BigInteger a, BigInteger b)
{
    var rest = BigInteger.Remainder(a, b);
    return !rest.IsZero && (rest.Sign < 0) != (b.Sign < 0) ? rest + b : rest;
}`,
  },
  Power: {
    name: 'Power',
    text: `
/// <summary>A power in 64 bits.</summary>
static long Power(long number, long exponent)
{
    var result = 1L;
    for (; exponent > 0; exponent >>= 1, number *= number)
        if ((exponent & 1) == 1) result *= number;
    return result;
}`,
  },
  'Power.Big': {
    name: 'Power',
    text: `
static BigInteger Power(BigInteger number, BigInteger exponent)
{
    if (number.IsOne || exponent.IsZero) return 1;
    if (number.IsZero) return 0;
    if (number == -1) return exponent.IsEven ? 1 : -1;
    if (exponent > 100000000) throw new OverflowException("a power of this size is not computed");
    return BigInteger.Pow(number, (int)exponent);
}`,
  },
  ShiftLeft: {
    name: 'ShiftLeft',
    text: `
static BigInteger ShiftLeft(BigInteger value, BigInteger count)
{
    if (count.Sign < 0) throw new ArgumentException("negative shift count");
    if (value.IsZero) return 0;
    if (count > 1000000000) throw new OverflowException("a shift of this size is not computed");
    return value << (int)count;
}`,
  },
  ShiftRight: {
    name: 'ShiftRight',
    text: `
static BigInteger ShiftRight(BigInteger value, BigInteger count)
{
    if (count.Sign < 0) throw new ArgumentException("negative shift count");
    if (count > 1000000000) return value.Sign < 0 ? -1 : 0;
    return value >> (int)count;
}`,
  },
  PowerMod: {
    name: 'PowerMod',
    text: `
static BigInteger PowerMod(BigInteger number, BigInteger exponent, BigInteger modulus)
{
    if (modulus.IsZero) throw new ArgumentException("pow() 3rd argument cannot be 0");
    var rest = BigInteger.ModPow(number, exponent, modulus);
    return !rest.IsZero && (rest.Sign < 0) != (modulus.Sign < 0) ? rest + modulus : rest;
}`,
  },
  BitLength: {
    name: 'BitLength',
    text: `
static long BitLength(BigInteger value)
{
    var length = 0L;
    for (var rest = BigInteger.Abs(value); !rest.IsZero; rest >>= 1) length++;
    return length;
}`,
  },
  BitCount: {
    name: 'BitCount',
    text: `
static long BitCount(BigInteger value)
{
    var count = 0L;
    for (var rest = BigInteger.Abs(value); !rest.IsZero; rest >>= 1)
        if (!rest.IsEven) count++;
    return count;
}`,
  },
  IntegerRoot: {
    name: 'IntegerRoot',
    text: `
/// <summary>The square root, rounded down (Newton's method from above).</summary>
static BigInteger IntegerRoot(BigInteger value)
{
    if (value.Sign < 0) throw new ArgumentException("isqrt() argument must be nonnegative");
    if (value.IsZero) return 0;
    var root = BigInteger.One << (value.ToByteArray().Length * 4 + 1);
    while (true)
    {
        var next = (root + value / root) >> 1;
        if (next >= root) return root;
        root = next;
    }
}`,
  },
  LeastCommonMultiple: {
    name: 'LeastCommonMultiple',
    text: `
static BigInteger LeastCommonMultiple(BigInteger a, BigInteger b)
{
    return a.IsZero || b.IsZero ? 0 : BigInteger.Abs(a / BigInteger.GreatestCommonDivisor(a, b) * b);
}`,
  },
  Permutations: {
    name: 'Permutations',
    text: `
static BigInteger Permutations(BigInteger n, BigInteger k)
{
    if (n.Sign < 0 || k.Sign < 0) throw new ArgumentException("must be a non-negative integer");
    var result = BigInteger.One;
    for (var i = BigInteger.Zero; i < k && !result.IsZero; i++) result *= n - i;
    return result;
}`,
  },
  Combinations: {
    name: 'Combinations',
    text: `
static BigInteger Combinations(BigInteger n, BigInteger k)
{
    if (n.Sign < 0 || k.Sign < 0) throw new ArgumentException("must be a non-negative integer");
    if (k > n) return 0;
    var result = BigInteger.One;
    for (var i = BigInteger.One; i <= BigInteger.Min(k, n - k); i++) result = result * (n - i + 1) / i;
    return result;
}`,
  },
  Factorial: {
    name: 'Factorial',
    text: `
static BigInteger Factorial(BigInteger n)
{
    if (n.Sign < 0) throw new ArgumentException("factorial() not defined for negative values");
    var result = BigInteger.One;
    for (BigInteger i = 2; i <= n; i++) result *= i;
    return result;
}`,
  },
  RoundTens: {
    name: 'RoundTens',
    needs: ['FloorMod.Big'],
    text: `
/// <summary>An integer rounded to tens, hundreds …, ties to even.</summary>
static BigInteger RoundTens(BigInteger value, BigInteger digits)
{
    if (digits.Sign >= 0) return value;
    if (-digits > 100000) return 0;
    var unit = BigInteger.Pow(10, (int)-digits);
    var rest = FloorMod(value, unit);
    var low = value - rest;
    var side = (rest * 2).CompareTo(unit);
    return side < 0 || (side == 0 && (low / unit).IsEven) ? low : low + unit;
}`,
  },
});
