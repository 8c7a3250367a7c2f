import { helpers } from './helper';

const floored = (name: string, bits: 64 | 128) => ({
  div: `/// Quotient rounded towards minus infinity, as Python's \`//\`.
fn ${name}(a: i${bits}, b: i${bits}) -> i${bits} {
    let quotient = a / b;
    if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient }
}`,
  mod: `/// Remainder with the sign of the divisor, as Python's \`%\`.
fn ${name}(a: i${bits}, b: i${bits}) -> i${bits} {
    let rest = a.wrapping_rem(b);
    if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
}`,
});

const range = (name: string, bits: 64 | 128) => `/// Python's range with any step.
fn ${name}(start: i${bits}, stop: i${bits}, step: i${bits}) -> impl DoubleEndedIterator<Item = i${bits}> {
    let count = match step.signum() {
        0 => panic!("ValueError: range() arg 3 must not be zero"),
        1 if start < stop => (stop - start - 1) / step + 1,
        -1 if start > stop => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    (0..count).map(move |i| start + i * step)
}`;

const shiftLeft = (name: string, bits: 64 | 128) => `/// \`a << b\`; a value that does not fit is reported.
fn ${name}(a: i${bits}, b: i${bits}) -> i${bits} {
    if b < 0 {
        panic!("ValueError: negative shift count");
    }
    if a == 0 {
        return 0;
    }
    if b >= ${bits} || (a << b) >> b != a {
        panic!("outside i${bits}");
    }
    a << b
}`;

const shiftRight = (name: string, bits: 64 | 128) => `fn ${name}(a: i${bits}, b: i${bits}) -> i${bits} {
    if b < 0 {
        panic!("ValueError: negative shift count");
    }
    a >> b.min(${bits - 1})
}`;

/** Ints. A panic's message begins with the name of Python's exception, or with `outside`. */
export const INT_HELPERS = helpers({
  floor_div: { text: floored('floor_div', 64).div },
  floor_mod: { text: floored('floor_mod', 64).mod },
  floor_div_128: { text: floored('floor_div_128', 128).div },
  floor_mod_128: { text: floored('floor_mod_128', 128).mod },
  floor_div_checked: {
    text: `/// Floored quotient; the one that does not fit is reported.
fn floor_div_checked(a: i64, b: i64) -> i64 {
    if b == -1 { a.checked_neg().expect("outside i64") } else { floor_div(a, b) }
}`,
    needs: ['floor_div'],
  },
  range: { text: range('range', 64) },
  range_128: { text: range('range_128', 128) },
  shift_left: { text: shiftLeft('shift_left', 64) },
  shift_left_128: { text: shiftLeft('shift_left_128', 128) },
  shift_right: { text: shiftRight('shift_right', 64) },
  shift_right_128: { text: shiftRight('shift_right_128', 128) },
  pow_mod: {
    text: `/// \`pow(base, exponent, modulus)\` by repeated squaring.
fn pow_mod(base: i64, mut exponent: i64, modulus: i64) -> i64 {
    if modulus == 0 {
        panic!("ValueError: pow() 3rd argument cannot be 0");
    }
    let m = i128::from(modulus);
    let (mut square, mut result) = (i128::from(base) % m, 1 % m);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * square % m;
        }
        square = square * square % m;
        exponent >>= 1;
    }
    if result != 0 && (result < 0) != (m < 0) { (result + m) as i64 } else { result as i64 }
}`,
  },
  isqrt: {
    text: `/// The whole part of the square root.
fn isqrt(n: i64) -> i64 {
    if n < 0 {
        panic!("ValueError: isqrt() argument must be nonnegative");
    }
    let mut root = (n as f64).sqrt() as i64;
    while i128::from(root) * i128::from(root) > i128::from(n) {
        root -= 1;
    }
    while (i128::from(root) + 1) * (i128::from(root) + 1) <= i128::from(n) {
        root += 1;
    }
    root
}`,
  },
  gcd: {
    text: `/// Greatest common divisor, by Euclid.
fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).expect("outside i64")
}`,
  },
  lcm: {
    text: `/// Least common multiple.
fn lcm(a: i64, b: i64) -> i128 {
    if a == 0 || b == 0 {
        return 0;
    }
    (i128::from(a) / i128::from(gcd(a, b)) * i128::from(b)).abs()
}`,
    needs: ['gcd'],
  },
  comb: {
    text: `/// Number of ways to choose k of n.
fn comb(n: i64, k: i64) -> i128 {
    if n < 0 || k < 0 {
        panic!("ValueError: arguments must be non-negative integers");
    }
    if k > n {
        return 0;
    }
    (0..k.min(n - k)).fold(1i128, |ways, i| ways.checked_mul(i128::from(n - i)).expect("outside i128") / i128::from(i + 1))
}`,
  },
  perm: {
    text: `/// Number of ways to arrange k of n.
fn perm(n: i64, k: i64) -> i128 {
    if n < 0 || k < 0 {
        panic!("ValueError: arguments must be non-negative integers");
    }
    if k > n {
        return 0;
    }
    (0..k).fold(1i128, |ways, i| ways.checked_mul(i128::from(n - i)).expect("outside i128"))
}`,
  },
  factorial: {
    text: `fn factorial(n: i64) -> i128 {
    if n < 0 {
        panic!("ValueError: factorial() not defined for negative values");
    }
    (2..=i128::from(n)).fold(1i128, |product, i| product.checked_mul(i).expect("outside i128"))
}`,
  },
  round_int: {
    text: `/// round(n, digits) of an int: a negative number of digits rounds to tens, hundreds …, a tie to even.
fn round_int(n: i64, digits: i64) -> i64 {
    if digits >= 0 {
        return n;
    }
    let unit = match 10i128.checked_pow(digits.unsigned_abs().min(64) as u32) {
        Some(unit) => unit,
        None => return 0,
    };
    let (quotient, rest) = (i128::from(n).div_euclid(unit), i128::from(n).rem_euclid(unit));
    let up = rest * 2 > unit || (rest * 2 == unit && quotient % 2 != 0);
    i64::try_from((quotient + i128::from(up)) * unit).expect("outside i64")
}`,
  },
});
