// Elementary functions of binary64 with the bits of java.lang.StrictMath (rule 6). That is defined by the algorithms of fdlibm 5.3, whose constants and
// order of operations stand here:
//
//   Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
//   Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted, provided
//   that this notice is preserved.
#pragma once
#include "common.cuh"

#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
#define INFINITE of_bits((u64)0x7ff0000000000000ull)

__device__ __forceinline__ int high_word(double x) { return (int)(bits_of(x) >> 32); }
__device__ __forceinline__ double with_high_word(double x, int high) { return of_bits((u64)(u32)high << 32 | (bits_of(x) & 0xffffffffull)); }
__device__ __forceinline__ double magnitude_of(double x) { return of_bits(bits_of(x) & (u64)0x7fffffffffffffffull); }
// y * 2^k for a normal y near 1 and a result that is not subnormal.
__device__ __forceinline__ double scaled(double y, int k) { return with_high_word(y, high_word(y) + (int)((u32)k << 20)); }

// x = k ln 2 + high - low for |x| above half of ln 2; returns k.
__device__ __forceinline__ int reduce_ln2(double x, double& high, double& low) {
  if ((high_word(x) & 0x7fffffff) < 0x3ff0a2b2) {
    bool negative = x < 0;
    high = negative ? x + LN2_HIGH : x - LN2_HIGH;
    low = negative ? -LN2_LOW : LN2_LOW;
    return negative ? -1 : 1;
  }
  int k = (int)(1.44269504088896338700e+00 * x + (x < 0 ? -0.5 : 0.5));
  high = x - k * LN2_HIGH;
  low = k * LN2_LOW;
  return k;
}

__device__ inline double exponential(double x) {
  if (is_nan(x)) return x;
  if (x > 7.09782712893383973096e+02) return INFINITE;
  if (x < -7.45133219101941108420e+02) return 0;
  int size = high_word(x) & 0x7fffffff;
  double high = 0, low = 0, r = x;
  int k = 0;
  if (size > 0x3fd62e42) {
    k = reduce_ln2(x, high, low);
    r = high - low;
  } else if (size < 0x3e300000) {
    return 1 + x;
  }
  double t = r * r;
  double c = r - t * (1.66666666666666019037e-01 +
                      t * (-2.77777777770155933842e-03 +
                           t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  if (k == 0) return 1 - ((r * c) / (c - 2) - r);
  double y = 1 - ((low - (r * c) / (2 - c)) - high);
  return k >= -1021 ? scaled(y, k) : scaled(y, k + 1000) * 9.33263618503218878990e-302;
}

__device__ inline double exponential_less_1(double x) {
  if (is_nan(x)) return x;
  if (x > 7.09782712893383973096e+02) return INFINITE;
  int size = high_word(x) & 0x7fffffff;
  if (x < 0 && size >= 0x4043687a) return -1;
  double high, low, r = x, c = 0;
  int k = 0;
  if (size > 0x3fd62e42) {
    k = reduce_ln2(x, high, low);
    r = high - low;
    c = (high - r) - low;
  } else if (size < 0x3c900000) {
    return x;
  }
  double half = 0.5 * r;
  double square = r * half;
  double r1 = 1 + square * (-3.33333333333331316428e-02 +
                            square * (1.58730158725481460165e-03 +
                                      square * (-7.93650757867487942473e-05 +
                                                square * (4.00821782732936239552e-06 + square * -2.01099218183624371326e-07))));
  double t = 3 - r1 * half;
  double e = square * ((r1 - t) / (6 - r * t));
  if (k == 0) return r - (r * e - square);
  e = r * (e - c) - c;
  e -= square;
  if (k == -1) return 0.5 * (r - e) - 0.5;
  if (k == 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scaled(1 - (e - r), k) - 1;
  if (k < 20) return scaled(with_high_word(1, 0x3ff00000 - (0x200000 >> k)) - (e - r), k);
  double y = r - (e + with_high_word(1, (0x3ff - k) << 20));
  return scaled(y + 1, k);
}

// ln of a positive normal number, as k ln 2 + ln (1 + f).
__device__ inline double logarithm(double x) {
  if (is_nan(x)) return x;
  if (x == 0) return -INFINITE;
  if (x < 0) return nan_of(x);
  if (x == INFINITE) return x;
  int k = 0;
  if (high_word(x) < 0x00100000) {
    k = -54;
    x *= 1.80143985094819840000e+16;
  }
  int size = high_word(x);
  k += (size >> 20) - 1023;
  size &= 0x000fffff;
  int halve = (size + 0x95f64) & 0x100000;
  x = with_high_word(x, size | (halve ^ 0x3ff00000));
  k += halve >> 20;
  double f = x - 1;
  double dk = k;
  if ((0x000fffff & (2 + size)) < 3) {
    if (f == 0) return k == 0 ? 0 : dk * LN2_HIGH + dk * LN2_LOW;
    double rest = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - rest : dk * LN2_HIGH - ((rest - dk * LN2_LOW) - f);
  }
  double s = f / (2 + f);
  double z = s * s;
  double w = z * z;
  double t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  double t2 = z * (6.666666666666735130e-01 +
                   w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  double rest = t2 + t1;
  if (((size - 0x6147a) | (0x6b851 - size)) > 0) {
    double half = 0.5 * f * f;
    return k == 0 ? f - (half - s * (half + rest)) : dk * LN2_HIGH - ((half - (s * (half + rest) + dk * LN2_LOW)) - f);
  }
  return k == 0 ? f - s * (f - rest) : dk * LN2_HIGH - ((s * (f - rest) - dk * LN2_LOW) - f);
}

__device__ inline double logarithm_of_1_and(double x) {
  if (is_nan(x)) return x;
  if (x == -1) return -INFINITE;
  if (x < -1) return nan_of(x);
  if (x == INFINITE) return x;
  int high = high_word(x);
  int size = high & 0x7fffffff;
  int k = 1, mantissa = 0;
  double f = 0, c = 0;
  if (high < 0x3fda827a) {
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
    if (high > 0 || high <= (int)0xbfd2bec3) {
      k = 0;
      f = x;
      mantissa = 1;
    }
  }
  if (k != 0) {
    double u;
    if (high < 0x43400000) {
      u = 1 + x;
      k = (high_word(u) >> 20) - 1023;
      c = k > 0 ? 1 - (u - x) : x - (u - 1);
      c /= u;
    } else {
      u = x;
      k = (high_word(u) >> 20) - 1023;
    }
    mantissa = high_word(u) & 0x000fffff;
    if (mantissa < 0x6a09e) {
      u = with_high_word(u, mantissa | 0x3ff00000);
    } else {
      k += 1;
      u = with_high_word(u, mantissa | 0x3fe00000);
      mantissa = (0x00100000 - mantissa) >> 2;
    }
    f = u - 1;
  }
  double half = 0.5 * f * f;
  if (mantissa == 0) {
    if (f == 0) {
      if (k == 0) return 0;
      c += k * LN2_LOW;
      return k * LN2_HIGH + c;
    }
    double rest = half * (1 - 0.66666666666666666 * f);
    return k == 0 ? f - rest : k * LN2_HIGH - ((rest - (k * LN2_LOW + c)) - f);
  }
  double s = f / (2 + f);
  double z = s * s;
  double rest = z * (6.666666666666735130e-01 +
                     z * (3.999999999940941908e-01 +
                          z * (2.857142874366239149e-01 +
                               z * (2.222219843214978396e-01 +
                                    z * (1.818357216161805012e-01 + z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
  return k == 0 ? f - (half - s * (half + rest)) : k * LN2_HIGH - ((half - (s * (half + rest) + (k * LN2_LOW + c))) - f);
}

__device__ inline double logarithm_10(double x) {
  if (is_nan(x)) return x;
  if (x == 0) return -INFINITE;
  if (x < 0) return nan_of(x);
  if (x == INFINITE) return x;
  int k = 0;
  if (high_word(x) < 0x00100000) {
    k = -54;
    x *= 1.80143985094819840000e+16;
  }
  k += (high_word(x) >> 20) - 1023;
  int below = k < 0;
  x = with_high_word(x, (high_word(x) & 0x000fffff) | ((0x3ff - below) << 20));
  double y = k + below;
  double z = y * 3.69423907715893078616e-13 + 4.34294481903251816668e-01 * logarithm(x);
  return z + y * 3.01029995663611771306e-01;
}

__device__ inline double hyperbolic_tangent(double x) {
  if (is_nan(x)) return x;
  int size = high_word(x) & 0x7fffffff;
  double value = 1;
  if (size < 0x40360000) {
    if (size < 0x3c800000) return x * (1 + x);
    if (size >= 0x3ff00000) {
      double t = exponential_less_1(2 * magnitude_of(x));
      value = 1 - 2 / (t + 2);
    } else {
      double t = exponential_less_1(-2 * magnitude_of(x));
      value = -t / (t + 2);
    }
  }
  return x < 0 ? -value : value;
}

__device__ inline double hyperbolic_sine(double x) {
  if (is_nan(x) || magnitude_of(x) == INFINITE) return x;
  int size = high_word(x) & 0x7fffffff;
  double half = x < 0 ? -0.5 : 0.5;
  double a = magnitude_of(x);
  if (size < 0x40360000) {
    if (size < 0x3e300000) return x;
    double t = exponential_less_1(a);
    return size < 0x3ff00000 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
  }
  if (size < 0x40862e42) return half * exponential(a);
  if (a <= 7.10475860073943863426e+02) {
    double w = exponential(0.5 * a);
    double t = half * w;
    return t * w;
  }
  return x < 0 ? -INFINITE : INFINITE;
}

__device__ inline double hyperbolic_cosine(double x) {
  if (is_nan(x)) return x;
  double a = magnitude_of(x);
  int size = high_word(a);
  if (size < 0x3fd62e43) {
    double t = exponential_less_1(a);
    double w = 1 + t;
    return size < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (size < 0x40360000) {
    double t = exponential(a);
    return 0.5 * t + 0.5 / t;
  }
  if (size < 0x40862e42) return 0.5 * exponential(a);
  if (a <= 7.10475860073943863426e+02) {
    double w = exponential(0.5 * a);
    double t = 0.5 * w;
    return t * w;
  }
  return INFINITE;
}
