import { helpers } from './helper';

const outside = 'throw new NotSupportedException("letters beyond ASCII are not changed as Python does")';

/** Cases and kinds of characters. .NET's tables differ from Python's beyond ASCII, so such texts are reported instead. */
export const TEXT_HELPERS = helpers({
  Plain: {
    name: 'Plain',
    text: `
/// <summary>A text of ASCII; anything else is reported, because character tables differ.</summary>
static string Plain(string text)
{
    if (text.Any(c => c > 127)) ${outside};
    return text;
}`,
  },
  Upper: {
    name: 'Upper',
    needs: ['Plain'],
    text: `
static string Upper(string text)
{
    return Plain(text).ToUpperInvariant();
}`,
  },
  Lower: {
    name: 'Lower',
    needs: ['Plain'],
    text: `
static string Lower(string text)
{
    return Plain(text).ToLowerInvariant();
}`,
  },
  Capitalize: {
    name: 'Capitalize',
    needs: ['Plain'],
    text: `
static string Capitalize(string text)
{
    return text == "" ? "" : char.ToUpperInvariant(Plain(text)[0]) + text.Substring(1).ToLowerInvariant();
}`,
  },
  SwapCase: {
    name: 'SwapCase',
    needs: ['Plain'],
    text: `
static string SwapCase(string text)
{
    return string.Concat(Plain(text).Select(c => c >= 'A' && c <= 'Z' ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}`,
  },
  TitleCase: {
    name: 'TitleCase',
    needs: ['Plain'],
    text: `
static string TitleCase(string text)
{
    return string.Concat(Plain(text).Select((c, i) => i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}`,
  },
  AreDigits: {
    name: 'AreDigits',
    needs: ['Plain'],
    text: `
static bool AreDigits(string text)
{
    return text != "" && Plain(text).All(c => c >= '0' && c <= '9');
}`,
  },
  AreLetters: {
    name: 'AreLetters',
    needs: ['Plain'],
    text: `
static bool AreLetters(string text)
{
    return text != "" && Plain(text).All(char.IsLetter);
}`,
  },
  AreLettersOrDigits: {
    name: 'AreLettersOrDigits',
    needs: ['Plain'],
    text: `
static bool AreLettersOrDigits(string text)
{
    return text != "" && Plain(text).All(char.IsLetterOrDigit);
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
    needs: ['Plain'],
    text: `
static bool IsUpper(string text)
{
    return Plain(text).Any(char.IsUpper) && !text.Any(char.IsLower);
}`,
  },
  IsLower: {
    name: 'IsLower',
    needs: ['Plain'],
    text: `
static bool IsLower(string text)
{
    return Plain(text).Any(char.IsLower) && !text.Any(char.IsUpper);
}`,
  },
  IsTitle: {
    name: 'IsTitle',
    needs: ['Plain'],
    text: `
static bool IsTitle(string text)
{
    var cased = Plain(text).Select((c, i) => new { c, first = i == 0 || !char.IsLetter(text[i - 1]) }).Where(x => char.IsLetter(x.c)).ToList();
    return cased.Count > 0 && cased.All(x => char.IsUpper(x.c) == x.first);
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
    needs: ['Plain'],
    text: `
static bool IsPrintable(string text)
{
    return Plain(text).All(c => c >= 32 && c < 127);
}`,
  },
  IsIdentifier: {
    name: 'IsIdentifier',
    needs: ['Plain'],
    text: `
static bool IsIdentifier(string text)
{
    return text != "" && Plain(text).All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(text[0]);
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
