/** asin, acos, atan and atan2 as musl computes them, with CPython's special cases; see `../NOTICE`. */
export const INVERSE = `
// (asin(x) - x) / x³, by z = x * x.
fn asin_ratio(z: f64): f64 {
  var p = z * (1.66666666666666657415e-01 + z * (-3.25565818622400915405e-01 + z * (2.01212532134862925881e-01 + z * (-4.00555345006794114027e-02 + z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
  var q = 1.0 + z * (-2.40339491173441421878e+00 + z * (2.02094576023350569471e+00 + z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));
  return p / q;
}

fn math_asin(x: f64): f64 {
  if (x != x) return x;
  var size = abs(x);
  if (size > 1.0) raise ValueError;
  if (size == 1.0) return x * 1.57079632679489655800e+00;
  var top = hi(size);
  if (top < 0x3fe00000) {
    if (top < 0x3e500000 && top >= 0x00100000) return x;
    return x + x * asin_ratio(x * x);
  }
  var z = (1.0 - size) * 0.5;
  var s = sqrt(z);
  var r = asin_ratio(z);
  var angle = 0.0;
  if (top >= 0x3fef3333) angle = 1.57079632679489655800e+00 - (2.0 * (s + s * r) - 6.12323399573676603587e-17);
  else {
    var near = words(hi(s), 0);
    var c = (z - near * near) / (s + near);
    angle = 0.5 * 1.57079632679489655800e+00 - (2.0 * s * r - (6.12323399573676603587e-17 - 2.0 * c) - (0.5 * 1.57079632679489655800e+00 - 2.0 * near));
  }
  if (x < 0.0) return -angle;
  return angle;
}

fn math_acos(x: f64): f64 {
  if (x != x) return x;
  var size = abs(x);
  if (size > 1.0) raise ValueError;
  if (x == 1.0) return 0.0;
  if (x == -1.0) return 2.0 * 1.57079632679489655800e+00;
  if (hi(size) < 0x3fe00000) {
    if (hi(size) <= 0x3c600000) return 1.57079632679489655800e+00;
    return 1.57079632679489655800e+00 - (x - (6.12323399573676603587e-17 - x * asin_ratio(x * x)));
  }
  var z = (1.0 - size) * 0.5;
  var s = sqrt(z);
  if (x < 0.0) {
    var w = asin_ratio(z) * s - 6.12323399573676603587e-17;
    return 2.0 * (1.57079632679489655800e+00 - (s + w));
  }
  var near = words(hi(s), 0);
  var c = (z - near * near) / (s + near);
  return 2.0 * (near + (asin_ratio(z) * s + c));
}

fn math_atan(x: f64): f64 {
  if (x != x) return x;
  var top = hi(x) & 0x7fffffff;
  var index = 3;
  if (top >= 0x44100000) {
    if (x < 0.0) return -atan_hi[3];
    return atan_hi[3];
  }
  var a = abs(x);
  if (top < 0x3fdc0000) {
    if (top < 0x3e400000) return x;
    a = x;
    index = -1;
  } else if (top < 0x3fe60000) {
    index = 0;
    a = (2.0 * a - 1.0) / (2.0 + a);
  } else if (top < 0x3ff30000) {
    index = 1;
    a = (a - 1.0) / (a + 1.0);
  } else if (top < 0x40038000) {
    index = 2;
    a = (a - 1.5) / (1.0 + 1.5 * a);
  } else a = -1.0 / a;
  var z = a * a;
  var w = z * z;
  var odd = z * (3.33333333333329318027e-01 + w * (1.42857142725034663711e-01 + w * (9.09088713343650656196e-02 + w * (6.66107313738753120669e-02 + w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
  var even = w * (-1.99999999998764832476e-01 + w * (-1.11111104054623557880e-01 + w * (-7.69187620504482999495e-02 + w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
  if (index < 0) return a - a * (odd + even);
  var angle = atan_hi[index] - (a * (odd + even) - atan_lo[index] - a);
  if (x < 0.0) return -angle;
  return angle;
}

// The angle of a point from the positive half of the first axis, its sign that of y.
fn signed_angle(angle: f64, y: f64): f64 {
  if (hi(y) < 0) return -angle;
  return angle;
}

fn math_atan2(y: f64, x: f64): f64 {
  if (x != x || y != y) return nan;
  if (abs(y) == inf) {
    if (x == inf) return signed_angle(0.25 * 3.1415926535897931160, y);
    if (x == -inf) return signed_angle(0.75 * 3.1415926535897931160, y);
    return signed_angle(0.5 * 3.1415926535897931160, y);
  }
  if (abs(x) == inf || y == 0.0) {
    if (hi(x) < 0) return signed_angle(3.1415926535897931160, y);
    return signed_angle(0.0, y);
  }
  if (x == 1.0) return math_atan(y);
  var y_top = hi(y) & 0x7fffffff;
  var x_top = hi(x) & 0x7fffffff;
  if (x == 0.0 || y_top - x_top > 0x04000000) return signed_angle(3.1415926535897931160 / 2.0, y);
  var z = 0.0;
  if (x > 0.0 || x_top - y_top <= 0x04000000) z = math_atan(abs(y / x));
  if (x > 0.0) return signed_angle(z, y);
  if (y > 0.0) return 3.1415926535897931160 - (z - 1.2246467991473531772e-16);
  return z - 1.2246467991473531772e-16 - 3.1415926535897931160;
}
`;
