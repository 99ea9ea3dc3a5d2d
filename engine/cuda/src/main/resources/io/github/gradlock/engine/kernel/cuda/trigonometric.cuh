// Trigonometric functions of binary64 and their inverses, with the bits of java.lang.StrictMath (rule 6), which are those of fdlibm 5.3: see
// elementary.cuh for its notice.
#pragma once
#include "elementary.cuh"

#define PI 3.14159265358979311600e+00
#define HALF_PI 1.57079632679489655800e+00
#define HALF_PI_LOW 6.12323399573676603587e-17
#define QUARTER_PI 7.85398163397448278999e-01

__device__ __forceinline__ double without_low_word(double x) { return of_bits(bits_of(x) & (u64)0xffffffff00000000ull); }
__device__ __forceinline__ double of_high_word(int high) { return of_bits((u64)(u32)high << 32); }
__device__ __forceinline__ u32 low_word(double x) { return (u32)bits_of(x); }
// 2^n for an exponent of a normal number.
__device__ __forceinline__ double power_of_2(int n) { return of_high_word((n + 1023) << 20); }

// Bits of 2/pi behind the point, 24 in each.
static __constant__ int TWO_OVER_PI[] = {
    0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163, 0xABDEBB, 0xC561B7,
    0x246E3A, 0x424DD2, 0xE00649, 0x2EEA09, 0xD1921C, 0xFE1DEB, 0x1CB129, 0xA73EE8, 0x8235F5, 0x2EBB44, 0x84E99C,
    0x7026B4, 0x5F7E41, 0x3991D6, 0x398353, 0x39F49C, 0x845F8B, 0xBDF928, 0x3B1FF8, 0x97FFDE, 0x05980F, 0xEF2F11,
    0x8B5A0A, 0x6D1F6D, 0x367ECF, 0x27CB09, 0xB74F46, 0x3F669E, 0x5FEA2D, 0x7527BA, 0xC7EBE5, 0xF17B3D, 0x0739F7,
    0x8A5292, 0xEA6BFB, 0x5FB11F, 0x8D5D08, 0x560330, 0x46FC7B, 0x6BABF0, 0xCFBC20, 0x9AF436, 0x1DA9E3, 0x91615E,
    0xE61B08, 0x659985, 0x5F14A0, 0x68408D, 0xFFD880, 0x4D7327, 0x310606, 0x1556CA, 0x73A8C9, 0x60E27B, 0xC08C6B};

// High words of the multiples of pi/2 from 1 to 32.
static __constant__ int MULTIPLES[] = {
    0x3FF921FB, 0x400921FB, 0x4012D97C, 0x401921FB, 0x401F6A7A, 0x4022D97C, 0x4025FDBB, 0x402921FB,
    0x402C463A, 0x402F6A7A, 0x4031475C, 0x4032D97C, 0x40346B9C, 0x4035FDBB, 0x40378FDB, 0x403921FB,
    0x403AB41B, 0x403C463A, 0x403DD85A, 0x403F6A7A, 0x40407E4C, 0x4041475C, 0x4042106C, 0x4042D97C,
    0x4043A28C, 0x40446B9C, 0x404534AC, 0x4045FDBB, 0x4046C6CB, 0x40478FDB, 0x404858EB, 0x404921FB};

// pi/2 in pieces of 24 bits.
static __constant__ double HALF_PI_PIECES[] = {
    1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
    1.27065575308067607349e-29, 1.22933308981111328932e-36, 2.73370053816464559624e-44, 2.16741683877804819444e-51};

// An angle as quarter turns and a rest of at most pi/4, high + low.
struct Reduced {
  int quarters;
  double high, low;
};

// Payne and Hanek's reduction for |x| = (x[0] + x[1] 2^-24 + x[2] 2^-48) 2^e0 from 2^19 pi/2 on: 2/pi is multiplied by x in pieces of 24 bits, more
// of them as long as the fraction is zero.
__device__ __forceinline__ Reduced reduce_large(const double (&x)[3], int last, int e0) {
  const int terms = 4;
  const double two24 = 16777216.0, twon24 = 5.96046447753906250000e-08;
  int digits[20];
  double f[20], q[20];
  int from = (e0 - 3) / 24;
  if (from < 0) from = 0;
  int q0 = e0 - 24 * (from + 1);
  for (int i = 0; i <= last + terms; i++) {
    int j = from - last + i;
    f[i] = j < 0 ? 0.0 : (double)TWO_OVER_PI[j];
  }
  for (int i = 0; i <= terms; i++) {
    double sum = 0;
    for (int j = 0; j <= last; j++) sum += x[j] * f[last + i - j];
    q[i] = sum;
  }
  int used = terms, quarters, half;
  double z;
  for (;;) {
    z = q[used];
    for (int i = 0, j = used; j > 0; i++, j--) {
      double upper = (double)(int)(twon24 * z);
      digits[i] = (int)(z - two24 * upper);
      z = q[j - 1] + upper;
    }
    z = z * power_of_2(q0);
    z -= 8.0 * floor(z * 0.125);
    quarters = (int)z;
    z -= (double)quarters;
    half = 0;
    if (q0 > 0) {
      int i = digits[used - 1] >> (24 - q0);
      quarters += i;
      digits[used - 1] -= i << (24 - q0);
      half = digits[used - 1] >> (23 - q0);
    } else if (q0 == 0) {
      half = digits[used - 1] >> 23;
    } else if (z >= 0.5) {
      half = 2;
    }
    if (half > 0) {
      quarters += 1;
      bool carry = false;
      for (int i = 0; i < used; i++) {
        int digit = digits[i];
        if (carry) {
          digits[i] = 0xffffff - digit;
        } else if (digit != 0) {
          carry = true;
          digits[i] = 0x1000000 - digit;
        }
      }
      if (q0 == 1) digits[used - 1] &= 0x7fffff;
      if (q0 == 2) digits[used - 1] &= 0x3fffff;
      if (half == 2) {
        z = 1.0 - z;
        if (carry) z -= power_of_2(q0);
      }
    }
    if (z != 0) break;
    int any = 0;
    for (int i = used - 1; i >= terms; i--) any |= digits[i];
    if (any != 0) break;
    int more = 1;
    while (digits[terms - more] == 0) more++;
    for (int i = used + 1; i <= used + more; i++) {
      f[last + i] = (double)TWO_OVER_PI[from + i];
      double sum = 0;
      for (int j = 0; j <= last; j++) sum += x[j] * f[last + i - j];
      q[i] = sum;
    }
    used += more;
  }
  if (z == 0) {
    used -= 1;
    q0 -= 24;
    while (digits[used] == 0) {
      used--;
      q0 -= 24;
    }
  } else {
    z = z * power_of_2(-q0);
    if (z >= two24) {
      double upper = (double)(int)(twon24 * z);
      digits[used] = (int)(z - two24 * upper);
      used += 1;
      q0 += 24;
      digits[used] = (int)upper;
    } else {
      digits[used] = (int)z;
    }
  }
  double scale = power_of_2(q0);
  for (int i = used; i >= 0; i--) {
    q[i] = scale * (double)digits[i];
    scale *= twon24;
  }
  // The products with pi/2, the smallest first; f has done its work.
  for (int i = used; i >= 0; i--) {
    double sum = 0;
    for (int k = 0; k <= terms && k <= used - i; k++) sum += HALF_PI_PIECES[k] * q[i + k];
    f[used - i] = sum;
  }
  double sum = 0;
  for (int i = used; i >= 0; i--) sum += f[i];
  double high = half == 0 ? sum : -sum;
  sum = f[0] - sum;
  for (int i = 1; i <= used; i++) sum += f[i];
  return {quarters & 7, high, half == 0 ? sum : -sum};
}

__device__ __forceinline__ int exponent_of(double x) { return (high_word(x) >> 20) & 0x7ff; }

// For |x| above pi/4.
__device__ inline Reduced reduce(double x) {
  const double inverse = 6.36619772367581382433e-01;
  const double part1 = 1.57079632673412561417e+00, rest1 = 6.07710050650619224932e-11;
  const double part2 = 6.07710050630396597660e-11, rest2 = 2.02226624879595063154e-21;
  const double part3 = 2.02226624871116645580e-21, rest3 = 8.47842766036889956997e-32;
  double a = magnitude_of(x);
  int size = high_word(a);
  bool negative = x < 0;
  Reduced r;
  if (size < 0x4002d97c) {
    // Once pi/2: for the negative angle everything has the other sign.
    double z = a - part1;
    double rest = rest1;
    if (size == 0x3ff921fb) {
      z -= part2;
      rest = rest2;
    }
    r.quarters = 1;
    r.high = z - rest;
    r.low = (z - r.high) - rest;
  } else if (size <= 0x413921fb) {
    int n = (int)(a * inverse + 0.5);
    double times = n;
    double t = a - times * part1;
    double w = times * rest1;
    r.high = t - w;
    if (!(n < 32 && size != MULTIPLES[n - 1])) {
      int exponent = size >> 20;
      if (exponent - exponent_of(r.high) > 16) {
        double before = t;
        w = times * part2;
        t = before - w;
        w = times * rest2 - ((before - t) - w);
        r.high = t - w;
        if (exponent - exponent_of(r.high) > 49) {
          before = t;
          w = times * part3;
          t = before - w;
          w = times * rest3 - ((before - t) - w);
          r.high = t - w;
        }
      }
    }
    r.quarters = n;
    r.low = (t - r.high) - w;
  } else {
    int e0 = (size >> 20) - 1046;
    double z = with_high_word(a, size - (e0 << 20));
    double pieces[3];
    pieces[0] = (double)(int)z;
    z = (z - pieces[0]) * 16777216.0;
    pieces[1] = (double)(int)z;
    pieces[2] = (z - pieces[1]) * 16777216.0;
    int last = pieces[2] != 0 ? 2 : pieces[1] != 0 ? 1 : 0;
    r = reduce_large(pieces, last, e0);
  }
  if (negative) {
    r.quarters = -r.quarters;
    r.high = -r.high;
    r.low = -r.low;
  }
  return r;
}

// Of x + y for |x| up to pi/4; exact says that y is nothing.
__device__ inline double sine_near(double x, double y, bool exact) {
  if ((high_word(x) & 0x7fffffff) < 0x3e400000) return x;
  double z = x * x;
  double v = z * x;
  double r = 8.33333333332248946124e-03 +
             z * (-1.98412698298579493134e-04 +
                  z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  if (exact) return x + v * (-1.66666666666666324348e-01 + z * r);
  return x - ((z * (0.5 * y - v * r) - y) - v * -1.66666666666666324348e-01);
}

__device__ inline double cosine_near(double x, double y) {
  int size = high_word(x) & 0x7fffffff;
  if (size < 0x3e400000) return 1;
  double z = x * x;
  double r = z * (4.16666666666666019037e-02 +
                  z * (-1.38888888888741095749e-03 +
                       z * (2.48015872894767294178e-05 +
                            z * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
  if (size < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  double quarter = size > 0x3fe90000 ? 0.28125 : of_high_word(size - 0x00200000);
  double half = 0.5 * z - quarter;
  double a = 1 - quarter;
  return a - (half - (z * r - x * y));
}

// The tangent of x + y, or less its reciprocal.
__device__ inline double tangent_near(double x, double y, bool reciprocal) {
  int high = high_word(x);
  int size = high & 0x7fffffff;
  if (size < 0x3e300000) {
    if (!reciprocal) return x;
    if ((size | low_word(x)) == 0) return INFINITE;
    double w = x + y;
    double z = without_low_word(w);
    double v = y - (z - x);
    double a = -1 / w;
    double t = without_low_word(a);
    double s = 1 + t * z;
    return t + a * (s + t * v);
  }
  bool large = size >= 0x3fe59428;
  if (large) {
    if (high < 0) {
      x = -x;
      y = -y;
    }
    double z = QUARTER_PI - x;
    double w = 3.06161699786838301793e-17 - y;
    x = z + w;
    y = 0;
  }
  double z = x * x;
  double w = z * z;
  double r = 1.33333333333201242699e-01 +
             w * (2.18694882948595424599e-02 +
                  w * (3.59207910759131235356e-03 +
                       w * (5.88041240820264096874e-04 + w * (7.81794442939557092300e-05 + w * -1.85586374855275456654e-05))));
  double v = z * (5.39682539762260521377e-02 +
                  w * (8.86323982359930005737e-03 +
                       w * (1.45620945432529025516e-03 +
                            w * (2.46463134818469906812e-04 + w * (7.14072491382608190305e-05 + w * 2.59073051863633712884e-05)))));
  double s = z * x;
  r = y + z * (s * (r + v) + y);
  r += 3.33333333333334091986e-01 * s;
  w = x + r;
  if (large) {
    double sign = reciprocal ? -1 : 1;
    return (double)(1 - ((high >> 30) & 2)) * (sign - 2.0 * (x - (w * w / (w + sign) - r)));
  }
  if (!reciprocal) return w;
  z = without_low_word(w);
  v = r - (z - x);
  double a = -1 / w;
  double t = without_low_word(a);
  s = 1 + t * z;
  return t + a * (s + t * v);
}

__device__ inline double sine(double x) {
  int size = high_word(x) & 0x7fffffff;
  if (size <= 0x3fe921fb) return sine_near(x, 0, true);
  if (size >= 0x7ff00000) return nan_of(x);
  Reduced r = reduce(x);
  double value = r.quarters & 1 ? cosine_near(r.high, r.low) : sine_near(r.high, r.low, false);
  return r.quarters & 2 ? -value : value;
}

__device__ inline double cosine(double x) {
  int size = high_word(x) & 0x7fffffff;
  if (size <= 0x3fe921fb) return cosine_near(x, 0);
  if (size >= 0x7ff00000) return nan_of(x);
  Reduced r = reduce(x);
  double value = r.quarters & 1 ? sine_near(r.high, r.low, false) : cosine_near(r.high, r.low);
  return (r.quarters + 1) & 2 ? -value : value;
}

__device__ inline double tangent(double x) {
  int size = high_word(x) & 0x7fffffff;
  if (size <= 0x3fe921fb) return tangent_near(x, 0, false);
  if (size >= 0x7ff00000) return nan_of(x);
  Reduced r = reduce(x);
  return tangent_near(r.high, r.low, r.quarters & 1);
}

// (asin √t - √t) / √t, which both inverses use.
__device__ __forceinline__ double arc_ratio(double t) {
  double p = t * (1.66666666666666657415e-01 +
                  t * (-3.25565818622400915405e-01 +
                       t * (2.01212532134862925881e-01 +
                            t * (-4.00555345006794114027e-02 + t * (7.91534994289814532176e-04 + t * 3.47933107596021167570e-05)))));
  double q = 1 + t * (-2.40339491173441421878e+00 +
                      t * (2.02094576023350569471e+00 + t * (-6.88283971605453293030e-01 + t * 7.70381505559019352791e-02)));
  return p / q;
}

__device__ inline double arc_sine(double x) {
  double a = magnitude_of(x);
  int size = high_word(a);
  if (!(a <= 1)) return nan_of(x);
  if (a == 1) return x * HALF_PI + x * HALF_PI_LOW;
  if (size < 0x3fe00000) {
    if (size < 0x3e400000) return x;
    return x + x * arc_ratio(x * x);
  }
  double t = (1 - a) * 0.5;
  double r = arc_ratio(t);
  double s = __dsqrt_rn(t);
  double value;
  if (size >= 0x3fef3333) {
    value = HALF_PI - (2.0 * (s + s * r) - HALF_PI_LOW);
  } else {
    double w = without_low_word(s);
    double c = (t - w * w) / (s + w);
    double p = 2.0 * s * r - (HALF_PI_LOW - 2.0 * c);
    double q = QUARTER_PI - 2.0 * w;
    value = QUARTER_PI - (p - q);
  }
  return x > 0 ? value : -value;
}

__device__ inline double arc_cosine(double x) {
  double a = magnitude_of(x);
  int size = high_word(a);
  if (!(a <= 1)) return nan_of(x);
  if (a == 1) return x > 0 ? 0 : PI + 2.0 * HALF_PI_LOW;
  if (size < 0x3fe00000) {
    if (size <= 0x3c600000) return HALF_PI + HALF_PI_LOW;
    return HALF_PI - (x - (HALF_PI_LOW - x * arc_ratio(x * x)));
  }
  double z = (1 - a) * 0.5;
  double s = __dsqrt_rn(z);
  double r = arc_ratio(z);
  if (x < 0) {
    double w = r * s - HALF_PI_LOW;
    return PI - 2.0 * (s + w);
  }
  double f = without_low_word(s);
  double c = (z - f * f) / (s + f);
  double w = r * s + c;
  return 2.0 * (f + w);
}

__device__ inline double arc_tangent(double x) {
  if (is_nan(x)) return x;
  int size = high_word(x) & 0x7fffffff;
  if (size >= 0x44100000) return x > 0 ? HALF_PI + HALF_PI_LOW : -HALF_PI - HALF_PI_LOW;
  double high = 0, low = 0, y = x;
  bool near = size < 0x3fdc0000;
  if (near) {
    if (size < 0x3e200000) return x;
  } else {
    double a = magnitude_of(x);
    if (size < 0x3fe60000) {
      y = (2.0 * a - 1.0) / (2.0 + a);
      high = 4.63647609000806093515e-01;
      low = 2.26987774529616870924e-17;
    } else if (size < 0x3ff30000) {
      y = (a - 1.0) / (a + 1.0);
      high = QUARTER_PI;
      low = 3.06161699786838301793e-17;
    } else if (size < 0x40038000) {
      y = (a - 1.5) / (1.0 + 1.5 * a);
      high = 9.82793723247329054082e-01;
      low = 1.39033110312309984516e-17;
    } else {
      y = -1.0 / a;
      high = HALF_PI;
      low = HALF_PI_LOW;
    }
  }
  double z = y * y;
  double w = z * z;
  double s1 = z * (3.33333333333329318027e-01 +
                   w * (1.42857142725034663711e-01 +
                        w * (9.09088713343650656196e-02 +
                             w * (6.66107313738753120669e-02 + w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
  double s2 = w * (-1.99999999998764832476e-01 +
                   w * (-1.11111104054623557880e-01 +
                        w * (-7.69187620504482999495e-02 + w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
  if (near) return y - y * (s1 + s2);
  double value = high - ((y * (s1 + s2) - low) - y);
  return x < 0 ? -value : value;
}

__device__ inline double arc_tangent_of(double y, double x) {
  const double pi_low = 1.2246467991473531772E-16;
  if (is_nan(x) || is_nan(y)) return nan_of(x);
  if (x == 1) return arc_tangent(y);
  bool left = high_word(x) < 0, below = high_word(y) < 0;
  double value;
  int size_x = high_word(x) & 0x7fffffff, size_y = high_word(y) & 0x7fffffff;
  if (y == 0) {
    value = left ? PI : 0;
  } else if (x == 0) {
    value = HALF_PI;
  } else if (size_x == 0x7ff00000) {
    value = size_y == 0x7ff00000 ? (left ? 3.0 * QUARTER_PI : QUARTER_PI) : left ? PI : 0;
  } else if (size_y == 0x7ff00000) {
    value = HALF_PI;
  } else {
    int k = (size_y - size_x) >> 20;
    double z;
    if (k > 60) {
      z = HALF_PI + 0.5 * pi_low;
    } else if (left && k < -60) {
      z = 0;
    } else {
      z = arc_tangent(magnitude_of(y / x));
    }
    if (left) return below ? (z - pi_low) - PI : PI - (z - pi_low);
    value = z;
  }
  return below ? -value : value;
}
