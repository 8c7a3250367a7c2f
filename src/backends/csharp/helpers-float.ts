import { helpers } from './helper';

export const FLOAT_HELPERS = helpers({
  Divide: {
    name: 'Divide',
    text: `
static double Divide(double a, double b)
{
    if (b == 0) throw new DivideByZeroException();
    return a / b;
}`,
  },
  FloorRemainder: {
    name: 'FloorRemainder',
    needs: ['CopySign'],
    text: `
/// <summary>a % b with the sign of b.</summary>
static double FloorRemainder(double a, double b)
{
    if (b == 0) throw new DivideByZeroException();
    var rest = a % b;
    if (rest == 0) return CopySign(0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}`,
  },
  FloorDivide: {
    name: 'FloorDivide',
    needs: ['CopySign'],
    text: `
/// <summary>a / b rounded down, from the exact remainder.</summary>
static double FloorDivide(double a, double b)
{
    if (b == 0) throw new DivideByZeroException();
    var rest = a % b;
    var quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
    if (quotient == 0) return CopySign(0, a / b);
    var floor = Math.Floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
}`,
  },
  CopySign: {
    name: 'CopySign',
    text: `
static double CopySign(double value, double sign)
{
    return (BitConverter.DoubleToInt64Bits(sign) < 0) == (BitConverter.DoubleToInt64Bits(value) < 0) ? value : -value;
}`,
  },
  Remainder: {
    name: 'Remainder',
    text: `
/// <summary>The rest of a division that rounds towards zero.</summary>
static double Remainder(double a, double b)
{
    if (!double.IsNaN(a) && !double.IsNaN(b) && (double.IsInfinity(a) || b == 0)) throw new ArgumentException("math domain error");
    return a % b;
}`,
  },
  IsInteger: {
    name: 'IsInteger',
    text: `
static bool IsInteger(double x)
{
    return !double.IsInfinity(x) && Math.Floor(x) == x;
}`,
  },
  IsFinite: {
    name: 'IsFinite',
    text: `
static bool IsFinite(double x)
{
    return !double.IsInfinity(x) && !double.IsNaN(x);
}`,
  },
  NotNegativeZero: {
    name: 'NotNegativeZero',
    text: `
/// <summary>-0.0 stands for the sum of nothing here, so a true one can't be shown.</summary>
static double NotNegativeZero(double x)
{
    if (x == 0 && BitConverter.DoubleToInt64Bits(x) < 0) throw new OverflowException("a negative zero beside a sum of nothing");
    return x;
}`,
  },
  SquareRoot: {
    name: 'SquareRoot',
    text: `
static double SquareRoot(double x)
{
    if (x < 0) throw new ArgumentException("expected a nonnegative input");
    return Math.Sqrt(x);
}`,
  },
  CompensatedSum: {
    name: 'CompensatedSum',
    text: `
/// <summary>Neumaier's compensated sum, in order.</summary>
static double CompensatedSum(this IEnumerable<double> items, double start = 0.0)
{
    var total = start;
    var lost = 0.0;
    foreach (var x in items)
    {
        var next = total + x;
        lost += Math.Abs(total) >= Math.Abs(x) ? total - next + x : x - next + total;
        total = next;
    }
    return lost != 0 && !double.IsInfinity(lost) && !double.IsNaN(lost) ? total + lost : total;
}`,
  },
  CompensatedSumOrNothing: {
    name: 'CompensatedSumOrNothing',
    needs: ['CompensatedSum'],
    text: `
/// <summary>The sum, or -0.0 for nothing at all, which Python shows as the integer 0.</summary>
static double CompensatedSumOrNothing(this IEnumerable<double> items)
{
    var list = items.ToList();
    return list.Count == 0 ? BitConverter.Int64BitsToDouble(long.MinValue) : list.CompensatedSum();
}`,
  },
  Whole: {
    name: 'Whole',
    text: `
/// <summary>An integral double as an integer, exactly.</summary>
static BigInteger Whole(double x)
{
    if (double.IsNaN(x)) throw new ArgumentException("cannot convert float NaN to integer");
    if (double.IsInfinity(x)) throw new ArithmeticException("cannot convert float infinity to integer");
    var bits = BitConverter.DoubleToInt64Bits(x);
    var exponent = (int)((bits >> 52) & 0x7ff);
    var mantissa = (BigInteger)((bits & 0xfffffffffffffL) | (exponent == 0 ? 0 : 0x10000000000000L));
    var shift = Math.Max(exponent, 1) - 1075;
    var size = shift >= 0 ? mantissa << shift : mantissa >> -shift;
    return x < 0 ? -size : size;
}`,
  },
  Truncate: {
    name: 'Truncate',
    needs: ['Whole'],
    text: `
static BigInteger Truncate(double x)
{
    return Whole(x);
}`,
  },
  Floor: {
    name: 'Floor',
    needs: ['Whole'],
    text: `
static BigInteger Floor(double x)
{
    return Whole(Math.Floor(x));
}`,
  },
  Ceiling: {
    name: 'Ceiling',
    needs: ['Whole'],
    text: `
static BigInteger Ceiling(double x)
{
    return Whole(Math.Ceiling(x));
}`,
  },
  RoundHalfEven: {
    name: 'RoundHalfEven',
    needs: ['Whole'],
    text: `
static BigInteger RoundHalfEven(double x)
{
    var low = Math.Floor(x);
    var part = x - low;
    var whole = Whole(low);
    return part > 0.5 || (part == 0.5 && !whole.IsEven) ? whole + 1 : whole;
}`,
  },
  Quotient: {
    name: 'Quotient',
    text: `
/// <summary>a / b as the nearest double, ties to even.</summary>
static double Quotient(BigInteger a, BigInteger b)
{
    if (b.IsZero) throw new DivideByZeroException();
    var negative = (a.Sign < 0) != (b.Sign < 0);
    if (a.IsZero) return negative ? NegativeZero : 0.0;
    var x = BigInteger.Abs(a);
    var y = BigInteger.Abs(b);
    var shift = Math.Max(Bits(x) - Bits(y) - 54, -1074);
    BigInteger rest;
    var digits = shift >= 0 ? BigInteger.DivRem(x, y << shift, out rest) : BigInteger.DivRem(x << -shift, y, out rest);
    var extra = Math.Max(Bits(digits) - 53, 0);
    if (extra > 0)
    {
        var low = digits & ((BigInteger.One << extra) - 1);
        var half = BigInteger.One << (extra - 1);
        digits >>= extra;
        shift += extra;
        if (low > half || (low == half && (!rest.IsZero || !digits.IsEven))) digits += 1;
    }
    else
    {
        var side = (rest * 2).CompareTo(shift >= 0 ? y << shift : y);
        if (side > 0 || (side == 0 && !digits.IsEven)) digits += 1;
    }
    if (Bits(digits) + shift > 1024) throw new ArithmeticException("integer division result too large for a float");
    var mantissa = (long)digits;
    if (mantissa == 0x20000000000000L) { mantissa >>= 1; shift++; }
    var bits = mantissa < 0x10000000000000L ? mantissa : (mantissa & 0xfffffffffffffL) | ((long)(shift + 1075) << 52);
    var size = BitConverter.Int64BitsToDouble(bits);
    return negative ? -size : size;
}

static readonly double NegativeZero = BitConverter.Int64BitsToDouble(long.MinValue);

static int Bits(BigInteger value)
{
    var bytes = value.ToByteArray();
    var top = bytes[bytes.Length - 1];
    var length = (bytes.Length - 1) * 8;
    for (; top > 0; top >>= 1) length++;
    return length;
}`,
  },
  ToDouble: {
    name: 'ToDouble',
    needs: ['Quotient'],
    text: `
/// <summary>An integer as the nearest double.</summary>
static double ToDouble(BigInteger value)
{
    return Quotient(value, BigInteger.One);
}`,
  },
  CompareExactly: {
    name: 'CompareExactly',
    text: `
/// <summary>Compares an integer with a double without rounding.</summary>
static bool CompareExactly(BigInteger a, double b, string test)
{
    if (double.IsNaN(b)) return test == "!=";
    var side = double.IsInfinity(b) ? (b > 0 ? -1 : 1) : a.CompareTo(new BigInteger(Math.Floor(b)));
    if (side == 0 && Math.Floor(b) != b) side = -1;
    switch (test)
    {
        case "==": return side == 0;
        case "!=": return side != 0;
        case "<": return side < 0;
        case "<=": return side <= 0;
        case ">": return side > 0;
        default: return side >= 0;
    }
}`,
  },
});
