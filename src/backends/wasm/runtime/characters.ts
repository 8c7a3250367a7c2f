/**
 * Classes and cases of characters. Latin-1 is answered here; other characters by the host's Unicode tables (`is_class`,
 * `change_case`), which report `outside` when they can't vouch for Python's answer.
 */
export const CHARACTERS = `
fn char_isupper(c: i32): i32 {
  return c >= 'A' && c <= 'Z' || c >= 0xc0 && c <= 0xde && c != 0xd7;
}

fn char_islower(c: i32): i32 {
  return c >= 'a' && c <= 'z' || c >= 0xdf && c != 0xf7 || c == 0xaa || c == 0xb5 || c == 0xba;
}

// kind: 0 alpha, 1 decimal, 2 digit, 3 numeric, 4 alnum, 5 printable, 6 upper, 7 lower, 8 title,
// 9 identifier start, 10 identifier part.
fn char_is(c: i32, kind: i32): i32 {
  if (c > 255) {
    var answer = is_class(c, kind);
    if (answer > 1) raise outside;
    return answer;
  }
  if (kind == 5) return c >= 32 && c < 127 || c > 160 && c != 0xad;
  if (kind == 6) return char_isupper(c);
  if (kind == 7) return char_islower(c);
  if (kind == 8) return 0;
  if (kind > 8) return c == '_' || char_isupper(c) || char_islower(c) || kind == 10 && (c >= '0' && c <= '9' || c == 0xb7);
  if ((kind == 0 || kind == 4) && (char_isupper(c) || char_islower(c))) return 1;
  if (kind == 0) return 0;
  if (c >= '0' && c <= '9') return 1;
  if (kind == 1) return 0;
  if (c == 0xb2 || c == 0xb3 || c == 0xb9) return 1;
  return kind != 2 && c >= 0xbc && c <= 0xbe;
}

// Every character of a string that is not empty.
fn str_is(s: i32, kind: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  if (at == end) return 0;
  while (at < end) {
    if (!char_is(i32[at], kind)) return 0;
    at = at + 4;
  }
  return 1;
}

fn str_isprintable(s: i32): i32 {
  return i32[s] == 0 || str_is(s, 5);
}

fn str_isspace(s: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  if (at == end) return 0;
  while (at < end) {
    if (!char_isspace(i32[at])) return 0;
    at = at + 4;
  }
  return 1;
}

fn str_isascii(s: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  while (at < end) {
    if (i32[at] > 127) return 0;
    at = at + 4;
  }
  return 1;
}

// kind 6: isupper, 7: islower.
fn str_iscase(s: i32, kind: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  var cased = 0;
  while (at < end) {
    if (char_is(i32[at], 13 - kind) || char_is(i32[at], 8)) return 0;
    if (char_is(i32[at], kind)) cased = 1;
    at = at + 4;
  }
  return cased;
}

fn str_istitle(s: i32): i32 {
  var at = s + 8;
  var end = at + i32[s] * 4;
  var cased = 0;
  var inside = 0;
  while (at < end) {
    if (char_is(i32[at], 6) || char_is(i32[at], 8)) {
      if (inside) return 0;
      inside = 1;
      cased = 1;
    } else if (char_is(i32[at], 7)) {
      if (!inside) return 0;
      cased = 1;
    } else inside = 0;
    at = at + 4;
  }
  return cased;
}

fn str_isidentifier(s: i32): i32 {
  var i = 0;
  while (i < i32[s]) {
    if (!char_is(i32[s + 8 + i * 4], i == 0 ? 9 : 10)) return 0;
    i = i + 1;
  }
  return i > 0;
}

// mode: 0 upper, 1 lower, 2 swapcase, 3 capitalize, 4 title, 5 casefold.
fn str_case(s: i32, mode: i32): i32 {
  if (!str_isascii(s)) {
    var changed = change_case(s, mode);
    if (changed == 0) raise outside;
    return changed;
  }
  var place = part(s, 0, i32[s], 4);
  var at = place + 8;
  var end = at + i32[s] * 4;
  var inside = 0;
  while (at < end) {
    var c = i32[at];
    var up = c >= 'A' && c <= 'Z';
    var low = c >= 'a' && c <= 'z';
    if (low && (mode == 0 || mode == 2 || mode >= 3 && mode <= 4 && !inside)) i32[at] = c - 32;
    if (up && (mode == 1 || mode == 2 || mode == 5 || mode >= 3 && inside)) i32[at] = c + 32;
    inside = mode == 3 ? 1 : up || low;
    at = at + 4;
  }
  return place;
}
`;
