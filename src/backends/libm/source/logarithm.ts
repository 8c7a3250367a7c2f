/** log, log2, log10 and log1p as musl computes them without fused multiply-add; see `../NOTICE`. */
export const LOGARITHM = `
// The natural logarithm of a positive finite x.
fn log_positive(x: f64): f64 {
  if (x >= 0.9375 && x < 0x1.109p0) {
    if (x == 1.0) return 0.0;
    var d = x - 1.0;
    var d2 = d * d;
    var d3 = d * d2;
    var tail = d3 * (0x1.5555555555577p-2 + d * -0x1.ffffffffffdcbp-3 + d2 * 0x1.999999995dd0cp-3 + d3 * (-0x1.55555556745a7p-3 + d * 0x1.24924a344de3p-3 + d2 * -0x1.fffffa4423d65p-4 + d3 * (0x1.c7184282ad6cap-4 + d * -0x1.999eb43b068ffp-4 + d2 * 0x1.78182f7afd085p-4 + d3 * -0x1.5521375d145cdp-4)));
    var big = d * 0x1p27;
    var d_high = d + big - big;
    var d_low = d - d_high;
    var square = d_high * d_high * -0.5;
    var near = d + square;
    var rest = d - near + square + -0.5 * d_low * (d_high + d);
    return tail + rest + near;
  }
  var high = hi(x);
  var low = lo(x);
  if (high < 0x00100000) {
    var normal = x * 0x1p52;
    high = hi(normal) - 0x03400000;
    low = lo(normal);
  }
  var offset = high - 0x3fe60000;
  var index = ((offset >> 13) & 127) << 1;
  var k = f64(offset >> 20);
  var z = words(high - (offset & -0x100000), low);
  var r = (z - log_centers[index] - log_centers[index + 1]) * log_table[index];
  var w = k * 0x1.62e42fefa3800p-1 + log_table[index + 1];
  var upper = w + r;
  var lower = w - upper + r + k * 0x1.ef35793c76730p-45;
  var r2 = r * r;
  return lower + r2 * -0x1.0000000000001p-1 + r * r2 * (0x1.555555551305bp-2 + r * -0x1.fffffffeb459p-3 + r2 * (0x1.999b324f10111p-3 + r * -0x1.55575e506c89fp-3)) + upper;
}

fn math_log(x: f64): f64 {
  if (x <= 0.0) raise ValueError;
  if (x - x != 0.0) return x;
  return log_positive(x);
}

// The binary logarithm of a positive finite x.
fn log2_positive(x: f64): f64 {
  if (x >= 1.0 - 0x1.5b51p-5 && x < 1.0 + 0x1.6ab2p-5) {
    if (x == 1.0) return 0.0;
    var d = x - 1.0;
    var d_high = words(hi(d), 0);
    var d_low = d - d_high;
    var near = d_high * 0x1.7154765200000p+0;
    var rest = d_low * 0x1.7154765200000p+0 + d * 0x1.705fc2eefa200p-33;
    var d2 = d * d;
    var d4 = d2 * d2;
    var q = d2 * (-0x1.71547652b82fep-1 + d * 0x1.ec709dc3a03f7p-2);
    var y = near + q;
    rest = rest + (near - y + q);
    rest = rest + d4 * (-0x1.71547652b7c3fp-2 + d * 0x1.2776c50f05be4p-2 + d2 * (-0x1.ec709dd768fe5p-3 + d * 0x1.a61761ec4e736p-3) + d4 * (-0x1.7153fbc64a79bp-3 + d * 0x1.484d154f01b4ap-3 + d2 * (-0x1.289e4a72c383cp-3 + d * 0x1.0b32f285aee66p-3)));
    return y + rest;
  }
  var high = hi(x);
  var low = lo(x);
  if (high < 0x00100000) {
    var normal = x * 0x1p52;
    high = hi(normal) - 0x03400000;
    low = lo(normal);
  }
  var offset = high - 0x3fe60000;
  var index = ((offset >> 14) & 63) << 1;
  var k = f64(offset >> 20);
  var z = words(high - (offset & -0x100000), low);
  var r = (z - log2_centers[index] - log2_centers[index + 1]) * log2_table[index];
  var r_high = words(hi(r), 0);
  var r_low = r - r_high;
  var t1 = r_high * 0x1.7154765200000p+0;
  var t2 = r_low * 0x1.7154765200000p+0 + r * 0x1.705fc2eefa200p-33;
  var t3 = k + log2_table[index + 1];
  var upper = t3 + t1;
  var lower = t3 - upper + t1 + t2;
  var r2 = r * r;
  var r4 = r2 * r2;
  var p = -0x1.71547652b8339p-1 + r * 0x1.ec709dc3a04bep-2 + r2 * (-0x1.7154764702ffbp-2 + r * 0x1.2776c50034c48p-2) + r4 * (-0x1.ec7b328ea92bcp-3 + r * 0x1.a6225e117f92ep-3);
  return lower + r2 * p + upper;
}

fn math_log2(x: f64): f64 {
  if (x <= 0.0) raise ValueError;
  if (x - x != 0.0) return x;
  return log2_positive(x);
}

// log1p of f less f - f²/2, by s = f / (2 + f).
fn log_rest(s: f64): f64 {
  var z = s * s;
  var w = z * z;
  var even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  var odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  return odd + even;
}

fn math_log10(x: f64): f64 {
  if (x <= 0.0) raise ValueError;
  if (x - x != 0.0) return x;
  if (x == 1.0) return 0.0;
  var y = x;
  var k = 0;
  if (hi(x) < 0x00100000) {
    y = x * 0x1p54;
    k = -54;
  }
  var high = hi(y) + (0x3ff00000 - 0x3fe6a09e);
  k = k + (high >> 20) - 0x3ff;
  var f = words((high & 0x000fffff) + 0x3fe6a09e, lo(y)) - 1.0;
  var hfsq = 0.5 * f * f;
  var s = f / (2.0 + f);
  var rest = log_rest(s);
  var upper = words(hi(f - hfsq), 0);
  var lower = f - upper - hfsq + s * (hfsq + rest);
  var main = upper * 4.34294481878168880939e-01;
  var exponent = f64(k) * 3.01029995663611771306e-01;
  var small = f64(k) * 3.69423907715893078616e-13 + (lower + upper) * 2.50829467116452752298e-11 + lower * 4.34294481878168880939e-01;
  var w = exponent + main;
  small = small + (exponent - w + main);
  return small + w;
}

fn math_log1p(x: f64): f64 {
  if (x <= -1.0) raise ValueError;
  if (x - x != 0.0) return x;
  var top = hi(x) & 0x7fffffff;
  if (top < 0x3ca00000) return x;
  var k = 0;
  var f = x;
  var c = 0.0;
  if (top >= 0x3fda827a || x < 0.0 && top > 0x3fd2bec4) {
    var u = 1.0 + x;
    var high = hi(u) + (0x3ff00000 - 0x3fe6a09e);
    k = (high >> 20) - 0x3ff;
    if (k < 54) {
      c = x - (u - 1.0);
      if (k >= 2) c = 1.0 - (u - x);
      c = c / u;
    }
    f = words((high & 0x000fffff) + 0x3fe6a09e, lo(u)) - 1.0;
  }
  var hfsq = 0.5 * f * f;
  var s = f / (2.0 + f);
  var rest = log_rest(s);
  return s * (hfsq + rest) + (f64(k) * 1.90821492927058770002e-10 + c) - hfsq + f + f64(k) * 6.93147180369123816490e-01;
}
`;
