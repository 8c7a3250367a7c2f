import { helpers } from './helper';

const floatToInt = (name: string, bits: 64 | 128) => `/// The integral part of a float.
fn ${name}(x: f64) -> i${bits} {
    if x.is_nan() {
        panic!("ValueError: cannot convert float NaN to integer");
    }
    if x.is_infinite() {
        panic!("OverflowError: cannot convert float infinity to integer");
    }
    if x.abs() >= ${bits === 64 ? '9223372036854775808.0' : '170141183460469231731687303715884105728.0'} {
        panic!("outside i${bits}");
    }
    x as i${bits}
}`;

/** Floats. A panic's message begins with the name of Python's exception, or with `outside`. */
export const FLOAT_HELPERS = helpers({
  true_div: {
    text: `/// a / b rounded once: enough bits of the quotient, and one more when the division left a rest.
fn true_div(a: i128, b: i128) -> f64 {
    if b == 0 {
        panic!("ZeroDivisionError: division by zero");
    }
    if a == 0 {
        return if b < 0 { -0.0 } else { 0.0 };
    }
    let (dividend, divisor) = (a.unsigned_abs(), b.unsigned_abs());
    let shift = dividend.leading_zeros();
    let shifted = dividend << shift;
    let quotient = shifted / divisor | u128::from(shifted % divisor != 0);
    let magnitude = quotient as f64 * 0.5f64.powi(shift as i32);
    if (a < 0) != (b < 0) { -magnitude } else { magnitude }
}`,
  },
  not_nan: {
    text: `/// A float that is looked for in a container, where Python knows NaN by identity.
fn not_nan(x: f64) -> f64 {
    if x.is_nan() {
        panic!("outside: NaN is compared inside a container");
    }
    x
}`,
  },
  divide: {
    text: `/// Float division that raises on zero, as in Python.
fn divide(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        panic!("ZeroDivisionError: division by zero");
    }
    a / b
}`,
  },
  floor_mod_float: {
    text: `/// Float remainder with the sign of the divisor, as Python's \`%\`.
fn floor_mod_float(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        panic!("ZeroDivisionError: division by zero");
    }
    let rest = a % b;
    if rest == 0.0 {
        0.0f64.copysign(b)
    } else if (rest < 0.0) != (b < 0.0) {
        rest + b
    } else {
        rest
    }
}`,
  },
  floor_div_float: {
    text: `/// Floored float quotient, computed as CPython does.
fn floor_div_float(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        panic!("ZeroDivisionError: division by zero");
    }
    let rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0f64.copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}`,
  },
  power: {
    text: `/// Float power with Python's exceptions; the base is not negative or the exponent is whole.
fn power(x: f64, y: f64) -> f64 {
    if x == 0.0 && y < 0.0 {
        panic!("ZeroDivisionError: zero to a negative power");
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        panic!("OverflowError: result too large");
    }
    result
}`,
  },
  native_pow: {
    text: `/// The machine's pow with the exceptions of math.pow.
fn native_pow(x: f64, y: f64) -> f64 {
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || (x == 0.0 && y < 0.0) {
            panic!("ValueError: math domain error");
        }
        if result.is_infinite() {
            panic!("OverflowError: math range error");
        }
    }
    result
}`,
  },
  math: {
    text: `/// A function of the math library; \`pole\` is raised when a number has no finite image.
fn math(x: f64, function: fn(f64) -> f64, pole: &str) -> f64 {
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        panic!("ValueError: math domain error");
    }
    if result.is_infinite() && x.is_finite() {
        panic!("{pole}");
    }
    result
}`,
  },
  sqrt: {
    text: `fn sqrt(x: f64) -> f64 {
    if x < 0.0 {
        panic!("ValueError: expected a nonnegative input");
    }
    x.sqrt()
}`,
  },
  fmod: {
    text: `fn fmod(x: f64, y: f64) -> f64 {
    if (x.is_infinite() && !y.is_nan()) || (y == 0.0 && !x.is_nan()) {
        panic!("ValueError: math domain error");
    }
    x % y
}`,
  },
  is_integer: {
    text: `fn is_integer(x: f64) -> bool {
    x.is_finite() && x.floor() == x
}`,
  },
  min_float: {
    text: `/// The first unless the second is less, as Python compares.
fn min_float(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}`,
  },
  max_float: {
    text: `/// The first unless the second is greater, as Python compares.
fn max_float(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}`,
  },
  float_to_i64: { text: floatToInt('float_to_i64', 64) },
  float_to_i128: { text: floatToInt('float_to_i128', 128) },
  round_half_even: {
    text: `/// Rounds to the nearest whole number, a tie to the even one.
fn round_half_even(x: f64) -> f64 {
    if (x - x.trunc()).abs() == 0.5 { 2.0 * (x / 2.0).round() } else { x.round() }
}`,
  },
  round_digits: {
    text: `/// round(x, digits): correctly rounded from the exact decimal expansion.
fn round_digits(x: f64, digits: i64) -> f64 {
    if !x.is_finite() || digits > 400 {
        return x;
    }
    if digits > 0 {
        return format!("{:.*}", digits as usize, x).parse().unwrap_or(x);
    }
    if digits == 0 {
        return round_half_even(x);
    }
    if digits < -308 {
        return 0.0f64.copysign(x);
    }
    let text = format!("{:.0}", x.abs().trunc());
    let keep = text.len() as i64 + digits;
    if keep < 0 {
        return 0.0f64.copysign(x);
    }
    if keep > 15 {
        panic!("outside: rounding so large a float");
    }
    let (head, tail) = text.split_at(keep as usize);
    let half = format!("5{}", "0".repeat(tail.len() - 1));
    let odd = head.bytes().last().map_or(false, |digit| digit % 2 == 1);
    let up = tail > half.as_str() || (tail == half && (odd || x.fract() != 0.0));
    let kept: f64 = format!("0{head}e{}", tail.len()).parse().unwrap_or(0.0);
    let next: f64 = format!("{}e{}", head.parse::<f64>().unwrap_or(0.0) + 1.0, tail.len()).parse().unwrap_or(0.0);
    let rounded = if up { next } else { kept };
    if rounded.is_infinite() {
        panic!("OverflowError: rounded value too large to represent");
    }
    rounded.copysign(x)
}`,
    needs: ['round_half_even'],
  },
  compare_int_float: {
    text: `/// Compares an int with a float exactly.
fn compare_int_float(a: i128, b: f64) -> Option<std::cmp::Ordering> {
    if b.is_nan() {
        return None;
    }
    if b >= 170141183460469231731687303715884105728.0 {
        return Some(std::cmp::Ordering::Less);
    }
    if b < -170141183460469231731687303715884105728.0 {
        return Some(std::cmp::Ordering::Greater);
    }
    match a.cmp(&(b.trunc() as i128)) {
        std::cmp::Ordering::Equal => 0.0.partial_cmp(&b.fract()),
        other => Some(other),
    }
}`,
  },
  CompensatedSum: {
    text: `/// Neumaier's compensated sum, with which Python adds floats.
#[derive(Clone, Copy)]
struct CompensatedSum {
    total: f64,
    compensation: f64,
}

impl CompensatedSum {
    fn new(total: f64) -> Self {
        CompensatedSum { total, compensation: 0.0 }
    }

    fn add(self, x: f64) -> Self {
        let total = self.total + x;
        let lost = if self.total.abs() >= x.abs() { (self.total - total) + x } else { (x - total) + self.total };
        CompensatedSum { total, compensation: self.compensation + lost }
    }

    fn value(self) -> f64 {
        if self.compensation != 0.0 && self.compensation.is_finite() {
            self.total + self.compensation
        } else {
            self.total
        }
    }
}`,
  },
});
