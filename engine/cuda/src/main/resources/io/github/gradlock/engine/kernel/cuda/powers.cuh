// Powers, and logarithms to base 2, of binary64: those of java.lang.StrictMath (rule 6) by fdlibm 5.3, see elementary.cuh for its notice; base 2 as the
// class Binary of the engine has it.
#pragma once
#include "trigonometric.cuh"

// x * 2^n, rounded once.
__device__ inline double times_power_of_2(double x, int n) {
  if (n > 1023) {
    x *= power_of_2(1023);
    n -= 1023;
    if (n > 1023) {
      x *= power_of_2(1023);
      n -= 1023;
      if (n > 1023) n = 1023;
    }
  } else if (n < -1022) {
    // The last factor alone rounds: what comes before keeps 53 bits above the subnormal numbers.
    x *= power_of_2(-1022 + 53);
    n += 1022 - 53;
    if (n < -1022) {
      x *= power_of_2(-1022 + 53);
      n += 1022 - 53;
      if (n < -1022) n = -1022;
    }
  }
  return x * power_of_2(n);
}

// log2 of a positive number as high + low, the high part in the upper word.
__device__ inline void logarithm_2_parts(double x, double& high, double& low) {
  int n = 0;
  if (high_word(x) < 0x00100000) {
    x *= 9007199254740992.0;
    n = -53;
  }
  int size = high_word(x);
  n += (size >> 20) - 0x3ff;
  int j = size & 0x000fffff;
  size = j | 0x3ff00000;
  int k = 0;
  if (j > 0x3988e) {
    if (j < 0xbb67a) {
      k = 1;
    } else {
      n += 1;
      size -= 0x00100000;
    }
  }
  x = with_high_word(x, size);
  double base = k ? 1.5 : 1.0;
  double u = x - base;
  double v = 1 / (x + base);
  double ss = u * v;
  double s_high = without_low_word(ss);
  double t_high = of_high_word(((size >> 1) | 0x20000000) + 0x00080000 + (k << 18));
  double t_low = x - (t_high - base);
  double s_low = v * ((u - s_high * t_high) - s_high * t_low);
  double s2 = ss * ss;
  double r = s2 * s2 *
             (5.99999999999994648725e-01 +
              s2 * (4.28571428578550184252e-01 +
                    s2 * (3.33333329818377432918e-01 +
                          s2 * (2.72728123808534006489e-01 + s2 * (2.30660745775561754067e-01 + s2 * 2.06975017800338417784e-01)))));
  r += s_low * (s_high + ss);
  s2 = s_high * s_high;
  t_high = without_low_word(3.0 + s2 + r);
  t_low = r - ((t_high - 3.0) - s2);
  u = s_high * t_high;
  v = s_low * t_high + t_low * ss;
  double p_high = without_low_word(u + v);
  double p_low = v - (p_high - u);
  double z_high = 9.61796700954437255859e-01 * p_high;
  double dp_high = k ? 5.84962487220764160156e-01 : 0.0;
  double dp_low = k ? 1.35003920212974897128e-08 : 0.0;
  double z_low = -7.02846165095275826516e-09 * p_high + p_low * 9.61796693925975554329e-01 + dp_low;
  double t = n;
  high = without_low_word(((z_high + z_low) + dp_high) + t);
  low = z_low - (((high - t) - dp_high) - z_high);
}

// x^y for x neither zero nor infinite nor ±1, and a sign that stands before the result.
__device__ inline double power_of_magnitude(double a, double y, double sign) {
  double t1, t2;
  if (magnitude_of(y) > 0x1.00000ffffffffp31) {
    // Only the nearest of 1 give anything but nothing and infinity.
    if (a < 0x1.fffff00000000p-1) return y < 0 ? sign * INFINITE : sign * 0.0;
    if (a > 0x1.00000ffffffffp0) return y > 0 ? sign * INFINITE : sign * 0.0;
    double t = a - 1;
    double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    double u = 1.44269502162933349609e+00 * t;
    double v = t * 1.92596299112661746887e-08 - w * 1.44269504088896338700e+00;
    t1 = without_low_word(u + v);
    t2 = v - (t1 - u);
  } else {
    logarithm_2_parts(a, t1, t2);
  }
  double y1 = without_low_word(y);
  double p_low = (y - y1) * t1 + y * t2;
  double p_high = y1 * t1;
  double z = p_low + p_high;
  int j = high_word(z);
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | (int)low_word(z)) != 0) return sign * INFINITE;
    if (p_low + 8.0085662595372944372e-17 > z - p_high) return sign * INFINITE;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (((j - (int)0xc090cc00) | (int)low_word(z)) != 0) return sign * 0.0;
    if (p_low <= z - p_high) return sign * 0.0;
  }
  int i = j & 0x7fffffff;
  int k = (i >> 20) - 0x3ff;
  int n = 0;
  if (i > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    double t = of_high_word(n & ~(0x000fffff >> k));
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    p_high -= t;
  }
  double t = without_low_word(p_low + p_high);
  double u = t * 6.93147182464599609375e-01;
  double v = (p_low - (t - p_high)) * 6.93147180559945286227e-01 + t * -1.90465429995776804525e-09;
  z = u + v;
  double w = v - (z - u);
  t = z * z;
  t1 = z - t * (1.66666666666666019037e-01 +
                t * (-2.77777777770155933842e-03 +
                     t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  double r = (z * t1) / (t1 - 2.0) - (w + z * w);
  z = 1.0 - (r - z);
  j = high_word(z) + (int)((u32)n << 20);
  return sign * ((j >> 20) <= 0 ? times_power_of_2(z, n) : with_high_word(z, j));
}

// With the special cases of C and PyTorch.
__device__ inline double power(double x, double y) {
  if (x == 1 || x == -1 && magnitude_of(y) == INFINITE) return 1;
  if (y == 0) return 1;
  if (is_nan(x) || is_nan(y)) return nan_of(x);
  double a = magnitude_of(x), size = magnitude_of(y);
  if (y == 2) return x * x;
  if (y == 0.5 && x != -INFINITE) return __dsqrt_rn(x + 0.0);
  if (size == 1) return y == 1 ? x : 1 / x;
  if (size == INFINITE) return (a > 1) == (y > 0) ? INFINITE : 0;
  bool negative = high_word(x) < 0;
  bool whole = size >= 9007199254740992.0, odd = false;
  if (!whole && size >= 1) {
    i64 integer = (i64)size;
    whole = (double)integer == size;
    odd = whole && (integer & 1);
  }
  if (a == 0 || a == INFINITE || a == 1) {
    double z = y < 0 ? 1 / a : a;
    if (negative && a == 1 && !whole) return nan_of(x);
    return negative && odd ? -z : z;
  }
  if (negative && !whole) return nan_of(x);
  return power_of_magnitude(a, y, negative && odd ? -1 : 1);
}

__device__ inline double hypotenuse(double x, double y) {
  double a = magnitude_of(x), b = magnitude_of(y);
  if (a == INFINITE || b == INFINITE) return INFINITE;
  if (is_nan(a) || is_nan(b)) return nan_of(x);
  if (b > a) {
    double t = a;
    a = b;
    b = t;
  }
  int high_a = high_word(a), high_b = high_word(b);
  if (high_a - high_b > 0x3c00000) return a + b;
  int k = 0;
  if (a > 0x1.00000ffffffffp500) {
    high_a -= 0x25800000;
    high_b -= 0x25800000;
    a *= power_of_2(-600);
    b *= power_of_2(-600);
    k = 600;
  }
  if (b < power_of_2(-500)) {
    if (b < power_of_2(-1022)) {
      if (b == 0) return a;
      b *= power_of_2(1022);
      a *= power_of_2(1022);
      k -= 1022;
    } else {
      high_a += 0x25800000;
      high_b += 0x25800000;
      a *= power_of_2(600);
      b *= power_of_2(600);
      k -= 600;
    }
  }
  double w = a - b;
  if (w > b) {
    double t1 = of_high_word(high_a);
    double t2 = a - t1;
    w = __dsqrt_rn(t1 * t1 - (b * (-b) - t2 * (a + t1)));
  } else {
    a = a + a;
    double y1 = of_high_word(high_b);
    double y2 = b - y1;
    double t1 = of_high_word(high_a + 0x00100000);
    double t2 = a - t1;
    w = __dsqrt_rn(t1 * y1 - (w * (-w) - (t1 * y2 + t2 * b)));
  }
  return k == 0 ? w : power_of_2(k) * w;
}

// a * b less its rounded value (Dekker).
__device__ __forceinline__ double product_error(double a, double b, double product) {
  double scaled_a = 134217729.0 * a;
  double a_high = scaled_a - (scaled_a - a);
  double a_low = a - a_high;
  double scaled_b = 134217729.0 * b;
  double b_high = scaled_b - (scaled_b - b);
  double b_low = b - b_high;
  return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
}

__device__ inline double exponential_2(double x) {
  if (!(x < 1024)) return x >= 1024 ? INFINITE : nan_of(x);
  if (x < -1080) return 0;
  double whole = rint(x);
  double rest = x - whole;
  double product = rest * 0x1.62e42fefa39efp-1;
  double correction = product_error(rest, 0x1.62e42fefa39efp-1, product) + rest * 0x1.abc9e3b39803fp-56;
  double value = exponential(product);
  return times_power_of_2(value + value * correction, (int)whole);
}

__device__ inline double logarithm_2(double x) {
  if (!(x > 0) || x == INFINITE) return logarithm(x);
  int exponent = 0;
  double mantissa = x;
  if (high_word(x) < 0x00100000) {
    mantissa *= 18014398509481984.0;
    exponent = -54;
  }
  exponent += exponent_of(mantissa) - 1023;
  mantissa = with_high_word(mantissa, (high_word(mantissa) & 0x000fffff) | 0x3ff00000);
  if (mantissa > 0x1.6a09e667f3bcdp0) {
    mantissa /= 2;
    exponent++;
  }
  double value = logarithm(mantissa);
  double product = value * 0x1.71547652b82fep0;
  return exponent + (product + (product_error(value, 0x1.71547652b82fep0, product) + value * 0x1.777d0ffda0d24p-56));
}
