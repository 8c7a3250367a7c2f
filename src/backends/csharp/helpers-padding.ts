import { helpers } from './helper';

/** Filling, parting and trimming of strings. */
export const PADDING_HELPERS = helpers({
  PadStart: {
    name: 'PadStart',
    needs: ['Pad'],
    text: `
static string PadStart(string text, BigInteger width, string fill)
{
    return Pad(text, width, fill, 2);
}`,
  },
  PadEnd: {
    name: 'PadEnd',
    needs: ['Pad'],
    text: `
static string PadEnd(string text, BigInteger width, string fill)
{
    return Pad(text, width, fill, 0);
}`,
  },
  PadBoth: {
    name: 'PadBoth',
    needs: ['Pad'],
    text: `
static string PadBoth(string text, BigInteger width, string fill)
{
    return Pad(text, width, fill, 1);
}`,
  },
  Pad: {
    name: 'Pad',
    needs: ['CodePoints', 'RepeatText'],
    text: `
/// <summary>Text between fill characters; half of it, all or nothing goes before.</summary>
static string Pad(string text, BigInteger width, string fill, int halvesBefore)
{
    if (CodePoints(fill) != 1) throw new InvalidCastException("The fill character must be exactly one character long");
    if (width > 500000000) throw new OverflowException("a text of this length is not built");
    var missing = (long)BigInteger.Max(0, width - CodePoints(text));
    var before = halvesBefore == 1 ? missing / 2 + (missing & (long)width & 1) : halvesBefore == 0 ? 0 : missing;
    return RepeatText(fill, before) + text + RepeatText(fill, missing - before);
}`,
  },
  ZeroFill: {
    name: 'ZeroFill',
    needs: ['CodePoints', 'RepeatText'],
    text: `
/// <summary>Zeros after the sign up to a width.</summary>
static string ZeroFill(string text, BigInteger width)
{
    if (width > 500000000) throw new OverflowException("a text of this length is not built");
    var zeros = RepeatText("0", (long)BigInteger.Max(0, width - CodePoints(text)));
    return text != "" && "+-".IndexOf(text[0]) >= 0 ? text[0] + zeros + text.Substring(1) : zeros + text;
}`,
  },
  Partition: {
    name: 'Partition',
    text: `
static (string, string, string) Partition(string text, string separator)
{
    if (separator == "") throw new ArgumentException("empty separator");
    var at = text.IndexOf(separator, StringComparison.Ordinal);
    return at < 0 ? (text, "", "") : (text.Substring(0, at), separator, text.Substring(at + separator.Length));
}`,
  },
  PartitionLast: {
    name: 'PartitionLast',
    text: `
static (string, string, string) PartitionLast(string text, string separator)
{
    if (separator == "") throw new ArgumentException("empty separator");
    var at = text.LastIndexOf(separator, StringComparison.Ordinal);
    return at < 0 ? ("", "", text) : (text.Substring(0, at), separator, text.Substring(at + separator.Length));
}`,
  },
  RemovePrefix: {
    name: 'RemovePrefix',
    text: `
static string RemovePrefix(string text, string prefix)
{
    return text.StartsWith(prefix, StringComparison.Ordinal) ? text.Substring(prefix.Length) : text;
}`,
  },
  RemoveSuffix: {
    name: 'RemoveSuffix',
    text: `
static string RemoveSuffix(string text, string suffix)
{
    return text.EndsWith(suffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - suffix.Length) : text;
}`,
  },
  ExpandTabs: {
    name: 'ExpandTabs',
    needs: ['Characters'],
    text: `
static string ExpandTabs(string text, BigInteger? tab = null)
{
    var size = tab ?? 8;
    if (size > 1000000) throw new OverflowException("a text of this length is not built");
    var result = new StringBuilder();
    var column = 0;
    foreach (var c in Characters(text))
    {
        if (c == "\\t")
        {
            var spaces = size.Sign > 0 ? (int)(size - column % size) : 0;
            result.Append(' ', spaces);
            column += spaces;
            continue;
        }
        result.Append(c);
        column = c == "\\n" || c == "\\r" ? 0 : column + 1;
    }
    return result.ToString();
}`,
  },
});
