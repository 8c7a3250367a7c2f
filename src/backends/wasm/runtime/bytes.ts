/** Bytes: sequences of items of one byte. */
export const BYTES = `
fn bytes_from_ints(list: i32): i32 {
  var count = i32[list];
  var place = alloc(count + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  var i = 0;
  while (i < count) {
    var value = i64[list + 8 + i * 8];
    if (value < 0 || value > 255) raise ValueError;
    u8[place + 8 + i] = i32(value);
    i = i + 1;
  }
  return place;
}

fn bytes_zeros(count: i64): i32 {
  if (count < 0) raise ValueError;
  if (count > 0x20000000) raise memory;
  var place = alloc(i32(count) + 8);
  i32[place] = i32(count);
  i32[place + 4] = 0;
  memory_fill(place + 8, 0, i32(count));
  return place;
}

fn bytes_eq(a: i32, b: i32): i32 {
  return bytes_compare(a, b) == 0;
}

fn bytes_compare(a: i32, b: i32): i32 {
  var i = 0;
  while (i < i32[a] && i < i32[b]) {
    var x = u8[a + i + 8];
    var y = u8[b + i + 8];
    if (x != y) return x < y ? -1 : 1;
    i = i + 1;
  }
  return i32[a] == i32[b] ? 0 : i32[a] < i32[b] ? -1 : 1;
}

fn bytes_hash(s: i32): i32 {
  var hash = 17;
  var i = 0;
  while (i < i32[s]) {
    hash = i32_rotl((hash ^ u8[s + 8 + i]) * -1640531527, 13);
    i = i + 1;
  }
  return hash;
}

fn bytes_hex(s: i32): i32 {
  var place = alloc(i32[s] * 8 + 8);
  i32[place] = i32[s] * 2;
  i32[place + 4] = 0;
  var i = 0;
  while (i < i32[s]) {
    i32[place + 8 + i * 8] = hex_digit(u8[s + 8 + i] >>> 4);
    i32[place + 12 + i * 8] = hex_digit(u8[s + 8 + i] & 15);
    i = i + 1;
  }
  return place;
}

// limit: 128 for ascii, 256 for latin-1.
fn bytes_encode_narrow(s: i32, limit: i32): i32 {
  var count = i32[s];
  var place = alloc(count + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  var i = 0;
  while (i < count) {
    var c = i32[s + 8 + i * 4];
    if (c >= limit) raise UnicodeEncodeError;
    u8[place + 8 + i] = c;
    i = i + 1;
  }
  return place;
}

fn bytes_encode_utf8(s: i32): i32 {
  var place = alloc(i32[s] * 4 + 8);
  var at = place + 8;
  var i = 0;
  while (i < i32[s]) {
    var c = i32[s + 8 + i * 4];
    if (c >= 0xd800 && c < 0xe000) raise UnicodeEncodeError;
    if (c < 0x80) {
      u8[at] = c;
      at = at + 1;
    } else if (c < 0x800) {
      u8[at] = 0xc0 | c >>> 6;
      u8[at + 1] = 0x80 | c & 63;
      at = at + 2;
    } else if (c < 0x10000) {
      u8[at] = 0xe0 | c >>> 12;
      u8[at + 1] = 0x80 | c >>> 6 & 63;
      u8[at + 2] = 0x80 | c & 63;
      at = at + 3;
    } else {
      u8[at] = 0xf0 | c >>> 18;
      u8[at + 1] = 0x80 | c >>> 12 & 63;
      u8[at + 2] = 0x80 | c >>> 6 & 63;
      u8[at + 3] = 0x80 | c & 63;
      at = at + 4;
    }
    i = i + 1;
  }
  i32[place] = at - place - 8;
  i32[place + 4] = 0;
  return place;
}

// limit: 128 for ascii, 256 for latin-1.
fn bytes_decode_narrow(s: i32, limit: i32): i32 {
  var count = i32[s];
  var place = alloc(count * 4 + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  var i = 0;
  while (i < count) {
    var c = u8[s + 8 + i];
    if (c >= limit) raise UnicodeDecodeError;
    i32[place + 8 + i * 4] = c;
    i = i + 1;
  }
  return place;
}

// One continuation byte; low and high narrow the first one as Unicode's table 3-7 does.
fn utf8_next(s: i32, i: i32, low: i32, high: i32): i32 {
  if (i >= i32[s]) raise UnicodeDecodeError;
  var c = u8[s + 8 + i];
  if (c < low || c > high) raise UnicodeDecodeError;
  return c & 63;
}

fn bytes_decode_utf8(s: i32): i32 {
  var place = alloc(i32[s] * 4 + 8);
  var at = place + 8;
  var i = 0;
  while (i < i32[s]) {
    var c = u8[s + 8 + i];
    i = i + 1;
    if (c >= 0x80) {
      if (c < 0xc2 || c > 0xf4) raise UnicodeDecodeError;
      var low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
      var high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
      var more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
      c = c & (c < 0xe0 ? 31 : c < 0xf0 ? 15 : 7);
      while (more > 0) {
        c = c << 6 | utf8_next(s, i, low, high);
        low = 0x80;
        high = 0xbf;
        i = i + 1;
        more = more - 1;
      }
    }
    i32[at] = c;
    at = at + 4;
  }
  i32[place] = (at - place - 8) /u 4;
  i32[place + 4] = 0;
  return place;
}
`;
