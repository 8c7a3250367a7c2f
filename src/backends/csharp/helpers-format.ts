import { helpers } from './helper';

/** Decimal text of floats, from exact arithmetic: .NET's own differs between runtimes. */
export const FORMAT_HELPERS = helpers({
  Ratio: {
    name: 'Ratio',
    text: `
/// <summary>A finite, non-negative double as a fraction.</summary>
static void Ratio(double x, out BigInteger top, out BigInteger bottom)
{
    var bits = BitConverter.DoubleToInt64Bits(x);
    var exponent = (int)((bits >> 52) & 0x7ff);
    top = (bits & 0xfffffffffffffL) | (exponent == 0 ? 0 : 0x10000000000000L);
    bottom = BigInteger.One;
    var shift = Math.Max(exponent, 1) - 1075;
    if (shift >= 0) top <<= shift;
    else bottom <<= -shift;
}

static BigInteger Rounded(BigInteger top, BigInteger bottom)
{
    BigInteger rest;
    var quotient = BigInteger.DivRem(top, bottom, out rest);
    var side = (rest * 2).CompareTo(bottom);
    return side > 0 || (side == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
}`,
  },
  Fixed: {
    name: 'Fixed',
    needs: ['Ratio'],
    text: `
/// <summary>Decimal text of a non-negative number with so many places.</summary>
static string Fixed(double x, int places)
{
    BigInteger top, bottom;
    Ratio(x, out top, out bottom);
    var digits = Rounded(top * BigInteger.Pow(10, places), bottom).ToString().PadLeft(places + 1, '0');
    return places == 0 ? digits : digits.Insert(digits.Length - places, ".");
}`,
  },
  Digits: {
    name: 'Digits',
    needs: ['Ratio'],
    text: `
/// <summary>So many significant digits of a positive number, and the power of ten of the first.</summary>
static string Digits(double x, int count, out int exponent)
{
    BigInteger top, bottom;
    Ratio(x, out top, out bottom);
    exponent = (int)Math.Floor(BigInteger.Log10(top) - BigInteger.Log10(bottom));
    while (true)
    {
        var scale = count - 1 - exponent;
        var number = scale >= 0
            ? Rounded(top * BigInteger.Pow(10, scale), bottom)
            : Rounded(top, bottom * BigInteger.Pow(10, -scale));
        var digits = number.ToString();
        if (digits.Length == count) return digits;
        exponent += digits.Length - count;
    }
}`,
  },
  FloatText: {
    name: 'FloatText',
    needs: ['Digits', 'ReadDecimal'],
    text: `
/// <summary>The shortest decimal that reads back as the same number, as Python writes it.</summary>
static string FloatText(double x)
{
    if (double.IsNaN(x)) return "nan";
    if (double.IsInfinity(x)) return x > 0 ? "inf" : "-inf";
    var sign = BitConverter.DoubleToInt64Bits(x) < 0 ? "-" : "";
    if (x == 0) return sign + "0.0";
    x = Math.Abs(x);
    var exponent = 0;
    var digits = "";
    for (var count = x < 1e-300 ? 1 : 15; count <= 17; count++)
    {
        digits = Digits(x, count, out exponent);
        if (ReadDecimal(BigInteger.Parse(digits), exponent - count + 1) == x) break;
        var next = (BigInteger.Parse(digits) + 1).ToString();
        if (next.Length == count && ReadDecimal(BigInteger.Parse(next), exponent - count + 1) == x)
        {
            digits = next;
            break;
        }
    }
    digits = digits.TrimEnd('0');
    if (exponent < -4 || exponent >= 16)
    {
        var mantissa = digits.Length == 1 ? digits : digits.Insert(1, ".");
        return sign + mantissa + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("D2");
    }
    if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
    if (digits.Length <= exponent + 1) return sign + digits.PadRight(exponent + 1, '0') + ".0";
    return sign + digits.Insert(exponent + 1, ".");
}`,
  },
  SumText: {
    name: 'SumText',
    needs: ['FloatText'],
    text: `
/// <summary>A sum of floats; -0.0 stands for the sum of nothing.</summary>
static string SumText(double x)
{
    return x == 0 && BitConverter.DoubleToInt64Bits(x) < 0 ? "0" : FloatText(x);
}`,
  },
  ReadDecimal: {
    name: 'ReadDecimal',
    needs: ['Quotient'],
    text: `
/// <summary>digits * 10^exponent as the nearest double.</summary>
static double ReadDecimal(BigInteger digits, int exponent)
{
    if (digits.IsZero || exponent < -400 - digits.ToString().Length) return 0.0;
    if (exponent > 400) return double.PositiveInfinity;
    try
    {
        return exponent >= 0
            ? Quotient(digits * BigInteger.Pow(10, exponent), BigInteger.One)
            : Quotient(digits, BigInteger.Pow(10, -exponent));
    }
    catch (DivideByZeroException)
    {
        throw;
    }
    catch (ArithmeticException)
    {
        return double.PositiveInfinity;
    }
}`,
  },
  RoundDigits: {
    name: 'RoundDigits',
    needs: ['Ratio', 'ReadDecimal'],
    text: `
/// <summary>round(x, digits), from the exact decimal expansion.</summary>
static double RoundDigits(double x, BigInteger digits)
{
    if (x == 0 || double.IsNaN(x) || double.IsInfinity(x) || digits > 323) return x;
    var sign = x < 0 ? -1.0 : 1.0;
    if (digits < -308) return sign * 0.0;
    var places = (int)digits;
    BigInteger top, bottom;
    Ratio(Math.Abs(x), out top, out bottom);
    var number = places >= 0 ? Rounded(top * BigInteger.Pow(10, places), bottom) : Rounded(top, bottom * BigInteger.Pow(10, -places));
    var result = ReadDecimal(number, -places);
    if (double.IsInfinity(result)) throw new ArithmeticException("rounded value too large to represent");
    return sign * result;
}`,
  },
  Exponential: {
    name: 'Exponential',
    needs: ['Digits'],
    text: `
/// <summary>Scientific notation of a non-negative number.</summary>
static string Exponential(double x, int places)
{
    var exponent = 0;
    var digits = x == 0 ? new string('0', places + 1) : Digits(x, places + 1, out exponent);
    var mantissa = places == 0 ? digits : digits.Insert(1, ".");
    return mantissa + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("D2");
}`,
  },
  General: {
    name: 'General',
    needs: ['Digits', 'Exponential', 'Fixed'],
    text: `
/// <summary>The shorter of fixed and scientific notation, without trailing zeros.</summary>
static string General(double x, int precision, int limit)
{
    precision = Math.Max(precision, 1);
    var exponent = 0;
    if (x != 0) Digits(x, precision, out exponent);
    if (exponent < -4 || exponent >= limit)
    {
        var text = Exponential(x, precision - 1);
        var at = text.IndexOf('e');
        return Trimmed(text.Substring(0, at)) + text.Substring(at);
    }
    return Trimmed(Fixed(x, Math.Max(precision - 1 - exponent, 0)));
}

static string Trimmed(string number)
{
    return number.Contains(".") ? number.TrimEnd('0').TrimEnd('.') : number;
}`,
  },
  FormatFloat: {
    name: 'FormatFloat',
    needs: ['FloatText', 'Fixed', 'Exponential', 'General', 'Grouped', 'Padded'],
    text: `
/// <summary>A float by Python's format specification.</summary>
static string FormatFloat(double x, char type, int precision, char plus, string separator, int width, char align, string fill)
{
    var size = Math.Abs(x);
    var negative = BitConverter.DoubleToInt64Bits(x) < 0 && !double.IsNaN(x);
    string digits;
    if (double.IsNaN(x) || double.IsInfinity(x)) digits = (double.IsNaN(x) ? "nan" : "inf") + (type == '%' ? "%" : "");
    else if (type == 'f' || type == 'F') digits = Fixed(size, precision);
    else if (type == '%') digits = Fixed(size * 100, precision) + "%";
    else if (type == 'e' || type == 'E') digits = Exponential(size, precision);
    else if (type == 'g' || type == 'G') digits = General(size, precision, Math.Max(precision, 1));
    else if (precision < 0) digits = FloatText(size);
    else
    {
        digits = General(size, precision, Math.Max(precision, 1) - 1);
        if (digits.IndexOfAny(new[] { '.', 'e' }) < 0) digits += ".0";
    }
    if (type == 'E' || type == 'F' || type == 'G') digits = digits.ToUpperInvariant();
    var sign = negative ? "-" : plus == '-' ? "" : plus.ToString();
    return Padded(sign, Grouped(digits, separator, 3), width, align, fill);
}`,
  },
  FormatInt: {
    name: 'FormatInt',
    needs: ['Grouped', 'Padded', 'Radix'],
    text: `
/// <summary>An integer by Python's format specification.</summary>
static string FormatInt(BigInteger x, int radix, string prefix, bool upper, char plus, string separator, int width, char align, string fill)
{
    var digits = Radix(BigInteger.Abs(x), radix);
    if (upper) digits = digits.ToUpperInvariant();
    var sign = x.Sign < 0 ? "-" : plus == '-' ? "" : plus.ToString();
    return Padded(sign + prefix, Grouped(digits, separator, radix == 10 ? 3 : 4), width, align, fill);
}`,
  },
  Grouped: {
    name: 'Grouped',
    text: `
static string Grouped(string digits, string separator, int size)
{
    if (separator == "") return digits;
    var end = 0;
    while (end < digits.Length && Uri.IsHexDigit(digits[end]) && digits[end] != 'e') end++;
    for (var at = end - size; at > 0; at -= size) digits = digits.Insert(at, separator);
    return digits;
}`,
  },
  Padded: {
    name: 'Padded',
    text: `
/// <summary>Sign and digits in a field; '=' puts the fill between them.</summary>
static string Padded(string sign, string digits, int width, char align, string fill)
{
    var missing = Math.Max(0, width - sign.Length - digits.Length);
    var left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    var before = string.Concat(Enumerable.Repeat(fill, left));
    var after = string.Concat(Enumerable.Repeat(fill, missing - left));
    return align == '=' ? sign + before + digits : before + sign + digits + after;
}`,
  },
  Radix: {
    name: 'Radix',
    text: `
static string Radix(BigInteger value, int radix)
{
    if (radix == 10) return value.ToString();
    if (value.IsZero) return "0";
    var digits = new StringBuilder();
    for (; !value.IsZero; value /= radix) digits.Insert(0, "0123456789abcdef"[(int)(value % radix)]);
    return digits.ToString();
}`,
  },
  RadixText: {
    name: 'RadixText',
    needs: ['Radix'],
    text: `
/// <summary>hex(), oct() and bin().</summary>
static string RadixText(BigInteger value, int radix)
{
    return (value.Sign < 0 ? "-" : "") + (radix == 16 ? "0x" : radix == 8 ? "0o" : "0b") + Radix(BigInteger.Abs(value), radix);
}`,
  },
  FormatText: {
    name: 'FormatText',
    needs: ['CodePoints', 'SliceText'],
    text: `
/// <summary>A string by Python's format specification.</summary>
static string FormatText(string text, int width, char align, string fill, int precision)
{
    var shown = precision < 0 ? text : SliceText(text, null, precision, null);
    var missing = Math.Max(0, width - (int)CodePoints(shown));
    var left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    return string.Concat(Enumerable.Repeat(fill, left)) + shown + string.Concat(Enumerable.Repeat(fill, missing - left));
}`,
  },
  ParseFloat: {
    name: 'ParseFloat',
    needs: ['ReadDecimal', 'Strip'],
    text: `
/// <summary>float(text)</summary>
static double ParseFloat(string text)
{
    var match = Regex.Match(Strip(text), @"\\A([+-]?)(?:(inf|infinity|nan)|((?:[0-9](?:_?[0-9])*)?)(?:\\.((?:[0-9](?:_?[0-9])*)?))?(?:[eE]([+-]?[0-9](?:_?[0-9])*))?)\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    var whole = match.Groups[3].Value.Replace("_", "");
    var part = match.Groups[4].Value.Replace("_", "");
    if (!match.Success || (!match.Groups[2].Success && whole + part == "")) 
    {
        if (text.Any(c => c > 127)) throw new NotSupportedException("digits of other scripts are not read");
        throw new FormatException("could not convert string to float");
    }
    var word = match.Groups[2].Value.ToLowerInvariant();
    var exponent = match.Groups[5].Success ? BigInteger.Parse(match.Groups[5].Value.Replace("_", "").TrimStart('+')) : 0;
    var small = (int)BigInteger.Max(-100000, BigInteger.Min(100000, exponent));
    var size = word == "nan" ? double.NaN : word != "" ? double.PositiveInfinity : ReadDecimal(BigInteger.Parse("0" + whole + part), small - part.Length);
    return match.Groups[1].Value == "-" ? -size : size;
}`,
  },
  Writable: {
    name: 'Writable',
    text: `
/// <summary>An int that Python writes in decimal: one of at most 4300 digits.</summary>
static BigInteger Writable(BigInteger x)
{
    if (BigInteger.Abs(x) >= BigInteger.Pow(10, 4300)) throw new FormatException("Exceeds the limit (4300 digits) for integer string conversion");
    return x;
}`,
  },
  ParseInt: {
    name: 'ParseInt',
    needs: ['Strip'],
    text: `
/// <summary>int(text, radix)</summary>
static BigInteger ParseInt(string text, int radix)
{
    var trimmed = Strip(text).ToLowerInvariant();
    var negative = trimmed.StartsWith("-", StringComparison.Ordinal);
    if (negative || trimmed.StartsWith("+", StringComparison.Ordinal)) trimmed = trimmed.Substring(1);
    var prefix = trimmed.Length > 1 && trimmed[0] == '0' ? trimmed[1] : ' ';
    var named = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
    if (named != 0 && (radix == named || radix == 0))
    {
        trimmed = trimmed.Substring(2);
        if (trimmed.StartsWith("_", StringComparison.Ordinal)) trimmed = trimmed.Substring(1);
        radix = named;
    }
    else if (radix == 0)
    {
        if (trimmed.StartsWith("0", StringComparison.Ordinal) && trimmed.Trim('0', '_') != "") throw new FormatException("invalid literal for int()");
        radix = 10;
    }
    if (trimmed.Count(c => c != '_') > 4300 && (radix & (radix - 1)) != 0) throw new FormatException("Exceeds the limit (4300 digits) for integer string conversion");
    var value = BigInteger.Zero;
    var digit = false;
    foreach (var c in trimmed)
    {
        if (c > 127) throw new NotSupportedException("digits of other scripts are not read");
        if (c == '_' && digit) { digit = false; continue; }
        var number = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
        if (number >= radix) throw new FormatException("invalid literal for int()");
        value = value * radix + number;
        digit = true;
    }
    if (!digit) throw new FormatException("invalid literal for int()");
    return negative ? -value : value;
}`,
  },
});
