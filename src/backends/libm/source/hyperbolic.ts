/** sinh, cosh and tanh as musl computes them, and CPython's hypot; see `../NOTICE`. */
export const HYPERBOLIC = `
// e to the power of x, halved, where the power itself would overflow.
fn half_exp_large(x: f64): f64 {
  var scale = words(0x7fc00000, 0);
  return exp_tail(x - 0x1.62066151add8bp+10, 0.0) * scale * scale;
}

fn math_sinh(x: f64): f64 {
  if (x - x != 0.0) return x;
  var size = abs(x);
  var top = hi(size);
  var half = 0.5;
  if (x < 0.0) half = -0.5;
  if (top < 0x40862e42) {
    var t = expm1_finite(size);
    if (top < 0x3ff00000) {
      if (top < 0x3e500000) return x;
      return half * (2.0 * t - t * t / (t + 1.0));
    }
    return half * (t + t / (t + 1.0));
  }
  var y = half_exp_large(size);
  if (y == inf) raise OverflowError;
  if (x < 0.0) return -y;
  return y;
}

fn math_cosh(x: f64): f64 {
  if (x != x) return x;
  var size = abs(x);
  if (size == inf) return size;
  var top = hi(size);
  if (top < 0x3fe62e42) {
    if (top < 0x3e500000) return 1.0;
    var small = expm1_finite(size);
    return 1.0 + small * small / (2.0 * (1.0 + small));
  }
  if (top < 0x40862e42) {
    var t = exp_tail(size, 0.0);
    return 0.5 * (t + 1.0 / t);
  }
  var y = half_exp_large(size);
  if (y == inf) raise OverflowError;
  return y;
}

fn math_tanh(x: f64): f64 {
  if (x != x) return x;
  var size = abs(x);
  var top = hi(size);
  var t = size;
  if (top > 0x40340000) t = 1.0;
  else if (top > 0x3fe193ea) t = 1.0 - 2.0 / (expm1_finite(2.0 * size) + 2.0);
  else if (top > 0x3fd058ae) {
    t = expm1_finite(2.0 * size);
    t = t / (t + 2.0);
  } else if (top >= 0x00100000) {
    t = expm1_finite(-2.0 * size);
    t = -t / (t + 2.0);
  }
  if (x < 0.0) return -t;
  if (x == 0.0) return x;
  return t;
}

// What is lost when x * x is rounded (Dekker).
fn square_rest(x: f64): f64 {
  var split = 134217729.0 * x;
  var high = split - (split - x);
  var low = x - high;
  return high * high - x * x + 2.0 * high * low + low * low;
}

fn math_hypot(x: f64, y: f64): f64 {
  var a = abs(x);
  var b = abs(y);
  if (a == inf || b == inf) return inf;
  if (a != a || b != b) return nan;
  if (a < b) {
    var less = a;
    a = b;
    b = less;
  }
  if (a == 0.0) return a;
  if (a < 0x1p-1024) return 0x1p-1022 * math_hypot(a / 0x1p-1022, b / 0x1p-1022);
  // A power of two that brings the larger one to 0.5 or more, below 1
  var exponent = (hi(a) >> 20) - 1022;
  var scale = words((1023 - exponent) << 20, 0);
  if (exponent == 1023) scale = 0x1p-1023;
  if (exponent == 1024) scale = 0x1p-1024;
  if (a < 0x1p-1022) {
    scale = 0x1p1022;
    if (a < 0x1p-1023) scale = 0x1p1023;
  }
  var u = x * scale;
  var v = y * scale;
  var u2 = u * u;
  var sum = 1.0 + u2;
  var lost = 1.0 - sum + u2;
  var rest = square_rest(u);
  var v2 = v * v;
  var more = sum + v2;
  lost = lost + (sum - more + v2);
  rest = rest + square_rest(v);
  var h = sqrt(more - 1.0 + (rest + lost));
  var h2 = h * h;
  sum = more - h2;
  lost = lost + (more - sum - h2);
  rest = rest - square_rest(h);
  return (h + (sum - 1.0 + (rest + lost)) / (2.0 * h)) / scale;
}
`;
