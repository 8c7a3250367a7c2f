/** Numbers to text and back, `repr` of strings, and padding by format specifications. */
export const CONVERSION = `
fn int_digits(x: i64, base: i64, upper: i32): i32 {
  var count = 1;
  var rest = x /u base;
  while (rest != 0) {
    count = count + 1;
    rest = rest /u base;
  }
  var place = alloc(count * 4 + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  var at = place + 8 + count * 4;
  while (count > 0) {
    at = at - 4;
    var digit = i32(x %u base);
    i32[at] = digit < 10 ? digit + 48 : digit + (upper ? 55 : 87);
    x = x /u base;
    count = count - 1;
  }
  return place;
}

// Divisions of 32 bits by a constant are much cheaper than those of 64.
fn int_str(x: i64): i32 {
  var rest = x < 0 ? 0 - x : x;
  var count = x < 0 ? 2 : 1;
  var probe = rest;
  while (probe >u 0xffffffff) {
    probe = probe /u 10;
    count = count + 1;
  }
  var low = i32(probe) /u 10;
  while (low != 0) {
    low = low /u 10;
    count = count + 1;
  }
  var place = alloc(count * 4 + 8);
  i32[place] = count;
  i32[place + 4] = 0;
  var at = place + 4 + count * 4;
  while (rest >u 0xffffffff) {
    i32[at] = i32(rest %u 10) + 48;
    rest = rest /u 10;
    at = at - 4;
  }
  low = i32(rest);
  i32[at] = low %u 10 + 48;
  low = low /u 10;
  while (low != 0) {
    at = at - 4;
    i32[at] = low %u 10 + 48;
    low = low /u 10;
  }
  if (x < 0) i32[place + 8] = '-';
  return place;
}

// hex, oct, bin: '0x' and the like before the digits.
fn int_prefixed(x: i64, base: i64): i32 {
  var digits = int_digits(x < 0 ? 0 - x : x, base, 0);
  var place = str_padded(digits, '0', x < 0 ? 3 : 2, 0);
  if (x < 0) i32[place + 8] = '-';
  i32[place + (x < 0 ? 16 : 12)] = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
  return place;
}

// The presentation type 'c'.
fn format_char(point: i64): i32 {
  if (point < 0 || point > 0x10ffff) raise OverflowError;
  return str_char(i32(point));
}

// Inserts a separator between groups of digits.
fn group_digits(digits: i32, separator: i32, size: i32): i32 {
  var count = i32[digits];
  var groups = (count - 1) / size;
  var place = str_padded(digits, separator, groups, 0);
  var from = digits + 8 + count * 4;
  var at = place + 8 + (count + groups) * 4;
  var i = 0;
  while (i < count) {
    if (i > 0 && i % size == 0) at = at - 4;
    if (i > 0 && i % size == 0) i32[at] = separator;
    at = at - 4;
    from = from - 4;
    i32[at] = i32[from];
    i = i + 1;
  }
  return place;
}

// sign 0 for none; align is '<', '>', '^' or '=' (padding between sign with prefix and body).
fn pad_format(head: i32, body: i32, fill: i32, align: i32, width: i32): i32 {
  var missing = width - i32[head] - i32[body];
  if (missing < 0) missing = 0;
  if (align == '=') return concat(head, str_padded(body, fill, missing, 0), 4);
  var whole = concat(head, body, 4);
  var left = align == '>' ? missing : align == '^' ? missing / 2 : 0;
  return str_padded(whole, fill, left, missing - left);
}

fn int_head(x: i64, sign: i32): i32 {
  if (x < 0) return str_char('-');
  if (sign == '-') return part(str_char('-'), 0, 0, 4);
  return str_char(sign);
}

fn float_head(x: f64, sign: i32): i32 {
  return int_head(x == x ? i64_reinterpret_f64(x) : 0, sign);
}

// Half to even, to a power of ten.
fn int_round(x: i64, digits: i64): i64 {
  if (digits >= 0) return x;
  if (digits < -18) {
    if (digits == -19 && int_abs(x) >= 5000000000000000000) raise outside;
    return 0;
  }
  var unit = int_pow(10, 0 - digits);
  var rest = floor_mod(x, unit);
  var base = x - rest;
  if (rest * 2 > unit || rest * 2 == unit && ((base / unit) & 1) != 0) return int_add(base, unit);
  return base;
}

fn digit_value(c: i32): i32 {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 87;
  if (c >= 'A' && c <= 'Z') return c - 55;
  return 99;
}

fn int_parse(text: i32, base: i32): i64 {
  var s = str_strip(text, 0, 3);
  if (!str_isascii(s)) raise outside;
  var i = 0;
  var length = i32[s];
  var negative = 0;
  if (i < length && (i32[s + 8] == '-' || i32[s + 8] == '+')) {
    negative = i32[s + 8] == '-';
    i = 1;
  }
  var prefixed = 0;
  if (i + 1 < length && i32[s + 8 + i * 4] == '0') {
    var letter = i32[s + 12 + i * 4] | 32;
    var implied = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (implied != 0 && (base == 0 || base == implied)) {
      base = implied;
      i = i + 2;
      prefixed = 1;
    }
  }
  var strict = base == 0;
  if (strict) base = 10;
  var value: i64 = 0;
  var digits = 0;
  var previous = prefixed ? '0' : '_';
  while (i < length) {
    var c = i32[s + 8 + i * 4];
    if (c == '_') {
      if (previous == '_') raise ValueError;
    } else {
      if (digit_value(c) >= base) raise ValueError;
      value = int_add(int_mul(value, i64(base)), i64(digit_value(c)));
      digits = digits + 1;
    }
    if (strict && digits > 1 && value < 10 && c != '_' && value != 0) raise ValueError;
    previous = c;
    i = i + 1;
  }
  if (digits == 0 || previous == '_') raise ValueError;
  return negative ? 0 - value : value;
}

fn hex_digit(value: i32): i32 {
  return value < 10 ? value + 48 : value + 87;
}

// repr of a string; with ascii every other character is escaped.
fn str_repr(s: i32, ascii: i32): i32 {
  var quote = str_has(s, 39) && !str_has(s, 34) ? 34 : 39;
  var base = open(i32[s] * 4 + 16);
  var used = 8;
  base = push_pointer(base, used, quote);
  used = used + 4;
  var i = 0;
  while (i < i32[s]) {
    var c = i32[s + 8 + i * 4];
    var escape = c == quote || c == 92 ? c : c == 10 ? 'n' : c == 13 ? 'r' : c == 9 ? 't' : 0;
    var digits = 0;
    if (escape == 0 && (c > 126 && ascii || !char_is(c, 5))) {
      digits = c < 256 ? 2 : c < 65536 ? 4 : 8;
      escape = c < 256 ? 'x' : c < 65536 ? 'u' : 'U';
    }
    if (escape != 0) {
      base = push_pointer(base, used, 92);
      used = used + 4;
    }
    base = push_pointer(base, used, escape != 0 ? escape : c);
    used = used + 4;
    while (digits > 0) {
      digits = digits - 1;
      base = push_pointer(base, used, hex_digit((c >>> (digits * 4)) & 15));
      used = used + 4;
    }
    i = i + 1;
  }
  base = push_pointer(base, used, quote);
  return close(base, base + used + 4, 4);
}

fn float_parse(s: i32): f64 {
  var x = parse_float(s);
  var failed = parse_failed();
  if (failed == 2) raise outside;
  if (failed != 0) raise ValueError;
  return x;
}

fn float_round(x: f64, digits: i64): f64 {
  var rounded = round_digits(x, digits);
  if (rounded - rounded != 0.0 && x - x == 0.0) raise OverflowError;
  return rounded;
}
`;
