import { helpers } from './helper';

/** Strings: positions count code points, as in Python. */
export const STRING_HELPERS = helpers({
  words: {
    text: `/// The words between white space.
fn words(s: &str) -> impl DoubleEndedIterator<Item = &str> {
    s.split(is_space).filter(|word| !word.is_empty())
}`,
    needs: ['is_space'],
  },
  char_at: {
    text: `/// The character at a position, from the end when negative.
fn char_at(s: &str, index: i64) -> String {
    let found = if index < 0 {
        s.chars().rev().nth(index.unsigned_abs() as usize - 1)
    } else {
        s.chars().nth(index as usize)
    };
    found.expect("IndexError: string index out of range").to_string()
}`,
  },
  slice_str: {
    text: `/// \`s[start:stop:step]\`
fn slice_str(s: &str, start: Option<i64>, stop: Option<i64>, step: i64) -> String {
    slice(&s.chars().collect::<Vec<_>>(), start, stop, step).into_iter().collect()
}`,
    needs: ['slice'],
  },
  bounded: {
    text: `/// The part of a string that a search looks at; nothing when it starts behind the end.
fn bounded(s: &str, start: Option<i64>, stop: Option<i64>) -> Option<&str> {
    let length = s.chars().count() as i64;
    let place = |bound: i64| if bound < 0 { (bound + length).max(0) } else { bound.min(length) };
    let (from, to) = (start.unwrap_or(0), place(stop.unwrap_or(length)));
    let from = if from < 0 { place(from) } else { from };
    if from > to {
        return None;
    }
    let byte = |position: i64| s.char_indices().nth(position as usize).map_or(s.len(), |(at, _)| at);
    Some(&s[byte(from)..byte(to)])
}`,
  },
  find: {
    text: `/// Position of the first occurrence within the bounds.
fn find(s: &str, wanted: &str, start: Option<i64>, stop: Option<i64>) -> Option<i64> {
    let part = bounded(s, start, stop)?;
    let before = part.find(wanted)?;
    Some(s[..part.as_ptr() as usize - s.as_ptr() as usize + before].chars().count() as i64)
}`,
    needs: ['bounded'],
  },
  rfind: {
    text: `/// Position of the last occurrence within the bounds.
fn rfind(s: &str, wanted: &str, start: Option<i64>, stop: Option<i64>) -> Option<i64> {
    let part = bounded(s, start, stop)?;
    let before = part.rfind(wanted)?;
    Some(s[..part.as_ptr() as usize - s.as_ptr() as usize + before].chars().count() as i64)
}`,
    needs: ['bounded'],
  },
  count: {
    text: `/// Number of occurrences that do not overlap.
fn count(s: &str, wanted: &str) -> i64 {
    s.matches(wanted).count() as i64
}`,
  },
  split: {
    text: `/// \`s.split(separator, most)\`
fn split(s: &str, separator: &str, most: i64) -> Vec<String> {
    if separator.is_empty() {
        panic!("ValueError: empty separator");
    }
    let parts = if most < 0 { usize::MAX } else { most as usize + 1 };
    s.splitn(parts, separator).map(str::to_string).collect()
}`,
  },
  rsplit: {
    text: `/// \`s.rsplit(separator, most)\`
fn rsplit(s: &str, separator: &str, most: i64) -> Vec<String> {
    if separator.is_empty() {
        panic!("ValueError: empty separator");
    }
    let parts = if most < 0 { usize::MAX } else { most as usize + 1 };
    let mut pieces = s.rsplitn(parts, separator).map(str::to_string).collect::<Vec<_>>();
    pieces.reverse();
    pieces
}`,
  },
  split_words: {
    text: `/// \`s.split(None, most)\`
fn split_words(s: &str, most: i64) -> Vec<String> {
    let mut rest = s.trim_start_matches(is_space);
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        if pieces.len() as i64 == most {
            pieces.push(rest.to_string());
            break;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        pieces.push(rest[..end].to_string());
        rest = rest[end..].trim_start_matches(is_space);
    }
    pieces
}`,
    needs: ['is_space'],
  },
  rsplit_words: {
    text: `/// \`s.rsplit(None, most)\`
fn rsplit_words(s: &str, most: i64) -> Vec<String> {
    let mut rest = s.trim_end_matches(is_space);
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        if pieces.len() as i64 == most {
            pieces.push(rest.to_string());
            break;
        }
        let start = rest.rfind(is_space).map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
        pieces.push(rest[start..].to_string());
        rest = rest[..start].trim_end_matches(is_space);
    }
    pieces.reverse();
    pieces
}`,
    needs: ['is_space'],
  },
  splitlines: {
    text: `/// str.splitlines
fn splitlines(s: &str, keep_ends: bool) -> Vec<String> {
    let is_break = |c: char| matches!(c, '\\n' | '\\r' | '\\x0b' | '\\x0c' | '\\x1c'..='\\x1e' | '\\u{85}' | '\\u{2028}' | '\\u{2029}');
    let mut lines = Vec::new();
    let mut rest = s;
    while !rest.is_empty() {
        let end = rest.find(is_break).unwrap_or(rest.len());
        let width = if rest[end..].starts_with("\\r\\n") { 2 } else { rest[end..].chars().next().map_or(0, char::len_utf8) };
        lines.push(rest[..if keep_ends { end + width } else { end }].to_string());
        rest = &rest[end + width..];
    }
    lines
}`,
  },
  replace_some: {
    text: `/// \`s.replace(from, to, count)\`; a negative count replaces all.
fn replace_some(s: &str, from: &str, to: &str, count: i64) -> String {
    if count < 0 { s.replace(from, to) } else { s.replacen(from, to, count as usize) }
}`,
  },
  pad: {
    text: `/// The fill characters on both sides.
fn pad(s: &str, left: i64, right: i64, fill: char) -> String {
    let side = |count: i64| fill.to_string().repeat(count.max(0) as usize);
    format!("{}{s}{}", side(left), side(right))
}`,
  },
  ljust: {
    text: `fn ljust(s: &str, width: i64, fill: char) -> String {
    pad(s, 0, width - s.chars().count() as i64, fill)
}`,
    needs: ['pad'],
  },
  rjust: {
    text: `fn rjust(s: &str, width: i64, fill: char) -> String {
    pad(s, width - s.chars().count() as i64, 0, fill)
}`,
    needs: ['pad'],
  },
  center: {
    text: `/// str.center: an odd space goes left when the width is odd.
fn center(s: &str, width: i64, fill: char) -> String {
    let space = (width - s.chars().count() as i64).max(0);
    let left = space / 2 + (space & width & 1);
    pad(s, left, space - left, fill)
}`,
    needs: ['pad'],
  },
  zfill: {
    text: `/// Zeros on the left, behind a sign.
fn zfill(s: &str, width: i64) -> String {
    let zeros = "0".repeat((width - s.chars().count() as i64).max(0) as usize);
    match s.strip_prefix(|c| c == '+' || c == '-') {
        Some(digits) => format!("{}{zeros}{digits}", &s[..1]),
        None => zeros + s,
    }
}`,
  },
  partition: {
    text: `/// What is before the first separator, the separator, and what is behind it.
fn partition(s: &str, separator: &str) -> (String, String, String) {
    if separator.is_empty() {
        panic!("ValueError: empty separator");
    }
    match s.split_once(separator) {
        Some((head, tail)) => (head.to_string(), separator.to_string(), tail.to_string()),
        None => (s.to_string(), String::new(), String::new()),
    }
}`,
  },
  rpartition: {
    text: `/// What is before the last separator, the separator, and what is behind it.
fn rpartition(s: &str, separator: &str) -> (String, String, String) {
    if separator.is_empty() {
        panic!("ValueError: empty separator");
    }
    match s.rsplit_once(separator) {
        Some((head, tail)) => (head.to_string(), separator.to_string(), tail.to_string()),
        None => (String::new(), String::new(), s.to_string()),
    }
}`,
  },
  remove_prefix: {
    text: `fn remove_prefix(s: &str, prefix: &str) -> String {
    s.strip_prefix(prefix).unwrap_or(s).to_string()
}`,
  },
  remove_suffix: {
    text: `fn remove_suffix(s: &str, suffix: &str) -> String {
    s.strip_suffix(suffix).unwrap_or(s).to_string()
}`,
  },
  expand_tabs: {
    text: `/// Tabs become spaces up to the next multiple of \`size\` columns.
fn expand_tabs(s: &str, size: i64) -> String {
    let mut column = 0i64;
    let mut result = String::new();
    for c in s.chars() {
        if c == '\\t' {
            let spaces = if size > 0 { size - column % size } else { 0 };
            result.push_str(&" ".repeat(spaces as usize));
            column += spaces;
        } else {
            result.push(c);
            column = if c == '\\n' || c == '\\r' { 0 } else { column + 1 };
        }
    }
    result
}`,
  },
  parse_int: {
    text: `/// int(s, base)
fn parse_int(s: &str, base: u32) -> i64 {
    let fail = || -> ! { panic!("ValueError: invalid literal for int() with base {base}") };
    let text = s.trim_matches(is_space);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (base, digits) = match (base, digits.get(..2)) {
        (0 | 16, Some("0x" | "0X")) => (16, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        (0 | 8, Some("0o" | "0O")) => (8, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        (0 | 2, Some("0b" | "0B")) => (2, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        (0, _) if digits.len() > 1 && digits.starts_with('0') && digits.chars().any(|c| c != '0' && c != '_') => fail(),
        (0, _) => (10, digits),
        _ => (base, digits),
    };
    if digits.is_empty() || digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        fail();
    }
    let mut value = 0i64;
    for c in digits.chars().filter(|&c| c != '_') {
        if !c.is_ascii() && c.is_numeric() {
            panic!("outside: a digit of another script");
        }
        let digit = c.to_digit(base).unwrap_or_else(|| fail());
        let signed = if negative { -i64::from(digit) } else { i64::from(digit) };
        value = value.checked_mul(i64::from(base)).and_then(|v| v.checked_add(signed)).expect("outside i64");
    }
    value
}`,
    needs: ['is_space'],
  },
  parse_float: {
    text: `/// float(s)
fn parse_float(s: &str) -> f64 {
    let fail = || -> ! { panic!("ValueError: could not convert string to float") };
    let text = s.trim_matches(is_space);
    if !text.is_ascii() && text.chars().any(char::is_numeric) {
        panic!("outside: a digit of another script");
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).map_or(false, u8::is_ascii_digit);
    if (0..bytes.len()).any(|i| bytes[i] == b'_' && !(i > 0 && digit(i - 1) && digit(i + 1))) {
        fail();
    }
    text.replace('_', "").parse().unwrap_or_else(|_| fail())
}`,
    needs: ['is_space'],
  },
});
