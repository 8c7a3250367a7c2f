import { helpers } from './helper';

/** Equality, order and text of values whose kind is known at run time only. */
export const VALUE_HELPERS = helpers({
  FrozenSet: {
    name: 'FrozenSet',
    text: `
/// <summary>A set that is never changed, and so may be a key.</summary>
public sealed class FrozenSet<T> : HashSet<T>
{
    public FrozenSet() { }

    public FrozenSet(IEqualityComparer<T> equality) : base(equality) { }

    public FrozenSet(IEnumerable<T> items, IEqualityComparer<T> equality = null) : base(items, equality) { }
}`,
  },
  ValueEquality: {
    name: 'ValueEquality',
    text: `
/// <summary>Equality by content. NaN equals itself by identity in Python, which a double has not.</summary>
public class ValueEquality : IEqualityComparer
{
    static readonly ValueEquality Shared = new ValueEquality();

    public static bool Same(object a, object b)
    {
        if (a == null || b == null) return a == b;
        if (IsNaN(a) || IsNaN(b)) throw new NotSupportedException("NaN is compared by identity");
        if (a is double && !(b is double)) return Same(b, a);
        if (b is double && (a is long || a is BigInteger || a is bool)) return (double)b == Math.Floor((double)b) && !double.IsInfinity((double)b) && Same(Integer(a), new BigInteger((double)b));
        if (Integer(a) != null && Integer(b) != null) return Integer(a).Value == Integer(b).Value;
        if (a is string) return a.Equals(b);
        if (a is IDictionary && b is IDictionary) return SameMaps((IDictionary)a, (IDictionary)b);
        if (a is IStructuralEquatable) return a.GetType() == b.GetType() && ((IStructuralEquatable)a).Equals(b, Shared);
        if (a is IList && b is IList) return SameLists((IList)a, (IList)b);
        if (a is IEnumerable && b is IEnumerable && !(a is IList) && !(b is IList) && !(b is string)) return SameSets((IEnumerable)a, (IEnumerable)b);
        return a.Equals(b);
    }

    static bool IsNaN(object x)
    {
        return x is double && double.IsNaN((double)x);
    }

    static BigInteger? Integer(object x)
    {
        if (x is BigInteger) return (BigInteger)x;
        if (x is long) return (long)x;
        return x is bool ? ((bool)x ? 1 : 0) : (BigInteger?)null;
    }

    static bool SameLists(IList a, IList b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!Same(a[i], b[i])) return false;
        return true;
    }

    static bool SameMaps(IDictionary a, IDictionary b)
    {
        return a.Count == b.Count && a.Keys.Cast<object>().All(key => b.Contains(key) && Same(a[key], b[key]));
    }

    static bool SameSets(IEnumerable a, IEnumerable b)
    {
        var items = b.Cast<object>().ToList();
        return a.Cast<object>().Count() == items.Count && a.Cast<object>().All(x => items.Any(y => Same(x, y)));
    }

    public static int Hash(object x)
    {
        if (x == null) return 0;
        if (IsNaN(x)) throw new NotSupportedException("NaN is compared by identity");
        if (x is double && (double)x == Math.Floor((double)x) && Math.Abs((double)x) < 1e18) return ((BigInteger)(double)x).GetHashCode();
        if (Integer(x) != null) return Integer(x).Value.GetHashCode();
        if (x is string) return x.GetHashCode();
        if (x is IStructuralEquatable) return ((IStructuralEquatable)x).GetHashCode(Shared);
        if (x is IList) return ((IList)x).Cast<object>().Aggregate(17, (hash, item) => hash * 31 + Hash(item));
        if (x is IEnumerable) return ((IEnumerable)x).Cast<object>().Aggregate(19, (hash, item) => hash + Hash(item));
        return x.GetHashCode();
    }

    bool IEqualityComparer.Equals(object a, object b)
    {
        return Same(a, b);
    }

    int IEqualityComparer.GetHashCode(object x)
    {
        return Hash(x);
    }
}

public sealed class ValueEquality<T> : IEqualityComparer<T>
{
    public static readonly ValueEquality<T> Default = new ValueEquality<T>();

    public bool Equals(T a, T b)
    {
        return ValueEquality.Same(a, b);
    }

    public int GetHashCode(T x)
    {
        return ValueEquality.Hash(x);
    }
}`,
  },
  ValueOrder: {
    name: 'ValueOrder',
    text: `
/// <summary>Python's order: strings by code point, tuples and lists item by item.</summary>
public class ValueOrder : IComparer
{
    static readonly ValueOrder Shared = new ValueOrder();

    public static int Order(object a, object b)
    {
        if (a is double && (double.IsNaN((double)a) || double.IsNaN((double)b))) throw new NotSupportedException("NaN has no order");
        if (a is double) return (double)a < (double)b ? -1 : (double)a > (double)b ? 1 : 0;
        if (a is string) return OrderTexts((string)a, (string)b);
        if (a is IStructuralComparable && !(a is Array)) return ((IStructuralComparable)a).CompareTo(b, Shared);
        if (a is IList) return OrderLists((IList)a, (IList)b);
        return ((IComparable)a).CompareTo(b);
    }

    static int OrderTexts(string a, string b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] == b[i]) continue;
            var pairs = (char.IsSurrogate(a[i]) ? 1 : 0) - (char.IsSurrogate(b[i]) ? 1 : 0);
            return pairs != 0 ? pairs : a[i] - b[i];
        }
        return a.Length - b.Length;
    }

    static int OrderLists(IList a, IList b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
            if (!Equal(a[i], b[i])) return Order(a[i], b[i]);
        return a.Count - b.Count;
    }

    static bool Equal(object a, object b)
    {
        return Order(a, b) == 0;
    }

    int IComparer.Compare(object a, object b)
    {
        return Order(a, b);
    }
}

public sealed class ValueOrder<T> : IComparer<T>
{
    public static readonly ValueOrder<T> Default = new ValueOrder<T>();

    public int Compare(T a, T b)
    {
        return ValueOrder.Order(a, b);
    }
}`,
  },
  CompareText: {
    name: 'CompareText',
    needs: ['ValueOrder'],
    text: `
static int CompareText(string a, string b)
{
    return ValueOrder.Order(a, b);
}`,
  },
  Truth: {
    name: 'Truth',
    text: `
/// <summary>bool(value)</summary>
static bool Truth(object value)
{
    if (value == null) return false;
    if (value is bool) return (bool)value;
    if (value is long) return (long)value != 0;
    if (value is BigInteger) return !((BigInteger)value).IsZero;
    if (value is double) return (double)value != 0;
    if (value is IEnumerable) return ((IEnumerable)value).Cast<object>().Any();
    return true;
}`,
  },
  Raise: {
    name: 'Raise',
    text: `
static T Raise<T>(Exception error)
{
    throw error;
}`,
  },
  Str: {
    name: 'Str',
    needs: ['Repr'],
    text: `
static string Str(object value)
{
    return value is string ? (string)value : Repr(value);
}`,
  },
  Repr: {
    name: 'Repr',
    needs: ['FloatText', 'Quoted', 'Writable'],
    text: `
/// <summary>Python's text of a value: lists are lists, arrays are tuples.</summary>
static string Repr(object value)
{
    if (value == null) return "None";
    if (value is bool) return (bool)value ? "True" : "False";
    if (value is double) return FloatText((double)value);
    if (value is string) return Quoted((string)value);
    if (value is byte[]) return QuotedBytes((byte[])value);
    if (value is IDictionary) return MapText((IDictionary)value);
    if (value is Array) return TupleText(((IEnumerable)value).Cast<object>().ToList());
    if (value is IEnumerable) return "[" + string.Join(", ", ((IEnumerable)value).Cast<object>().Select(Repr)) + "]";
    if (value is IStructuralEquatable)
        return TupleText(value.GetType().GetFields().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.GetValue(value)).ToList());
    return value is BigInteger ? Writable((BigInteger)value).ToString() : value.ToString();
}

static string MapText(IDictionary map)
{
    var entries = new List<string>();
    foreach (DictionaryEntry entry in map) entries.Add(Repr(entry.Key) + ": " + Repr(entry.Value));
    return "{" + string.Join(", ", entries) + "}";
}

static string TupleText(List<object> items)
{
    return "(" + string.Join(", ", items.Select(Repr)) + (items.Count == 1 ? ",)" : ")");
}

static string QuotedBytes(byte[] bytes)
{
    var quote = bytes.Contains((byte)'\\'') && !bytes.Contains((byte)'"') ? '"' : '\\'';
    return "b" + quote + string.Concat(bytes.Select(b =>
        b == quote || b == '\\\\' ? "\\\\" + (char)b
        : b == '\\n' ? "\\\\n" : b == '\\r' ? "\\\\r" : b == '\\t' ? "\\\\t"
        : b < 32 || b > 126 ? "\\\\x" + b.ToString("x2") : ((char)b).ToString())) + quote;
}`,
  },
  Quoted: {
    name: 'Quoted',
    text: `
/// <summary>repr of a string. Which characters beyond Latin-1 are printable is left to Python's own tables.</summary>
static string Quoted(string text)
{
    var quote = text.Contains("'") && !text.Contains("\\"") ? '"' : '\\'';
    var quoted = new StringBuilder();
    quoted.Append(quote);
    foreach (var c in text)
    {
        if (c == quote || c == '\\\\') quoted.Append('\\\\').Append(c);
        else if (c == '\\n') quoted.Append("\\\\n");
        else if (c == '\\r') quoted.Append("\\\\r");
        else if (c == '\\t') quoted.Append("\\\\t");
        else if (c < 32 || (c > 126 && c < 161) || c == 173) quoted.Append("\\\\x").Append(((int)c).ToString("x2"));
        else if (c > 0x17f && !char.IsSurrogate(c) && !char.IsLetter(c)) throw new NotSupportedException("a character whose printability is not known");
        else quoted.Append(c);
    }
    return quoted.Append(quote).ToString();
}`,
  },
  Ascii: {
    name: 'Ascii',
    text: `
/// <summary>Everything beyond ASCII escaped.</summary>
static string Ascii(string text)
{
    var result = new StringBuilder();
    for (var i = 0; i < text.Length; i++)
    {
        if (text[i] < 128)
        {
            result.Append(text[i]);
            continue;
        }
        var point = char.ConvertToUtf32(text, i);
        if (point > 0xffff) i++;
        result.Append(point < 256 ? "\\\\x" + point.ToString("x2") : point < 65536 ? "\\\\u" + point.ToString("x4") : "\\\\U" + point.ToString("x8"));
    }
    return result.ToString();
}`,
  },
});
