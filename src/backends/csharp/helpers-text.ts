import { helpers } from './helper';

/** Cases and kinds of characters of Latin-1. .NET's tables differ from Python's beyond it, so such texts are reported. */
export const TEXT_HELPERS = helpers({
  Latin: {
    name: 'Latin',
    text: `
/// <summary>A text of Latin-1; anything else is reported, because character tables differ.</summary>
static string Latin(string text)
{
    if (text.Any(c => c > 255)) throw new NotSupportedException("letters beyond Latin-1 are not told apart as in Python");
    return text;
}

static bool IsUpperLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

static bool IsLowerLetter(char c)
{
    return (c >= 'a' && c <= 'z') || c == 0xaa || c == 0xb5 || c == 0xba || (c >= 0xdf && c <= 0xff && c != 0xf7);
}

static bool IsLetter(char c)
{
    return IsUpperLetter(c) || IsLowerLetter(c);
}

static string UpperOf(char c)
{
    if (c == 0xdf) return "SS";
    if (c == 0xb5) return "\\u039c";
    if (c == 0xff) return "\\u0178";
    return IsLowerLetter(c) && c != 0xaa && c != 0xba ? ((char)(c - 32)).ToString() : c.ToString();
}

static string TitleOf(char c)
{
    return c == 0xdf ? "Ss" : UpperOf(c);
}

static string LowerOf(char c)
{
    return IsUpperLetter(c) ? ((char)(c + 32)).ToString() : c.ToString();
}`,
  },
  Upper: {
    name: 'Upper',
    needs: ['Latin'],
    text: `
static string Upper(string text)
{
    return string.Concat(Latin(text).Select(UpperOf));
}`,
  },
  Lower: {
    name: 'Lower',
    needs: ['Latin'],
    text: `
static string Lower(string text)
{
    return string.Concat(Latin(text).Select(LowerOf));
}`,
  },
  CaseFold: {
    name: 'CaseFold',
    needs: ['Latin'],
    text: `
static string CaseFold(string text)
{
    return string.Concat(Latin(text).Select(c => c == 0xdf ? "ss" : c == 0xb5 ? "\\u03bc" : LowerOf(c)));
}`,
  },
  Capitalize: {
    name: 'Capitalize',
    needs: ['Latin'],
    text: `
static string Capitalize(string text)
{
    return string.Concat(Latin(text).Select((c, i) => i == 0 ? TitleOf(c) : LowerOf(c)));
}`,
  },
  SwapCase: {
    name: 'SwapCase',
    needs: ['Latin'],
    text: `
static string SwapCase(string text)
{
    return string.Concat(Latin(text).Select(c => IsUpperLetter(c) ? LowerOf(c) : UpperOf(c)));
}`,
  },
  TitleCase: {
    name: 'TitleCase',
    needs: ['Latin'],
    text: `
static string TitleCase(string text)
{
    return string.Concat(Latin(text).Select((c, i) => i > 0 && IsLetter(text[i - 1]) ? LowerOf(c) : TitleOf(c)));
}`,
  },
  AreDecimals: {
    name: 'AreDecimals',
    needs: ['Latin'],
    text: `
static bool AreDecimals(string text)
{
    return text != "" && Latin(text).All(c => c >= '0' && c <= '9');
}`,
  },
  AreDigits: {
    name: 'AreDigits',
    needs: ['Latin'],
    text: `
static bool AreDigits(string text)
{
    return text != "" && Latin(text).All(c => (c >= '0' && c <= '9') || c == 0xb2 || c == 0xb3 || c == 0xb9);
}`,
  },
  AreNumeric: {
    name: 'AreNumeric',
    needs: ['Latin', 'IsNumeral'],
    text: `
static bool AreNumeric(string text)
{
    return text != "" && Latin(text).All(IsNumeral);
}`,
  },
  IsNumeral: {
    name: 'IsNumeral',
    text: `
static bool IsNumeral(char c)
{
    return (c >= '0' && c <= '9') || c == 0xb2 || c == 0xb3 || c == 0xb9 || (c >= 0xbc && c <= 0xbe);
}`,
  },
  AreLetters: {
    name: 'AreLetters',
    needs: ['Latin'],
    text: `
static bool AreLetters(string text)
{
    return text != "" && Latin(text).All(IsLetter);
}`,
  },
  AreLettersOrDigits: {
    name: 'AreLettersOrDigits',
    needs: ['Latin', 'IsNumeral'],
    text: `
static bool AreLettersOrDigits(string text)
{
    return text != "" && Latin(text).All(c => IsLetter(c) || IsNumeral(c));
}`,
  },
  AreSpaces: {
    name: 'AreSpaces',
    needs: ['IsSpace'],
    text: `
static bool AreSpaces(string text)
{
    return text != "" && text.All(IsSpace);
}`,
  },
  IsUpper: {
    name: 'IsUpper',
    needs: ['Latin'],
    text: `
static bool IsUpper(string text)
{
    return Latin(text).Any(IsUpperLetter) && !text.Any(IsLowerLetter);
}`,
  },
  IsLower: {
    name: 'IsLower',
    needs: ['Latin'],
    text: `
static bool IsLower(string text)
{
    return Latin(text).Any(IsLowerLetter) && !text.Any(IsUpperLetter);
}`,
  },
  IsTitle: {
    name: 'IsTitle',
    needs: ['Latin'],
    text: `
static bool IsTitle(string text)
{
    var letters = Enumerable.Range(0, Latin(text).Length).Where(i => IsLetter(text[i])).ToList();
    return letters.Count > 0 && letters.All(i => IsUpperLetter(text[i]) == (i == 0 || !IsLetter(text[i - 1])));
}`,
  },
  IsAscii: {
    name: 'IsAscii',
    text: `
static bool IsAscii(string text)
{
    return text.All(c => c < 128);
}`,
  },
  IsPrintable: {
    name: 'IsPrintable',
    needs: ['Latin'],
    text: `
static bool IsPrintable(string text)
{
    return Latin(text).All(c => (c >= 32 && c < 127) || (c > 160 && c != 173));
}`,
  },
  IsIdentifier: {
    name: 'IsIdentifier',
    needs: ['Latin'],
    text: `
static bool IsIdentifier(string text)
{
    return text != "" && Latin(text).All(c => IsLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == 0xb7) && (IsLetter(text[0]) || text[0] == '_');
}`,
  },
  Character: {
    name: 'Character',
    text: `
/// <summary>chr(point)</summary>
static string Character(long point)
{
    if (point < 0 || point > 0x10ffff) throw new ArgumentException("chr() arg not in range(0x110000)");
    if (point >= 0xd800 && point < 0xe000) throw new NotSupportedException("a lone surrogate is not a character of .NET");
    return char.ConvertFromUtf32((int)point);
}`,
  },
  Ord: {
    name: 'Ord',
    needs: ['CodePoints'],
    text: `
static long Ord(string text)
{
    if (CodePoints(text) != 1) throw new InvalidCastException("ord() expected a character");
    return char.ConvertToUtf32(text, 0);
}`,
  },
  OrdByte: {
    name: 'OrdByte',
    text: `
static long OrdByte(byte[] bytes)
{
    if (bytes.Length != 1) throw new InvalidCastException("ord() expected a character");
    return bytes[0];
}`,
  },
  EncodeUtf8: {
    name: 'EncodeUtf8',
    text: `
static byte[] EncodeUtf8(string text)
{
    return Encoding.UTF8.GetBytes(text);
}`,
  },
  EncodeAscii: {
    name: 'EncodeAscii',
    text: `
static byte[] EncodeAscii(string text)
{
    if (text.Any(c => c > 127)) throw new EncoderFallbackException("ordinal not in range(128)");
    return text.Select(c => (byte)c).ToArray();
}`,
  },
  EncodeLatin: {
    name: 'EncodeLatin',
    text: `
static byte[] EncodeLatin(string text)
{
    if (text.Any(c => c > 255)) throw new EncoderFallbackException("ordinal not in range(256)");
    return text.Select(c => (byte)c).ToArray();
}`,
  },
  DecodeUtf8: {
    name: 'DecodeUtf8',
    text: `
static string DecodeUtf8(byte[] bytes)
{
    return new UTF8Encoding(false, true).GetString(bytes);
}`,
  },
  DecodeAscii: {
    name: 'DecodeAscii',
    text: `
static string DecodeAscii(byte[] bytes)
{
    if (bytes.Any(b => b > 127)) throw new DecoderFallbackException("ordinal not in range(128)");
    return string.Concat(bytes.Select(b => (char)b));
}`,
  },
  DecodeLatin: {
    name: 'DecodeLatin',
    text: `
static string DecodeLatin(byte[] bytes)
{
    return string.Concat(bytes.Select(b => (char)b));
}`,
  },
});
