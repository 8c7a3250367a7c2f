/** sin, cos and tan as musl computes them without fused multiply-add; see `../NOTICE`. */
export const TRIGONOMETRIC = `
// The polynomial of sin(x), by z = x * x.
fn sin_series(z: f64): f64 {
  var w = z * z;
  return 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * 2.75573137070700676789e-06) + z * w * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10);
}

// sin(x) for |x| <= pi/4.
fn kernel_sin(x: f64): f64 {
  var z = x * x;
  return x + z * x * (-1.66666666666666324348e-01 + z * sin_series(z));
}

// sin(x + y) for |x| <= pi/4, where y is the tail of x.
fn kernel_sin_tail(x: f64, y: f64): f64 {
  var z = x * x;
  var v = z * x;
  return x - (z * (0.5 * y - v * sin_series(z)) - y - v * -1.66666666666666324348e-01);
}

// cos(x + y) for |x| <= pi/4, where y is the tail of x.
fn kernel_cos(x: f64, y: f64): f64 {
  var z = x * x;
  var w = z * z;
  var r = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05)) + w * w * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
  var half = 0.5 * z;
  var near = 1.0 - half;
  return near + (1.0 - near - half + (z * r - x * y));
}

// tan(x + y) for |x| <= pi/4, or -1 / tan(x + y).
fn kernel_tan(x: f64, y: f64, inverted: bool): f64 {
  var big = abs(x) >= words(0x3fe59428, 0);
  var a = x;
  var b = y;
  if (big) {
    if (x < 0.0) {
      a = -x;
      b = -y;
    }
    a = 7.85398163397448278999e-01 - a + (3.06161699786838301793e-17 - b);
    b = 0.0;
  }
  var z = a * a;
  var w = z * z;
  var odd = 1.33333333333201242699e-01 + w * (2.18694882948595424599e-02 + w * (3.59207910759131235356e-03 + w * (5.88041240820264096874e-04 + w * (7.81794442939557092300e-05 + w * -1.85586374855275456654e-05))));
  var even = z * (5.39682539762260521377e-02 + w * (8.86323982359930005737e-03 + w * (1.45620945432529025516e-03 + w * (2.46463134818469906812e-04 + w * (7.14072491382608190305e-05 + w * 2.59073051863633712884e-05)))));
  var s = z * a;
  var r = b + z * (s * (odd + even) + b) + s * 3.33333333333334091986e-01;
  var t = a + r;
  if (big) {
    var sign = 1.0;
    if (inverted) sign = -1.0;
    var v = sign - 2.0 * (a + (r - t * t / (t + sign)));
    if (x < 0.0) return -v;
    return v;
  }
  if (!inverted) return t;
  var t_high = words(hi(t), 0);
  var t_low = r - (t_high - a);
  var inverse = -1.0 / t;
  var near = words(hi(inverse), 0);
  return near + inverse * (1.0 + near * t_high + near * t_low);
}

// x less n quarters of a turn, n answered, as the sum of two.
fn reduce_angle(x: f64, y: f64[]): i32 {
  var top = hi(x) & 0x7fffffff;
  var n = 0;
  if (top <= 0x400f6a7a) {
    if ((top & 0xfffff) != 0x921fb) {
      n = 2;
      if (top <= 0x4002d97c) n = 1;
    }
  } else if (top <= 0x4015fdbc) {
    if (top != 0x4012d97c) n = 3;
  } else if (top <= 0x401c463b && top != 0x401921fb) n = 4;
  if (n != 0) {
    if (x < 0.0) n = -n;
    var first = x - f64(n) * 1.57079632673412561417e+00;
    var tail = f64(n) * 6.07710050650619224932e-11;
    y[0] = first - tail;
    y[1] = first - y[0] - tail;
    return n;
  }
  if (top >= 0x413921fb) return reduce_huge(x, y);
  var turns = x * 6.36619772367581382433e-01 + 0x1.8p52 - 0x1.8p52;
  var r = x - turns * 1.57079632673412561417e+00;
  var w = turns * 6.07710050650619224932e-11;
  if (r - w < -0x1.921fb54442d18p-1) {
    turns = turns - 1.0;
    r = x - turns * 1.57079632673412561417e+00;
    w = turns * 6.07710050650619224932e-11;
  } else if (r - w > 0x1.921fb54442d18p-1) {
    turns = turns + 1.0;
    r = x - turns * 1.57079632673412561417e+00;
    w = turns * 6.07710050650619224932e-11;
  }
  y[0] = r - w;
  var exponent = top >> 20;
  if (exponent - ((hi(y[0]) >> 20) & 0x7ff) > 16) {
    var second = r;
    w = turns * 6.07710050630396597660e-11;
    r = second - w;
    w = turns * 2.02226624879595063154e-21 - (second - r - w);
    y[0] = r - w;
    if (exponent - ((hi(y[0]) >> 20) & 0x7ff) > 49) {
      var third = r;
      w = turns * 2.02226624871116645580e-21;
      r = third - w;
      w = turns * 8.47842766036889956997e-32 - (third - r - w);
      y[0] = r - w;
    }
  }
  y[1] = r - y[0] - w;
  return i32(turns);
}

// The same for |x| of 2^20 quarters and more: Payne and Hanek's reduction with as many digits of 2/pi as it takes.
fn reduce_huge(x: f64, y: f64[]): i32 {
  var digits: f64[3];
  var scaled = words((hi(x) & 0x000fffff) | 0x41600000, lo(x));
  digits[0] = f64(i32(scaled));
  scaled = (scaled - digits[0]) * 0x1p24;
  digits[1] = f64(i32(scaled));
  digits[2] = (scaled - digits[1]) * 0x1p24;
  var last = 2;
  while (digits[last] == 0.0) last = last - 1;
  var first = ((hi(x) & 0x7fffffff) >> 20) - 0x416 - 3;
  if (first < 0) first = 0;
  first = div(first, 24);
  var q0 = ((hi(x) & 0x7fffffff) >> 20) - 0x416 - 24 * (first + 1);
  var f: f64[20];
  var q: f64[20];
  var parts: f64[20];
  var i = 0;
  while (i <= last + 4) {
    f[i] = 0.0;
    if (first - last + i >= 0) f[i] = two_over_pi[first - last + i];
    i = i + 1;
  }
  var sum = 0.0;
  var j = 0;
  i = 0;
  while (i <= 4) {
    sum = 0.0;
    j = 0;
    while (j <= last) {
      sum = sum + digits[j] * f[last + i - j];
      j = j + 1;
    }
    q[i] = sum;
    i = i + 1;
  }
  var size = 4;
  var n = 0;
  var half = 0;
  var z = 0.0;
  var again = true;
  while (again) {
    again = false;
    i = 0;
    j = size;
    z = q[size];
    while (j > 0) {
      sum = f64(i32(0x1p-24 * z));
      parts[i] = f64(i32(z - 0x1p24 * sum));
      z = q[j - 1] + sum;
      i = i + 1;
      j = j - 1;
    }
    z = z * words((0x3ff + q0) << 20, 0);
    z = z - 8.0 * floor(z * 0.125);
    n = i32(z);
    z = z - f64(n);
    half = 0;
    if (q0 > 0) {
      i = i32(parts[size - 1]) >> (24 - q0);
      n = n + i;
      parts[size - 1] = parts[size - 1] - f64(i << (24 - q0));
      half = i32(parts[size - 1]) >> (23 - q0);
    } else if (q0 == 0) half = i32(parts[size - 1]) >> 23;
    else if (z >= 0.5) half = 2;
    if (half > 0) {
      n = n + 1;
      var carry = false;
      i = 0;
      while (i < size) {
        if (carry) parts[i] = f64(0xffffff) - parts[i];
        else if (parts[i] != 0.0) {
          carry = true;
          parts[i] = f64(0x1000000) - parts[i];
        }
        i = i + 1;
      }
      if (q0 == 1) parts[size - 1] = f64(i32(parts[size - 1]) & 0x7fffff);
      if (q0 == 2) parts[size - 1] = f64(i32(parts[size - 1]) & 0x3fffff);
      if (half == 2) {
        z = 1.0 - z;
        if (carry) z = z - words((0x3ff + q0) << 20, 0);
      }
    }
    if (z == 0.0) {
      sum = 0.0;
      i = size - 1;
      while (i >= 4) {
        sum = sum + parts[i];
        i = i - 1;
      }
      if (sum == 0.0) {
        var more = 1;
        while (parts[4 - more] == 0.0) more = more + 1;
        i = size + 1;
        while (i <= size + more) {
          f[last + i] = two_over_pi[first + i];
          sum = 0.0;
          j = 0;
          while (j <= last) {
            sum = sum + digits[j] * f[last + i - j];
            j = j + 1;
          }
          q[i] = sum;
          i = i + 1;
        }
        size = size + more;
        again = true;
      }
    }
  }
  if (z == 0.0) {
    size = size - 1;
    q0 = q0 - 24;
    while (parts[size] == 0.0) {
      size = size - 1;
      q0 = q0 - 24;
    }
  } else {
    z = z * words((0x3ff - q0) << 20, 0);
    if (z >= 0x1p24) {
      sum = f64(i32(0x1p-24 * z));
      parts[size] = f64(i32(z - 0x1p24 * sum));
      size = size + 1;
      q0 = q0 + 24;
      parts[size] = sum;
    } else parts[size] = f64(i32(z));
  }
  sum = words((0x3ff + q0) << 20, 0);
  i = size;
  while (i >= 0) {
    q[i] = sum * parts[i];
    sum = sum * 0x1p-24;
    i = i - 1;
  }
  // pi/2 times the fraction, f now holds the products
  i = size;
  while (i >= 0) {
    sum = 0.0;
    j = 0;
    while (j <= 4 && j <= size - i) {
      sum = sum + half_pi[j] * q[i + j];
      j = j + 1;
    }
    f[size - i] = sum;
    i = i - 1;
  }
  sum = 0.0;
  i = size;
  while (i >= 0) {
    sum = sum + f[i];
    i = i - 1;
  }
  y[0] = sum;
  sum = f[0] - sum;
  i = 1;
  while (i <= size) {
    sum = sum + f[i];
    i = i + 1;
  }
  y[1] = sum;
  if (half != 0) {
    y[0] = -y[0];
    y[1] = -y[1];
  }
  n = n & 7;
  if (x < 0.0) {
    y[0] = -y[0];
    y[1] = -y[1];
    return -n;
  }
  return n;
}

fn math_sin(x: f64): f64 {
  var top = hi(x) & 0x7fffffff;
  if (x != x) return x;
  if (top >= 0x7ff00000) raise ValueError;
  if (top < 0x3e500000) return x;
  if (top <= 0x3fe921fb) return kernel_sin(x);
  var y: f64[2];
  var n = reduce_angle(x, y) & 3;
  if (n == 0) return kernel_sin_tail(y[0], y[1]);
  if (n == 1) return kernel_cos(y[0], y[1]);
  if (n == 2) return -kernel_sin_tail(y[0], y[1]);
  return -kernel_cos(y[0], y[1]);
}

fn math_cos(x: f64): f64 {
  var top = hi(x) & 0x7fffffff;
  if (x != x) return x;
  if (top >= 0x7ff00000) raise ValueError;
  if (top < 0x3e46a09e) return 1.0;
  if (top <= 0x3fe921fb) return kernel_cos(x, 0.0);
  var y: f64[2];
  var n = reduce_angle(x, y) & 3;
  if (n == 0) return kernel_cos(y[0], y[1]);
  if (n == 1) return -kernel_sin_tail(y[0], y[1]);
  if (n == 2) return -kernel_cos(y[0], y[1]);
  return kernel_sin_tail(y[0], y[1]);
}

fn math_tan(x: f64): f64 {
  var top = hi(x) & 0x7fffffff;
  if (x != x) return x;
  if (top >= 0x7ff00000) raise ValueError;
  if (top < 0x3e400000) return x;
  if (top <= 0x3fe921fb) return kernel_tan(x, 0.0, false);
  var y: f64[2];
  var n = reduce_angle(x, y) & 1;
  return kernel_tan(y[0], y[1], n == 1);
}
`;
