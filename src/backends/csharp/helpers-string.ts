import { helpers } from './helper';

/** Strings by code points. */
export const STRING_HELPERS = helpers({
  CodePoints: {
    name: 'CodePoints',
    text: `
/// <summary>The length in code points.</summary>
static long CodePoints(string text)
{
    return text.Length - text.Count(char.IsLowSurrogate);
}`,
  },
  Characters: {
    name: 'Characters',
    text: `
/// <summary>The code points of a text, each as a string.</summary>
static IEnumerable<string> Characters(string text)
{
    for (var i = 0; i < text.Length; i++)
    {
        var length = char.IsHighSurrogate(text[i]) ? 2 : 1;
        yield return text.Substring(i, length);
        i += length - 1;
    }
}`,
  },
  CharAt: {
    name: 'CharAt',
    needs: ['At', 'Characters'],
    text: `
/// <summary>The character at a position; negative ones count from the end.</summary>
static string CharAt(string text, BigInteger index)
{
    return At(Characters(text).ToList(), index);
}`,
  },
  SliceText: {
    name: 'SliceText',
    needs: ['Slice', 'Characters'],
    text: `
/// <summary>text[start:stop:step] in code points.</summary>
static string SliceText(string text, long? start, long? stop, long? step)
{
    return string.Concat(Slice(Characters(text).ToList(), start, stop, step));
}`,
  },
  RepeatText: {
    name: 'RepeatText',
    text: `
static string RepeatText(string text, long times)
{
    if (times <= 0 || text == "") return "";
    if (times > 500000000 / text.Length) throw new OverflowException("a text of this length is not built");
    return string.Concat(Enumerable.Repeat(text, (int)times));
}`,
  },
  HasText: {
    name: 'HasText',
    text: `
static bool HasText(string text, string part)
{
    return text.IndexOf(part, StringComparison.Ordinal) >= 0;
}`,
  },
  IsSpace: {
    name: 'IsSpace',
    text: `
static bool IsSpace(char c)
{
    return (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}`,
  },
  Strip: {
    name: 'Strip',
    needs: ['StripStart', 'StripEnd'],
    text: `
static string Strip(string text)
{
    return StripEnd(StripStart(text));
}`,
  },
  StripStart: {
    name: 'StripStart',
    needs: ['IsSpace'],
    text: `
static string StripStart(string text)
{
    return string.Concat(text.SkipWhile(IsSpace));
}`,
  },
  StripEnd: {
    name: 'StripEnd',
    needs: ['IsSpace'],
    text: `
static string StripEnd(string text)
{
    var end = text.Length;
    while (end > 0 && IsSpace(text[end - 1])) end--;
    return text.Substring(0, end);
}`,
  },
  'Strip.Chars': {
    name: 'Strip',
    needs: ['StripStart.Chars', 'StripEnd.Chars'],
    text: `
static string Strip(string text, string chars)
{
    return StripEnd(StripStart(text, chars), chars);
}`,
  },
  'StripStart.Chars': {
    name: 'StripStart',
    needs: ['Characters'],
    text: `
static string StripStart(string text, string chars)
{
    var drop = new HashSet<string>(Characters(chars));
    return string.Concat(Characters(text).SkipWhile(drop.Contains));
}`,
  },
  'StripEnd.Chars': {
    name: 'StripEnd',
    needs: ['Characters'],
    text: `
static string StripEnd(string text, string chars)
{
    var drop = new HashSet<string>(Characters(chars));
    return string.Concat(Characters(text).Reverse().SkipWhile(drop.Contains).Reverse());
}`,
  },
  SplitWords: {
    name: 'SplitWords',
    needs: ['IsSpace', 'StripStart'],
    text: `
/// <summary>Runs of characters that are not whitespace, after at most so many splits.</summary>
static List<string> SplitWords(string text, long limit = -1)
{
    var words = new List<string>();
    for (var rest = StripStart(text); rest != "";)
    {
        var end = 0;
        while (end < rest.Length && !IsSpace(rest[end])) end++;
        if (limit >= 0 && words.Count >= limit) end = rest.Length;
        words.Add(rest.Substring(0, end));
        rest = StripStart(rest.Substring(end));
    }
    return words;
}`,
  },
  SplitWordsFromEnd: {
    name: 'SplitWordsFromEnd',
    needs: ['IsSpace', 'StripEnd'],
    text: `
/// <summary>Runs of characters that are not whitespace, after at most so many splits from the right.</summary>
static List<string> SplitWordsFromEnd(string text, long limit)
{
    var words = new List<string>();
    for (var rest = StripEnd(text); rest != "";)
    {
        var start = rest.Length;
        while (start > 0 && !IsSpace(rest[start - 1])) start--;
        if (limit >= 0 && words.Count >= limit) start = 0;
        words.Insert(0, rest.Substring(start));
        rest = StripEnd(rest.Substring(0, start));
    }
    return words;
}`,
  },
  Split: {
    name: 'Split',
    text: `
static List<string> Split(string text, string separator, long limit = -1)
{
    if (separator == "") throw new ArgumentException("empty separator");
    var parts = new List<string>();
    var from = 0;
    while (limit < 0 || parts.Count < limit)
    {
        var at = text.IndexOf(separator, from, StringComparison.Ordinal);
        if (at < 0) break;
        parts.Add(text.Substring(from, at - from));
        from = at + separator.Length;
    }
    parts.Add(text.Substring(from));
    return parts;
}`,
  },
  SplitFromEnd: {
    name: 'SplitFromEnd',
    text: `
static List<string> SplitFromEnd(string text, string separator, long limit = -1)
{
    if (separator == "") throw new ArgumentException("empty separator");
    var parts = new List<string>();
    var rest = text;
    while (limit < 0 || parts.Count < limit)
    {
        var at = rest.LastIndexOf(separator, StringComparison.Ordinal);
        if (at < 0) break;
        parts.Insert(0, rest.Substring(at + separator.Length));
        rest = rest.Substring(0, at);
    }
    parts.Insert(0, rest);
    return parts;
}`,
  },
  SplitLines: {
    name: 'SplitLines',
    text: `
static List<string> SplitLines(string text, bool keepEnds)
{
    var lines = new List<string>();
    for (var from = 0; from < text.Length;)
    {
        var end = from;
        while (end < text.Length && "\\n\\v\\f\\r\\u001c\\u001d\\u001e\\u0085\\u2028\\u2029".IndexOf(text[end]) < 0) end++;
        var next = end + (end + 1 < text.Length && text[end] == '\\r' && text[end + 1] == '\\n' ? 2 : end < text.Length ? 1 : 0);
        lines.Add(text.Substring(from, (keepEnds ? next : end) - from));
        from = next;
    }
    return lines;
}`,
  },
  Window: {
    name: 'Window',
    needs: ['CodePoints', 'SliceText'],
    text: `
/// <summary>The part of a text that a search looks at; null when it starts past the end.</summary>
static string Window(string text, long? start, long? stop, out long offset)
{
    var length = CodePoints(text);
    offset = Math.Max(0, (start ?? 0) < 0 ? (start ?? 0) + length : start ?? 0);
    var end = Math.Min(length, Math.Max(0, (stop ?? length) < 0 ? (stop ?? length) + length : stop ?? length));
    return offset > end ? null : start == null && stop == null ? text : SliceText(text, offset, end, null);
}`,
  },
  StartsWithWithin: {
    name: 'StartsWithWithin',
    needs: ['Window'],
    text: `
static bool StartsWithWithin(string text, string prefix, long? start, long? stop = null)
{
    long offset;
    var part = Window(text, start, stop, out offset);
    return part != null && part.StartsWith(prefix, StringComparison.Ordinal);
}`,
  },
  EndsWithWithin: {
    name: 'EndsWithWithin',
    needs: ['Window'],
    text: `
static bool EndsWithWithin(string text, string suffix, long? start, long? stop = null)
{
    long offset;
    var part = Window(text, start, stop, out offset);
    return part != null && part.EndsWith(suffix, StringComparison.Ordinal);
}`,
  },
  Find: {
    name: 'Find',
    needs: ['Window', 'CodePoints'],
    text: `
/// <summary>The first position of a part in code points, or -1.</summary>
static long Find(string text, string part, long? start = null, long? stop = null)
{
    long offset;
    var area = Window(text, start, stop, out offset);
    var at = area == null ? -1 : area.IndexOf(part, StringComparison.Ordinal);
    return at < 0 ? -1 : offset + CodePoints(area.Substring(0, at));
}`,
  },
  FindLast: {
    name: 'FindLast',
    needs: ['Window', 'CodePoints'],
    text: `
/// <summary>The last position of a part in code points, or -1.</summary>
static long FindLast(string text, string part, long? start = null, long? stop = null)
{
    long offset;
    var area = Window(text, start, stop, out offset);
    var at = area == null ? -1 : part == "" ? area.Length : area.LastIndexOf(part, StringComparison.Ordinal);
    return at < 0 ? -1 : offset + CodePoints(area.Substring(0, at));
}`,
  },
  Found: {
    name: 'Found',
    text: `
static long Found(long position)
{
    if (position < 0) throw new ArgumentException("substring not found");
    return position;
}`,
  },
  CountText: {
    name: 'CountText',
    needs: ['Window', 'CodePoints'],
    text: `
/// <summary>Occurrences that do not overlap.</summary>
static long CountText(string text, string part, long? start = null, long? stop = null)
{
    long offset;
    var area = Window(text, start, stop, out offset);
    if (area == null) return 0;
    if (part == "") return CodePoints(area) + 1;
    var count = 0L;
    for (var at = area.IndexOf(part, StringComparison.Ordinal); at >= 0; at = area.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
    return count;
}`,
  },
  ReplaceText: {
    name: 'ReplaceText',
    needs: ['Characters'],
    text: `
static string ReplaceText(string text, string old, string by, long limit = -1)
{
    var result = new StringBuilder();
    var done = 0L;
    if (old == "")
    {
        foreach (var c in Characters(text))
        {
            if (limit < 0 || done < limit) result.Append(by);
            done++;
            result.Append(c);
        }
        return limit < 0 || done < limit ? result.Append(by).ToString() : result.ToString();
    }
    var from = 0;
    while (limit < 0 || done < limit)
    {
        var at = text.IndexOf(old, from, StringComparison.Ordinal);
        if (at < 0) break;
        result.Append(text, from, at - from).Append(by);
        from = at + old.Length;
        done++;
    }
    return result.Append(text, from, text.Length - from).ToString();
}`,
  },
});
