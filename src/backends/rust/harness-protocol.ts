/** The part of the harness that is the same for every program: the line protocol of `native.ts`. */
export const PROTOCOL = `use std::fmt::Write as _;
use std::io::{BufRead, Lines, StdinLock, Write as _};
use std::panic::{catch_unwind, AssertUnwindSafe};

pub type Input<'a> = Lines<StdinLock<'a>>;

pub fn line(input: &mut Input) -> Option<String> {
    input.next().and_then(Result::ok)
}

/// Keeps the compiler from seeing through a value.
pub fn opaque<T>(value: T) -> T {
    let value = std::mem::ManuallyDrop::new(value);
    unsafe { std::mem::ManuallyDrop::into_inner(std::ptr::read_volatile(&value)) }
}

pub fn unhex(token: &str) -> Vec<u8> {
    let digits = token.as_bytes().get(1..).unwrap_or_default();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap_or(""), 16).unwrap_or(0)).collect()
}

pub fn json(text: &str) -> String {
    let mut out = String::from('"');
    for unit in text.encode_utf16() {
        match unit {
            0x22 => out.push_str("\\\\\\""),
            0x5c => out.push_str("\\\\\\\\"),
            0x20..=0x7e => out.push(unit as u8 as char),
            _ => { let _ = write!(out, "\\\\u{unit:04x}"); }
        }
    }
    out.push('"');
    out
}

pub fn integer(value: i128, out: &mut String) {
    let _ = if value.unsigned_abs() < 1 << 53 { write!(out, "{value}") } else { write!(out, "{{\\"int\\":\\"{value}\\"}}") };
}

pub fn text_digest(text: &[u8]) -> u32 {
    text.iter().rev().take(16).fold(text.len() as u32, |digest, &byte| digest.wrapping_mul(31).wrapping_add(byte.into()))
}

const EXCEPTIONS: [&str; 12] = [
    "ZeroDivisionError", "ValueError", "IndexError", "KeyError", "TypeError", "OverflowError", "AttributeError", "SyntaxError",
    "NameError", "UnicodeDecodeError", "UnicodeEncodeError", "StopIteration",
];

/// The answer to a panic: its message names Python's exception, or says that a value left the domain.
fn failure(payload: Box<dyn std::any::Any + Send>) -> String {
    let message = match payload.downcast_ref::<String>() {
        Some(message) => message.as_str(),
        None => payload.downcast_ref::<&str>().copied().unwrap_or("panic"),
    };
    if let Some(name) = EXCEPTIONS.iter().find(|name| message.starts_with(*name)) {
        return format!("raises {name} {}", json(message.get(name.len() + 2..).unwrap_or("")));
    }
    if message.starts_with("index out of bounds") {
        return format!("raises IndexError {}", json("index out of range"));
    }
    if message.starts_with("attempt to divide by zero") || message.starts_with("attempt to calculate the remainder with a divisor of zero") {
        return format!("raises ZeroDivisionError {}", json("division by zero"));
    }
    if message.starts_with("outside") || message.starts_with("capacity overflow") {
        return format!("outside {}", json(message));
    }
    format!("crashed {}", json(message))
}

/// Reads inputs, obeys commands.
pub fn serve<I>(read_inputs: fn(&mut Input) -> I, once: fn(&I) -> String, batch: fn(&I, u64) -> String) {
    std::panic::set_hook(Box::new(|_| {}));
    let stdin = std::io::stdin();
    let mut input = stdin.lock().lines();
    let mut inputs = catch_unwind(AssertUnwindSafe(|| read_inputs(&mut input)));
    answer("ready");
    while let Some(command) = line(&mut input) {
        let mut words = command.split(' ');
        match words.next() {
            Some("q") => break,
            Some("i") => {
                inputs = catch_unwind(AssertUnwindSafe(|| read_inputs(&mut input)));
                answer("ok");
            }
            Some(verb) => {
                let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(1u64);
                let done = catch_unwind(AssertUnwindSafe(|| match &inputs {
                    Ok(inputs) if verb == "b" => batch(inputs, count),
                    Ok(inputs) => once(inputs),
                    Err(_) => format!("outside {}", json("an input is outside i64")),
                }));
                answer(&done.unwrap_or_else(failure));
            }
            None => {}
        }
    }
}

fn answer(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
`;
