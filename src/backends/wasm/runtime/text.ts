/** Strings: sequences of code points (UTF-32), so that indexing, length and order are Python's. */
export const TEXT = `
fn str_eq(a: i32, b: i32): i32 {
  if (a == b) return 1;
  var count = i32[a];
  if (count != i32[b]) return 0;
  while (count > 0) {
    a = a + 4;
    b = b + 4;
    if (i32[a + 4] != i32[b + 4]) return 0;
    count = count - 1;
  }
  return 1;
}

// -1, 0 or 1, by code points.
fn str_compare(a: i32, b: i32): i32 {
  var i = 0;
  while (i < i32[a] && i < i32[b]) {
    var x = i32[a + i * 4 + 8];
    var y = i32[b + i * 4 + 8];
    if (x != y) return x < y ? -1 : 1;
    i = i + 1;
  }
  return i32[a] == i32[b] ? 0 : i32[a] < i32[b] ? -1 : 1;
}

// Cached in the second word of the header.
fn str_hash(s: i32): i32 {
  var hash = i32[s + 4];
  if (hash != 0) return hash;
  hash = 17;
  var at = s + 8;
  var end = at + i32[s] * 4;
  while (at < end) {
    hash = i32_rotl((hash ^ i32[at]) * -1640531527, 13);
    at = at + 4;
  }
  hash = hash | 1;
  i32[s + 4] = hash;
  return hash;
}

fn str_char(point: i32): i32 {
  var place = alloc(12);
  i32[place] = 1;
  i32[place + 4] = 0;
  i32[place + 8] = point;
  return place;
}

fn str_chr(point: i64): i32 {
  if (point < 0 || point > 0x10ffff) raise ValueError;
  return str_char(i32(point));
}

fn str_ord(s: i32): i64 {
  if (i32[s] != 1) raise TypeError;
  return i64(i32[s + 8]);
}

// True when sub stands in s at the index i, which leaves room for it.
fn str_matches(s: i32, i: i32, sub: i32): i32 {
  var at = s + 8 + i * 4;
  var from = sub + 8;
  var end = from + i32[sub] * 4;
  while (from < end) {
    if (i32[at] != i32[from]) return 0;
    at = at + 4;
    from = from + 4;
  }
  return 1;
}

// First index >= start where sub stands wholly before stop, else -1.
fn str_find_in(s: i32, sub: i32, start: i32, stop: i32): i32 {
  var last = stop - i32[sub];
  while (start <= last) {
    if (str_matches(s, start, sub)) return start;
    start = start + 1;
  }
  return -1;
}

fn str_rfind_in(s: i32, sub: i32, start: i32, stop: i32): i32 {
  var i = stop - i32[sub];
  while (i >= start) {
    if (str_matches(s, i, sub)) return i;
    i = i - 1;
  }
  return -1;
}

fn str_find(s: i32, sub: i32, start: i64, stop: i64): i64 {
  var length = i64(i32[s]);
  return i64(str_find_in(s, sub, i32(clamp_index(start, length, 0, 0x7fffffff)), i32(clamp_index(stop, length, 0, length))));
}

fn str_rfind(s: i32, sub: i32, start: i64, stop: i64): i64 {
  var length = i64(i32[s]);
  return i64(str_rfind_in(s, sub, i32(clamp_index(start, length, 0, 0x7fffffff)), i32(clamp_index(stop, length, 0, length))));
}

fn str_index(s: i32, sub: i32, start: i64, stop: i64): i64 {
  var found = str_find(s, sub, start, stop);
  if (found < 0) raise ValueError;
  return found;
}

fn str_rindex(s: i32, sub: i32, start: i64, stop: i64): i64 {
  var found = str_rfind(s, sub, start, stop);
  if (found < 0) raise ValueError;
  return found;
}

fn str_contains(s: i32, sub: i32): i32 {
  return str_find_in(s, sub, 0, i32[s]) >= 0;
}

fn str_count(s: i32, sub: i32, start: i64, stop: i64): i64 {
  var length = i64(i32[s]);
  var from = i32(clamp_index(start, length, 0, 0x7fffffff));
  var to = i32(clamp_index(stop, length, 0, length));
  var count: i64 = 0;
  var step = i32[sub] == 0 ? 1 : i32[sub];
  while (1) {
    from = str_find_in(s, sub, from, to);
    if (from < 0) return count;
    count = count + 1;
    from = from + step;
  }
}

fn str_startswith(s: i32, prefix: i32, start: i64, stop: i64): i32 {
  var length = i64(i32[s]);
  var from = i32(clamp_index(start, length, 0, 0x7fffffff));
  var to = i32(clamp_index(stop, length, 0, length));
  return from + i32[prefix] <= to && str_matches(s, from, prefix);
}

fn str_endswith(s: i32, suffix: i32, start: i64, stop: i64): i32 {
  var length = i64(i32[s]);
  var from = i32(clamp_index(start, length, 0, 0x7fffffff));
  var to = i32(clamp_index(stop, length, 0, length));
  return from + i32[suffix] <= to && str_matches(s, to - i32[suffix], suffix);
}

fn str_removeprefix(s: i32, prefix: i32): i32 {
  if (i32[prefix] > i32[s]) return s;
  return str_matches(s, 0, prefix) ? part(s, i32[prefix], i32[s], 4) : s;
}

fn str_removesuffix(s: i32, suffix: i32): i32 {
  if (i32[suffix] > i32[s]) return s;
  return str_matches(s, i32[s] - i32[suffix], suffix) ? part(s, 0, i32[s] - i32[suffix], 4) : s;
}

// Appends the items of part to a string that is being built: answers the new base; the write position moves with it.
fn str_append(base: i32, used: i32, piece: i32): i32 {
  var bytes = i32[piece] * 4;
  if (used + bytes > 8 + i32[base]) base = grow(base, base + used, bytes);
  memory_copy(base + used, piece + 8, bytes);
  return base;
}

fn str_replace(s: i32, old: i32, fresh: i32, limit: i64): i32 {
  if (limit < 0) limit = 0x7fffffff;
  var base = open(i32[s] * 4 + 16);
  var used = 8;
  var from = 0;
  var length = i32[s];
  while (limit > 0) {
    var found = str_find_in(s, old, from, length);
    if (found < 0) break;
    if (i32[old] == 0) {
      base = str_append(base, used, fresh);
      used = used + i32[fresh] * 4;
      if (from >= length) { from = length + 1; break; }
      var one = part(s, from, from + 1, 4);
      base = str_append(base, used, one);
      used = used + 4;
      from = from + 1;
    } else {
      var before = part(s, from, found, 4);
      base = str_append(base, used, before);
      used = used + (found - from) * 4;
      base = str_append(base, used, fresh);
      used = used + i32[fresh] * 4;
      from = found + i32[old];
    }
    limit = limit - 1;
  }
  var rest = part(s, from, length, 4);
  base = str_append(base, used, rest);
  return close(base, base + used + i32[rest] * 4, 4);
}

fn char_isspace(c: i32): i32 {
  if (c < 128) return c == 32 || c >= 9 && c <= 13 || c >= 28 && c <= 31;
  return c == 0x85 || c == 0xa0 || c == 0x1680 || c >= 0x2000 && c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

fn str_has(s: i32, c: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  while (at < end) {
    if (i32[at] == c) return 1;
    at = at + 4;
  }
  return 0;
}

// sides: 1 left, 2 right, 3 both; chars 0: white space.
fn str_strip(s: i32, chars: i32, sides: i32): i32 {
  var from = 0;
  var to = i32[s];
  while ((sides & 1) && from < to) {
    var c = i32[s + 8 + from * 4];
    if (!(chars == 0 ? char_isspace(c) : str_has(chars, c))) break;
    from = from + 1;
  }
  while ((sides & 2) && from < to) {
    var d = i32[s + 4 + to * 4];
    if (!(chars == 0 ? char_isspace(d) : str_has(chars, d))) break;
    to = to - 1;
  }
  return from == 0 && to == i32[s] ? s : part(s, from, to, 4);
}

// Appends one pointer to a list that is being built.
fn push_pointer(base: i32, used: i32, value: i32): i32 {
  if (used + 4 > 8 + i32[base]) base = grow(base, base + used, 4);
  i32[base + used] = value;
  return base;
}

fn str_split(s: i32, separator: i32, limit: i64): i32 {
  if (i32[separator] == 0) raise ValueError;
  if (limit < 0) limit = 0x7fffffff;
  var base = open(64);
  var used = 8;
  var from = 0;
  while (limit > 0) {
    var found = str_find_in(s, separator, from, i32[s]);
    if (found < 0) break;
    base = push_pointer(base, used, part(s, from, found, 4));
    used = used + 4;
    from = found + i32[separator];
    limit = limit - 1;
  }
  base = push_pointer(base, used, part(s, from, i32[s], 4));
  return close(base, base + used + 4, 4);
}

fn str_split_space(s: i32, limit: i64): i32 {
  if (limit < 0) limit = 0x7fffffff;
  var base = open(64);
  var used = 8;
  var from = 0;
  var length = i32[s];
  while (1) {
    while (from < length && char_isspace(i32[s + 8 + from * 4])) from = from + 1;
    if (from >= length) break;
    var to = from;
    if (limit == 0) to = length;
    while (to < length && !char_isspace(i32[s + 8 + to * 4])) to = to + 1;
    base = push_pointer(base, used, part(s, from, to, 4));
    used = used + 4;
    from = limit == 0 ? length : to;
    limit = limit - 1;
  }
  return close(base, base + used, 4);
}

fn str_rsplit(s: i32, separator: i32, limit: i64): i32 {
  if (i32[separator] == 0) raise ValueError;
  if (limit < 0) limit = 0x7fffffff;
  var base = open(64);
  var used = 8;
  var to = i32[s];
  while (limit > 0) {
    var found = str_rfind_in(s, separator, 0, to);
    if (found < 0) break;
    base = push_pointer(base, used, part(s, found + i32[separator], to, 4));
    used = used + 4;
    to = found;
    limit = limit - 1;
  }
  base = push_pointer(base, used, part(s, 0, to, 4));
  return reversed(close(base, base + used + 4, 4), 4);
}

// Line ends as str.splitlines knows them.
fn char_isline(c: i32): i32 {
  return c >= 10 && c <= 13 || c >= 28 && c <= 30 || c == 0x85 || c == 0x2028 || c == 0x2029;
}

fn str_splitlines(s: i32, keep: i32): i32 {
  var base = open(64);
  var used = 8;
  var from = 0;
  var length = i32[s];
  while (from < length) {
    var to = from;
    while (to < length && !char_isline(i32[s + 8 + to * 4])) to = to + 1;
    var next = to;
    if (to < length) {
      next = to + 1;
      if (i32[s + 8 + to * 4] == 13 && next < length && i32[s + 8 + next * 4] == 10) next = next + 1;
    }
    base = push_pointer(base, used, part(s, from, keep ? next : to, 4));
    used = used + 4;
    from = next;
  }
  return close(base, base + used, 4);
}

fn str_fill(place: i32, point: i32, count: i32): i32 {
  while (count > 0) {
    i32[place] = point;
    place = place + 4;
    count = count - 1;
  }
  return place;
}

// left and right spaces of padding around s.
fn str_padded(s: i32, point: i32, left: i32, right: i32): i32 {
  var total = i32[s] + left + right;
  var place = alloc(total * 4 + 8);
  i32[place] = total;
  i32[place + 4] = 0;
  var at = str_fill(place + 8, point, left);
  memory_copy(at, s + 8, i32[s] * 4);
  str_fill(at + i32[s] * 4, point, right);
  return place;
}

fn str_missing(s: i32, width: i64): i32 {
  if (width > 0x4000000) raise memory;
  return width > i64(i32[s]) ? i32(width) - i32[s] : 0;
}

fn str_ljust(s: i32, width: i64, fill: i32): i32 {
  if (i32[fill] != 1) raise TypeError;
  return str_padded(s, i32[fill + 8], 0, str_missing(s, width));
}

fn str_rjust(s: i32, width: i64, fill: i32): i32 {
  if (i32[fill] != 1) raise TypeError;
  return str_padded(s, i32[fill + 8], str_missing(s, width), 0);
}

fn str_center(s: i32, width: i64, fill: i32): i32 {
  if (i32[fill] != 1) raise TypeError;
  var missing = str_missing(s, width);
  var left = missing / 2 + (missing & i32(width) & 1);
  return str_padded(s, i32[fill + 8], left, missing - left);
}

fn str_zfill(s: i32, width: i64): i32 {
  var missing = str_missing(s, width);
  if (missing == 0) return s;
  var place = str_padded(s, '0', missing, 0);
  if (i32[s] > 0 && (i32[s + 8] == '+' || i32[s + 8] == '-')) {
    i32[place + 8] = i32[s + 8];
    i32[place + 8 + missing * 4] = '0';
  }
  return place;
}

fn str_expandtabs(s: i32, size: i64): i32 {
  if (size > 4096) raise memory;
  var base = open(64);
  var used = 8;
  var column = 0;
  var i = 0;
  while (i < i32[s]) {
    var c = i32[s + 8 + i * 4];
    var count = 1;
    if (c == 9) {
      count = size > 0 ? i32(size) - column % i32(size) : 0;
      column = column + count;
      c = 32;
    } else {
      column = c == 10 || c == 13 ? 0 : column + 1;
    }
    while (count > 0) {
      base = push_pointer(base, used, c);
      used = used + 4;
      count = count - 1;
    }
    i = i + 1;
  }
  return close(base, base + used, 4);
}
`;
