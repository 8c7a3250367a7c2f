/**
 * Memory and sequences. The heap only grows and is reset before each run. Every sequence (str, list, tuple of unknown
 * length, bytes) is `{ length: i32, hash: i32, items }`: 8 bytes of header, then items of one size. While a sequence is
 * built its first word holds the capacity in bytes.
 */
export const MEMORY = `
fn alloc(bytes: i32): i32 {
  if (bytes <u 0 || bytes >u 0x20000000) raise memory;
  var place = top;
  top = place + ((bytes + 7) & -8);
  var missing = top - (memory_size() << 16);
  if (missing > 0) {
    if (memory_grow((missing >> 16) + 1 + (memory_size() >> 2)) == -1) {
      if (memory_grow((missing >> 16) + 1) == -1) raise memory;
    }
  }
  return place;
}

fn open(bytes: i32): i32 {
  var capacity = (bytes + 7) & -8;
  var base = alloc(capacity + 8);
  i32[base] = capacity;
  i32[base + 4] = 0;
  return base;
}

// Makes room for more bytes at the write position; answers the new base.
fn grow(base: i32, at: i32, bytes: i32): i32 {
  var capacity = i32[base];
  var extra = capacity < 0x100000 ? capacity : 0x100000;
  if (base + 8 + capacity == top) {
    extra = ((extra > bytes ? extra : bytes) + 7) & -8;
    alloc(extra);
    i32[base] = capacity + extra;
    return base;
  }
  var fresh = open(capacity * 2 > capacity + bytes ? capacity * 2 : capacity + bytes);
  memory_copy(fresh + 8, base + 8, at - base - 8);
  return fresh;
}

// Ends building: writes the length and gives back what was not used.
fn close(base: i32, at: i32, size: i32): i32 {
  if (base + 8 + i32[base] == top) top = (at + 7) & -8;
  i32[base] = (at - base - 8) /u size;
  return base;
}

fn item(list: i32, index: i64, size: i32): i32 {
  var length = i64(i32[list]);
  if (index < 0) index = index + length;
  if (index < 0 || index >= length) raise IndexError;
  return list + 8 + i32(index) * size;
}

fn item_unchecked(list: i32, index: i64, size: i32): i32 {
  if (index < 0) index = index + i64(i32[list]);
  return list + 8 + i32(index) * size;
}

fn concat(left: i32, right: i32, size: i32): i32 {
  var a = i32[left] * size;
  var b = i32[right] * size;
  var place = alloc(a + b + 8);
  i32[place] = i32[left] + i32[right];
  i32[place + 4] = 0;
  memory_copy(place + 8, left + 8, a);
  memory_copy(place + 8 + a, right + 8, b);
  return place;
}

fn repeat(list: i32, count: i64, size: i32): i32 {
  if (count < 0) count = 0;
  var part = i32[list] * size;
  if (part == 0) count = 0;
  if (count > 0x20000000) raise memory;
  if (i64(part) * count > 0x20000000) raise memory;
  var place = alloc(part * i32(count) + 8);
  i32[place] = i32[list] * i32(count);
  i32[place + 4] = 0;
  var at = place + 8;
  while (count > 0) {
    memory_copy(at, list + 8, part);
    at = at + part;
    count = count - 1;
  }
  return place;
}

// Items [start, stop) of indices that are in bounds.
fn part(list: i32, start: i32, stop: i32, size: i32): i32 {
  var count = stop > start ? stop - start : 0;
  var place = alloc(count * size + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  memory_copy(place + 8, list + 8 + start * size, count * size);
  return place;
}

// An index as slices clamp it: negative counts from the end, low is the smallest answer.
fn clamp_index(index: i64, length: i64, low: i64, high: i64): i64 {
  if (index < 0) index = index + length;
  if (index < low) return low;
  if (index > high) return high;
  return index;
}

fn slice(list: i32, start: i64, stop: i64, size: i32): i32 {
  var length = i64(i32[list]);
  return part(list, i32(clamp_index(start, length, 0, length)), i32(clamp_index(stop, length, 0, length)), size);
}

fn slice_step(list: i32, start: i64, stop: i64, step: i64, size: i32): i32 {
  if (step == 0) raise ValueError;
  var length = i64(i32[list]);
  var back: i64 = step < 0 ? -1 : 0;
  var from = clamp_index(start, length, back, length + back);
  var to = clamp_index(stop, length, back, length + back);
  var base = open(16);
  var at = base + 8;
  while (step > 0 ? from < to : from > to) {
    if (at + size > base + 8 + i32[base]) {
      var used = at - base;
      base = grow(base, at, size);
      at = base + used;
    }
    memory_copy(at, list + 8 + i32(from) * size, size);
    at = at + size;
    if (step > length || step < -length) break;
    from = from + step;
  }
  return close(base, at, size);
}

fn reversed(list: i32, size: i32): i32 {
  var length = i32[list];
  var place = alloc(length * size + 8);
  i32[place] = length;
  i32[place + 4] = 0;
  var from = list + 8 + length * size;
  var at = place + 8;
  while (length > 0) {
    from = from - size;
    memory_copy(at, from, size);
    at = at + size;
    length = length - 1;
  }
  return place;
}

// Length of range(start, stop, step).
fn range_length(start: i64, stop: i64, step: i64): i64 {
  if (step > 0) {
    if (start >= stop) return 0;
    return (stop - start - 1) /u step + 1;
  }
  if (step == 0) raise ValueError;
  if (start <= stop) return 0;
  return (start - stop - 1) /u (0 - step) + 1;
}

fn range_item(start: i64, stop: i64, step: i64, index: i64): i64 {
  var length = range_length(start, stop, step);
  if (index < 0) index = index + length;
  if (index < 0 || index >= length) raise IndexError;
  return start + index * step;
}

fn range_contains(start: i64, stop: i64, step: i64, value: i64): i32 {
  if (step > 0 ? value < start || value >= stop : value > start || value <= stop) return 0;
  return (value - start) % step == 0;
}
`;
