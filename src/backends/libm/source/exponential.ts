/** exp, expm1 and pow as musl computes them without fused multiply-add; see `../NOTICE`. */
export const EXPONENTIAL = `
// e to the power of x + tail, |tail| < 2^-15.
fn exp_tail(x: f64, tail: f64): f64 {
  var top = hi(x) & 0x7fffffff;
  if (top < 0x3c900000) return 1.0 + x;
  if (top >= 0x40900000) {
    if (x < 0.0) return 0.0;
    return inf;
  }
  var shifted = 0x1.71547652b82fep7 * x + 0x1.8p52;
  var k = lo(shifted);
  var whole = shifted - 0x1.8p52;
  var r = x + whole * -0x1.62e42fefa0000p-8 + whole * -0x1.cf79abc9e3b3ap-47 + tail;
  var index = (k & 127) << 1;
  var bits = exp_table[index + 1];
  var high = add(hi(bits), k << 13);
  var r2 = r * r;
  var rest = exp_table[index] + r + r2 * (0x1.ffffffffffdbdp-2 + r * 0x1.555555555543cp-3) + r2 * r2 * (0x1.55555cf172b91p-5 + r * 0x1.1111167a4d017p-7);
  if (top >= 0x40800000) return exp_extreme(rest, high, lo(bits), k);
  var scale = words(high, lo(bits));
  return scale + scale * rest;
}

// scale * (1 + rest) where the exponent of scale has left its range.
fn exp_extreme(rest: f64, high: i32, low: i32, k: i32): f64 {
  if (k >= 0) {
    var big = words(add(high, -0x3f100000), low);
    return 0x1p1009 * (big + big * rest);
  }
  var scale = words(add(high, 0x3fe00000), low);
  var y = scale + scale * rest;
  if (y < 1.0) {
    // Rounds once, where the result is subnormal.
    var lower = scale - y + scale * rest;
    var upper = 1.0 + y;
    lower = 1.0 - upper + y + lower;
    y = upper + lower - 1.0;
  }
  return 0x1p-1022 * y;
}

fn math_exp(x: f64): f64 {
  if (x != x) return x;
  if (x == inf) return x;
  if (x == -inf) return 0.0;
  var y = exp_tail(x, 0.0);
  if (y == inf) raise OverflowError;
  return y;
}

// e to the power of a finite x, less one.
fn expm1_finite(x: f64): f64 {
  var top = hi(x) & 0x7fffffff;
  if (top >= 0x4043687a) {
    if (x < 0.0) return -1.0;
    if (x > 709.782712893383973096) return inf;
  }
  var k = 0;
  var z = x;
  var c = 0.0;
  if (top > 0x3fd62e42) {
    var upper = 0.0;
    var lower = 0.0;
    if (top < 0x3ff0a2b2) {
      if (x > 0.0) {
        upper = x - 6.93147180369123816490e-01;
        lower = 1.90821492927058770002e-10;
        k = 1;
      } else {
        upper = x + 6.93147180369123816490e-01;
        lower = -1.90821492927058770002e-10;
        k = -1;
      }
    } else {
      var half = 0.5;
      if (x < 0.0) half = -0.5;
      k = i32(1.44269504088896338700 * x + half);
      upper = x - f64(k) * 6.93147180369123816490e-01;
      lower = f64(k) * 1.90821492927058770002e-10;
    }
    z = upper - lower;
    c = upper - z - lower;
  } else {
    if (top < 0x3c900000) return x;
  }
  var hfx = 0.5 * z;
  var hxs = z * hfx;
  var r1 = 1.0 + hxs * (-3.33333333333331316428e-02 + hxs * (1.58730158725481460165e-03 + hxs * (-7.93650757867487942473e-05 + hxs * (4.00821782732936239552e-06 + hxs * -2.01099218183624371326e-07))));
  var t = 3.0 - r1 * hfx;
  var e = hxs * ((r1 - t) / (6.0 - z * t));
  if (k == 0) return z - (z * e - hxs);
  e = z * (e - c) - c - hxs;
  if (k == -1) return 0.5 * (z - e) - 0.5;
  if (k == 1) {
    if (z < -0.25) return -2.0 * (e - (z + 0.5));
    return 1.0 + 2.0 * (z - e);
  }
  var power = words((0x3ff + k) << 20, 0);
  if (k < 0 || k > 56) {
    var y = z - e + 1.0;
    if (k == 1024) return y * 2.0 * 0x1p1023 - 1.0;
    return y * power - 1.0;
  }
  var inverse = words((0x3ff - k) << 20, 0);
  if (k < 20) return (z - e + (1.0 - inverse)) * power;
  return (z - (e + inverse) + 1.0) * power;
}

fn math_expm1(x: f64): f64 {
  if (x != x || x == inf) return x;
  if (x == -inf) return -1.0;
  var y = expm1_finite(x);
  if (y == inf) raise OverflowError;
  return y;
}

// x to the power of y; x positive, both finite, y not 0.
fn pow_positive(x: f64, y: f64): f64 {
  var size = hi(y) & 0x7fffffff;
  if (size < 0x3be00000) {
    if (x == 1.0) return 1.0;
    if (x > 1.0) return 1.0 + y;
    return 1.0 - y;
  }
  if (size >= 0x43e00000) {
    if (x == 1.0) return 1.0;
    if (x > 1.0 && y > 0.0 || x < 1.0 && y < 0.0) return inf;
    return 0.0;
  }
  var high = hi(x);
  var low = lo(x);
  if (high < 0x00100000) {
    var normal = x * 0x1p52;
    high = hi(normal) - 0x03400000;
    low = lo(normal);
  }
  // log(x) = k ln 2 + log(c) + log1p(z / c - 1), twice the precision
  var offset = high - 0x3fe69555;
  var index = ((offset >> 13) & 127) * 3;
  var k = f64(offset >> 20);
  var z_high = high - (offset & -0x100000);
  var z = words(z_high, low);
  var inverse = pow_table[index];
  var log_c = pow_table[index + 1];
  var near = words(z_high + ((low >> 31) & 1), 0);
  var r_high = near * inverse - 1.0;
  var r_low = (z - near) * inverse;
  var r = r_high + r_low;
  var t1 = k * 0x1.62e42fefa3800p-1 + log_c;
  var t2 = t1 + r;
  var lo1 = k * 0x1.ef35793c76730p-45 + pow_table[index + 2];
  var lo2 = t1 - t2 + r;
  var ar = -0.5 * r;
  var ar2 = r * ar;
  var ar3 = r * ar2;
  var ar_high = -0.5 * r_high;
  var ar_high2 = r_high * ar_high;
  var upper = t2 + ar_high2;
  var lo3 = r_low * (ar + ar_high);
  var lo4 = t2 - upper + ar_high2;
  var p = ar3 * (-0x1.555555555556p-1 + r * 0x1.0000000000006p-1 + ar2 * (0x1.999999959554ep-1 + r * -0x1.555555529a47ap-1 + ar2 * (-0x1.2495b9b4845e9p0 + r * 0x1.0002b8b263fc3p0)));
  var lower = lo1 + lo2 + lo3 + lo4 + p;
  var log = upper + lower;
  var log_tail = upper - log + lower;
  // y * log(x), in two parts
  var y_high = words(hi(y), lo(y) & -0x8000000);
  var log_high = words(hi(log), lo(log) & -0x8000000);
  var log_low = log - log_high + log_tail;
  return exp_tail(y_high * log_high, (y - y_high) * log_high + y * log_low);
}

// An odd whole number.
fn is_odd(y: f64): bool {
  var half = abs(y) * 0.5;
  return floor(y) == y && floor(half) != half;
}

// x ** y
fn float_power(x: f64, y: f64): f64 {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x) return x;
  if (y != y) return y;
  var size = abs(x);
  if (y == inf || y == -inf) {
    if (size == 1.0) return 1.0;
    if (size > 1.0 && y > 0.0 || size < 1.0 && y < 0.0) return inf;
    return 0.0;
  }
  var odd = is_odd(y);
  if (size == inf || size == 0.0) {
    if (size == 0.0 && y < 0.0) raise ZeroDivisionError;
    if (y > 0.0) {
      if (odd) return x;
      return size;
    }
    if (odd && x < 0.0) return -0.0;
    return 0.0;
  }
  // The answer is complex.
  if (x < 0.0 && floor(y) != y) raise outside;
  var power = 1.0;
  if (size != 1.0) power = pow_positive(size, y);
  if (power == inf) raise OverflowError;
  if (odd && x < 0.0) return -power;
  return power;
}

fn math_pow(x: f64, y: f64): f64 {
  if (x == 0.0 && y < 0.0 && y - y == 0.0) raise ValueError;
  if (x == 0.0 && y == -inf) return inf;
  if (x < 0.0 && x - x == 0.0 && y - y == 0.0 && floor(y) != y) raise ValueError;
  return float_power(x, y);
}
`;
