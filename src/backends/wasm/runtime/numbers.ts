/** Integer and float arithmetic with Python's results. What leaves 64 bits raises `outside`; integer division by zero is the trap of the instruction itself. */
export const NUMBERS = `
fn int_add(a: i64, b: i64): i64 {
  var sum = a + b;
  if (((a ^ sum) & (b ^ sum)) < 0) raise outside;
  return sum;
}

fn int_sub(a: i64, b: i64): i64 {
  var difference = a - b;
  if (((a ^ b) & (a ^ difference)) < 0) raise outside;
  return difference;
}

fn int_mul(a: i64, b: i64): i64 {
  var product = a * b;
  if (i64(i32(a)) == a && i64(i32(b)) == b) return product;
  if (a != 0 && product / a != b) raise outside;
  return product;
}

fn int_neg(a: i64): i64 {
  if (a == 0 - a && a != 0) raise outside;
  return 0 - a;
}

fn int_abs(a: i64): i64 {
  return a < 0 ? int_neg(a) : a;
}

fn floor_div(a: i64, b: i64): i64 {
  var quotient = a / b;
  return quotient - i64(((a ^ b) < 0) & (quotient * b != a));
}

fn floor_mod(a: i64, b: i64): i64 {
  var rest = a % b;
  return ((rest ^ b) < 0) & (rest != 0) ? rest + b : rest;
}

fn int_pow(base: i64, exponent: i64): i64 {
  var result: i64 = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0) result = int_mul(result, base);
    exponent = exponent >> 1;
    if (exponent > 0) base = int_mul(base, base);
  }
  return result;
}

fn int_powmod(base: i64, exponent: i64, modulus: i64): i64 {
  if (modulus == 0) raise ValueError;
  var result = floor_mod(1, modulus);
  base = floor_mod(base, modulus);
  while (exponent > 0) {
    if ((exponent & 1) != 0) result = floor_mod(int_mul(result, base), modulus);
    exponent = exponent >> 1;
    if (exponent > 0) base = floor_mod(int_mul(base, base), modulus);
  }
  return result;
}

fn int_shl(a: i64, by: i64): i64 {
  if (by < 0) raise ValueError;
  if (a == 0) return 0;
  if (by > 63) raise outside;
  var shifted = a << by;
  if (shifted >> by != a) raise outside;
  return shifted;
}

fn int_shr(a: i64, by: i64): i64 {
  if (by < 0) raise ValueError;
  return a >> (by > 63 ? 63 : by);
}

fn int_truediv(a: i64, b: i64): f64 {
  if (b == 0) raise ZeroDivisionError;
  if (a > 0x20000000000000 || a < -0x20000000000000 || b > 0x20000000000000 || b < -0x20000000000000) raise outside;
  return f64(a) / f64(b);
}

fn int_bit_length(a: i64): i64 {
  return 64 - i64_clz(a < 0 ? 0 - a : a);
}

fn int_bit_count(a: i64): i64 {
  return i64_popcnt(a < 0 ? 0 - a : a);
}

fn int_gcd(a: i64, b: i64): i64 {
  while (b != 0) {
    var rest = b == -1 ? 0 : a % b;
    a = b;
    b = rest;
  }
  return int_abs(a);
}

fn int_lcm(a: i64, b: i64): i64 {
  if (a == 0 || b == 0) return 0;
  return int_abs(int_mul(a / int_gcd(a, b), b));
}

fn int_factorial(n: i64): i64 {
  if (n < 0) raise ValueError;
  if (n > 20) raise outside;
  var product: i64 = 1;
  while (n > 1) {
    product = product * n;
    n = n - 1;
  }
  return product;
}

fn int_perm(n: i64, k: i64): i64 {
  if (n < 0 || k < 0) raise ValueError;
  if (k > n) return 0;
  var product: i64 = 1;
  while (k > 0) {
    product = int_mul(product, n);
    n = n - 1;
    k = k - 1;
  }
  return product;
}

fn int_comb(n: i64, k: i64): i64 {
  if (n < 0 || k < 0) raise ValueError;
  if (k > n) return 0;
  if (k > n - k) k = n - k;
  var product: i64 = 1;
  var i: i64 = 1;
  while (i <= k) {
    product = int_mul(product, n - k + i) / i;
    i = i + 1;
  }
  return product;
}

fn int_isqrt(n: i64): i64 {
  if (n < 0) raise ValueError;
  var root = i64(f64_sqrt(f64(n)));
  while (root > 3037000499 || root * root > n) root = root - 1;
  while (root < 3037000499 && (root + 1) * (root + 1) <= n) root = root + 1;
  return root;
}

fn int_from_float(x: f64): i64 {
  if (x != x) raise ValueError;
  if (x - x != 0.0) raise OverflowError;
  if (x >= 9223372036854775808.0 || x < -9223372036854775808.0) raise outside;
  return i64(x);
}

// -1, 0, 1, or 2 when x is not a number.
fn compare_int_float(a: i64, x: f64): i32 {
  if (x != x) return 2;
  if (x >= 9223372036854775808.0) return -1;
  if (x < -9223372036854775808.0) return 1;
  var whole = i64(x);
  if (a != whole) return a < whole ? -1 : 1;
  var rest = x - f64_trunc(x);
  return rest > 0.0 ? -1 : rest < 0.0 ? 1 : 0;
}

fn float_truediv(a: f64, b: f64): f64 {
  if (b == 0.0) raise ZeroDivisionError;
  return a / b;
}

// C's fmod: exact; the result has the sign of a.
fn float_fmod(a: f64, b: f64): f64 {
  if (f64_abs(a) < f64_abs(b)) return a;
  if (f64_abs(a) < 9007199254740992.0 && f64_trunc(a) == a && f64_trunc(b) == b && b != 0.0)
    return f64_copysign(f64(i64(a) % i64(b)), a);
  return fmod(a, b);
}

fn float_mod(a: f64, b: f64): f64 {
  if (b == 0.0) raise ZeroDivisionError;
  var rest = float_fmod(a, b);
  if (rest == 0.0) return f64_copysign(0.0, b);
  if ((b < 0.0) != (rest < 0.0)) return rest + b;
  return rest;
}

fn float_floordiv(a: f64, b: f64): f64 {
  if (b == 0.0) raise ZeroDivisionError;
  var rest = float_fmod(a, b);
  var quotient = (a - rest) / b;
  if (rest != 0.0 && (b < 0.0) != (rest < 0.0)) quotient = quotient - 1.0;
  if (quotient == 0.0) return f64_copysign(0.0, a / b);
  var whole = f64_floor(quotient);
  if (quotient - whole > 0.5) whole = whole + 1.0;
  return whole;
}

fn float_sqrt(x: f64): f64 {
  if (x < 0.0) raise ValueError;
  return f64_sqrt(x);
}

fn math_fmod(a: f64, b: f64): f64 {
  if (a == a && b == b && (a - a != 0.0 || b == 0.0)) raise ValueError;
  if (b - b != 0.0 && b == b) return a;
  return float_fmod(a, b);
}

fn float_is_integer(x: f64): i32 {
  return x - x == 0.0 && f64_floor(x) == x;
}

// What math.* does with a result: NaN from a number is a domain error, infinity an overflow or a pole.
fn library_result(result: f64, x: f64, overflows: i32): f64 {
  if (result != result && x == x) raise ValueError;
  if (result == result && result - result != 0.0 && x - x == 0.0) {
    if (overflows) raise OverflowError;
    raise ValueError;
  }
  return result;
}

fn engine_float_pow(x: f64, y: f64): f64 {
  if (x == 0.0 && y < 0.0) raise ZeroDivisionError;
  var result = engine_pow(x, y);
  if (result != result && x == x && y == y) raise outside;
  if (result - result != 0.0 && result == result && x - x == 0.0 && y - y == 0.0) raise OverflowError;
  return result;
}

fn engine_math_pow(x: f64, y: f64): f64 {
  if (x == 0.0 && y < 0.0) raise ValueError;
  var result = engine_pow(x, y);
  if (x - x == 0.0 && y - y == 0.0) {
    if (result != result) raise ValueError;
    if (result - result != 0.0) raise OverflowError;
  }
  return result;
}

fn mix(hash: i32, value: i64): i32 {
  var product = (value ^ i64(hash)) * -7046029254386353131;
  return i32(product ^ (product >>> 32)) * 31 + 17;
}
`;
