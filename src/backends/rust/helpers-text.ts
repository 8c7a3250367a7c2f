import { helpers } from './helper';

/** Text of values: repr, and the parts of the format mini-language. */
export const TEXT_HELPERS = helpers({
  float_repr: {
    text: `/// repr(x): the shortest digits that read back as x.
fn float_repr(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    if x.is_infinite() || (x.abs() >= 1e-4 && x.abs() < 1e16) || x == 0.0 {
        let text = x.to_string();
        return if text.contains('.') || x.is_infinite() { text } else { text + ".0" };
    }
    let text = format!("{x:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(("+", exponent), |e| ("-", e));
    format!("{digits}e{sign}{exponent:0>2}")
}`,
  },
  repr_str: {
    text: `/// repr of a string.
fn repr_str(s: &str) -> String {
    let quote = if s.contains('\\'') && !s.contains('"') { '"' } else { '\\'' };
    let mut text = quote.to_string();
    for c in s.chars() {
        match c {
            '\\\\' => text.push_str("\\\\\\\\"),
            '\\n' => text.push_str("\\\\n"),
            '\\r' => text.push_str("\\\\r"),
            '\\t' => text.push_str("\\\\t"),
            _ if c == quote => text.extend(['\\\\', c]),
            _ if is_printable(c) => text.push(c),
            _ if c < '\\u{100}' => text.push_str(&format!("\\\\x{:02x}", c as u32)),
            _ if c < '\\u{10000}' => text.push_str(&format!("\\\\u{:04x}", c as u32)),
            _ => text.push_str(&format!("\\\\U{:08x}", c as u32)),
        }
    }
    text.push(quote);
    text
}`,
    needs: ['is_printable'],
  },
  repr_bytes: {
    text: `/// repr of bytes.
fn repr_bytes(data: &[u8]) -> String {
    let quote = if data.contains(&b'\\'') && !data.contains(&b'"') { b'"' } else { b'\\'' };
    let mut text = format!("b{}", quote as char);
    for &byte in data {
        match byte {
            b'\\n' => text.push_str("\\\\n"),
            b'\\r' => text.push_str("\\\\r"),
            b'\\t' => text.push_str("\\\\t"),
            _ if byte == b'\\\\' || byte == quote => text.extend(['\\\\', byte as char]),
            0x20..=0x7e => text.push(byte as char),
            _ => text.push_str(&format!("\\\\x{byte:02x}")),
        }
    }
    text.push(quote as char);
    text
}`,
  },
  ascii: {
    text: `/// ascii(x) from repr(x).
fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| match c as u32 {
            0..=0x7f => c.to_string(),
            code @ 0x80..=0xff => format!("\\\\x{code:02x}"),
            code @ 0x100..=0xffff => format!("\\\\u{code:04x}"),
            code => format!("\\\\U{code:08x}"),
        })
        .collect()
}`,
  },
  fixed: {
    text: `/// Format \`f\` of a float that is not negative.
fn fixed(x: f64, digits: usize) -> String {
    if x.is_finite() { format!("{x:.digits$}") } else { float_repr(x) }
}`,
    needs: ['float_repr'],
  },
  exponential: {
    text: `/// Format \`e\` of a float that is not negative.
fn exponential(x: f64, digits: usize) -> String {
    if !x.is_finite() {
        return float_repr(x);
    }
    let text = format!("{x:.digits$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(("+", exponent), |e| ("-", e));
    format!("{mantissa}e{sign}{exponent:0>2}")
}`,
    needs: ['float_repr'],
  },
  general: {
    text: `/// Format \`g\` of a float that is not negative.
fn general(x: f64, digits: usize) -> String {
    if !x.is_finite() {
        return float_repr(x);
    }
    let digits = digits.max(1);
    let text = exponential(x, digits - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "+00"));
    let power = exponent.parse::<i64>().unwrap_or(0);
    let trim = |number: &str| if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_string() } else { number.to_string() };
    if power < -4 || power >= digits as i64 {
        return format!("{}e{exponent}", trim(mantissa));
    }
    trim(&fixed(x, (digits as i64 - 1 - power) as usize))
}`,
    needs: ['float_repr', 'exponential', 'fixed'],
  },
  group: {
    text: `/// A separator between groups of three digits of the integral part.
fn group(digits: &str, separator: char) -> String {
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i < whole && (whole - i) % 3 == 0 {
            text.push(separator);
        }
        text.push(c);
    }
    text
}`,
  },
  pad_number: {
    text: `/// Sign and digits in a field.
fn pad_number(sign: &str, digits: &str, fill: char, align: char, width: usize) -> String {
    let space = width.saturating_sub(sign.len() + digits.chars().count());
    let side = |count: usize| fill.to_string().repeat(count);
    match align {
        '<' => format!("{sign}{digits}{}", side(space)),
        '^' => format!("{}{sign}{digits}{}", side(space / 2), side(space - space / 2)),
        '=' => format!("{sign}{}{digits}", side(space)),
        _ => format!("{}{sign}{digits}", side(space)),
    }
}`,
  },
});
