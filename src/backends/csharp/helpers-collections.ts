import { helpers } from './helper';

export const COLLECTION_HELPERS = helpers({
  At: {
    name: 'At',
    text: `
/// <summary>An item; negative positions count from the end.</summary>
static T At<T>(IList<T> items, BigInteger index)
{
    if (index.Sign < 0) index += items.Count;
    if (index.Sign < 0 || index >= items.Count) throw new IndexOutOfRangeException();
    return items[(int)index];
}`,
  },
  Bounds: {
    name: 'Bounds',
    text: `
/// <summary>The positions that a slice takes, in its order.</summary>
static IEnumerable<int> Bounds(int count, long? start, long? stop, long? step)
{
    var by = step ?? 1;
    if (by == 0) throw new ArgumentException("slice step cannot be zero");
    var first = Inside(start, count, by > 0 ? 0 : count - 1, by);
    var last = Inside(stop, count, by > 0 ? count : -1, by);
    return Positions(first, last, by);
}

static IEnumerable<int> Positions(long first, long last, long by)
{
    for (var i = first; by > 0 ? i < last : i > last;)
    {
        yield return (int)i;
        if (by > 0 ? by > last - i : by < last - i) break;
        i += by;
    }
}

static long Inside(long? at, int count, long missing, long by)
{
    if (at == null) return missing;
    var position = at.Value < 0 ? at.Value + count : at.Value;
    return by > 0 ? Math.Max(0, Math.Min(position, count)) : Math.Max(-1, Math.Min(position, count - 1));
}`,
  },
  Slice: {
    name: 'Slice',
    needs: ['Bounds'],
    text: `
static IEnumerable<T> Slice<T>(IList<T> items, long? start, long? stop, long? step)
{
    return Bounds(items.Count, start, stop, step).Select(i => items[i]);
}`,
  },
  Repeat: {
    name: 'Repeat',
    text: `
static IEnumerable<T> Repeat<T>(ICollection<T> items, long times)
{
    if (times > 0 && items.Count > int.MaxValue / times) throw new OverflowException("a list of this length is not built");
    return Enumerable.Range(0, (int)Math.Max(0, times)).SelectMany(i => items);
}`,
  },
  Unpack: {
    name: 'Unpack',
    text: `
/// <summary>Exactly so many items.</summary>
static List<T> Unpack<T>(IEnumerable<T> items, int count)
{
    var list = items.Take(count + 1).ToList();
    if (list.Count < count) throw new ArgumentException("not enough values to unpack");
    if (list.Count > count) throw new ArgumentException("too many values to unpack");
    return list;
}`,
  },
  UnpackMore: {
    name: 'UnpackMore',
    text: `
/// <summary>At least so many items.</summary>
static List<T> UnpackMore<T>(IEnumerable<T> items, int count)
{
    var list = items.ToList();
    if (list.Count < count) throw new ArgumentException("not enough values to unpack");
    return list;
}`,
  },
  IndexOf: {
    name: 'IndexOf',
    text: `
static long IndexOf<T>(IEnumerable<T> items, T sought, IEqualityComparer<T> equality)
{
    var at = 0L;
    foreach (var item in items)
    {
        if (equality.Equals(item, sought)) return at;
        at++;
    }
    throw new ArgumentException("not in list");
}`,
  },
  ZipStrict: {
    name: 'ZipStrict',
    text: `
static IEnumerable<(A, B)> ZipStrict<A, B>(IEnumerable<A> first, IEnumerable<B> second)
{
    using (var a = first.GetEnumerator())
    using (var b = second.GetEnumerator())
    {
        while (a.MoveNext())
        {
            if (!b.MoveNext()) throw new ArgumentException("zip() argument 2 is shorter than argument 1");
            yield return (a.Current, b.Current);
        }
        if (b.MoveNext()) throw new ArgumentException("zip() argument 2 is longer than argument 1");
    }
}`,
  },
  MinBy: {
    name: 'MinBy',
    needs: ['Best'],
    text: `
/// <summary>The first item with the least key.</summary>
static T MinBy<T, K>(this IEnumerable<T> items, Func<T, K> key, IComparer<K> order)
{
    return Best(items, key, order, -1, false, default(T));
}

static T MinBy<T, K>(this IEnumerable<T> items, Func<T, K> key, IComparer<K> order, T otherwise)
{
    return Best(items, key, order, -1, true, otherwise);
}`,
  },
  MaxBy: {
    name: 'MaxBy',
    needs: ['Best'],
    text: `
/// <summary>The first item with the greatest key.</summary>
static T MaxBy<T, K>(this IEnumerable<T> items, Func<T, K> key, IComparer<K> order)
{
    return Best(items, key, order, 1, false, default(T));
}

static T MaxBy<T, K>(this IEnumerable<T> items, Func<T, K> key, IComparer<K> order, T otherwise)
{
    return Best(items, key, order, 1, true, otherwise);
}`,
  },
  Best: {
    name: 'Best',
    text: `
static T Best<T, K>(IEnumerable<T> items, Func<T, K> key, IComparer<K> order, int side, bool mayBeEmpty, T otherwise)
{
    using (var walk = items.GetEnumerator())
    {
        if (!walk.MoveNext())
        {
            if (mayBeEmpty) return otherwise;
            throw new InvalidOperationException("Sequence contains no elements");
        }
        var best = walk.Current;
        var rank = key(best);
        while (walk.MoveNext())
        {
            var next = key(walk.Current);
            if (order.Compare(next, rank) * side <= 0) continue;
            best = walk.Current;
            rank = next;
        }
        return best;
    }
}`,
  },
  ToMap: {
    name: 'ToMap',
    text: `
/// <summary>A dictionary in which a later value replaces an earlier one of the same key.</summary>
static Dictionary<K, V> ToMap<T, K, V>(this IEnumerable<T> items, Func<T, K> key, Func<T, V> value, IEqualityComparer<K> equality = null)
{
    var map = new Dictionary<K, V>(equality);
    foreach (var item in items)
    {
        var name = key(item);
        map[name] = value(item);
    }
    return map;
}`,
  },
  With: {
    name: 'With',
    text: `
/// <summary>The dictionary with one more entry, or another value for its key.</summary>
static Dictionary<K, V> With<K, V>(this Dictionary<K, V> map, K key, V value)
{
    map[key] = value;
    return map;
}`,
  },
  Merge: {
    name: 'Merge',
    text: `
static Dictionary<K, V> Merge<K, V>(Dictionary<K, V> first, params Dictionary<K, V>[] others)
{
    var merged = new Dictionary<K, V>(first, first.Comparer);
    foreach (var other in others)
        foreach (var entry in other) merged[entry.Key] = entry.Value;
    return merged;
}`,
  },
  GetOr: {
    name: 'GetOr',
    text: `
static V GetOr<K, V>(Dictionary<K, V> map, K key, V otherwise)
{
    V value;
    return map.TryGetValue(key, out value) ? value : otherwise;
}`,
  },
  GetOrNull: {
    name: 'GetOrNull',
    text: `
static V? GetOrNull<K, V>(Dictionary<K, V> map, K key) where V : struct
{
    V value;
    return map.TryGetValue(key, out value) ? value : (V?)null;
}`,
  },
  GetOrDefault: {
    name: 'GetOrDefault',
    text: `
static V GetOrDefault<K, V>(Dictionary<K, V> map, K key)
{
    V value;
    return map.TryGetValue(key, out value) ? value : default(V);
}`,
  },
  BytesOf: {
    name: 'BytesOf',
    text: `
static byte[] BytesOf(IEnumerable<long> items)
{
    return items.Select(item =>
    {
        if (item < 0 || item > 255) throw new ArgumentException("bytes must be in range(0, 256)");
        return (byte)item;
    }).ToArray();
}`,
  },
  'BytesOf.Big': {
    name: 'BytesOf',
    text: `
static byte[] BytesOf(IEnumerable<BigInteger> items)
{
    return items.Select(item =>
    {
        if (item.Sign < 0 || item > 255) throw new ArgumentException("bytes must be in range(0, 256)");
        return (byte)item;
    }).ToArray();
}`,
  },
  ZeroBytes: {
    name: 'ZeroBytes',
    text: `
static byte[] ZeroBytes(BigInteger count)
{
    if (count.Sign < 0) throw new ArgumentException("negative count");
    if (count > 1000000000) throw new OverflowException("an array of this length is not built");
    return new byte[(int)count];
}`,
  },
  HexText: {
    name: 'HexText',
    text: `
static string HexText(byte[] bytes)
{
    return string.Concat(bytes.Select(b => b.ToString("x2")));
}`,
  },
  HasByte: {
    name: 'HasByte',
    text: `
static bool HasByte(byte[] bytes, BigInteger value)
{
    if (value.Sign < 0 || value > 255) throw new ArgumentException("byte must be in range(0, 256)");
    return Array.IndexOf(bytes, (byte)value) >= 0;
}

static bool HasByte(byte[] bytes, byte[] part)
{
    return Enumerable.Range(0, Math.Max(0, bytes.Length - part.Length + 1)).Any(i => bytes.Skip(i).Take(part.Length).SequenceEqual(part));
}`,
  },
});
