// The error and gamma functions of binary64, as the classes ErrorFunction, InverseErrorFunction and Gamma of the engine have them; their polynomials
// are in polynomials.cuh.
#pragma once
#include "powers.cuh"
#include "polynomials.cuh"

template <int N>
__device__ __forceinline__ double horner(const double (&coefficients)[N], double x) {
  double sum = coefficients[N - 1];
#pragma unroll 1
  for (int i = N - 2; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

__device__ inline double error_function(double x) {
  double a = magnitude_of(x);
  if (a < 1) return x + x * horner(ERF_NEAR, x * x);
  if (a >= 6) return x > 0 ? 1 : -1;
  if (is_nan(x)) return x;
  int interval = (int)(2 * a) - 2;
  double value = 1 - horner(ERF_FAR[interval], 4 * (a - (1.25 + 0.5 * interval)));
  return x > 0 ? value : -value;
}

__device__ inline double error_function_complement(double x) {
  if (x < 0.5) return 1 - error_function(x);
  if (!(x < 28)) return x >= 28 ? 0 : nan_of(x);
  double head = (float)x;
  double power = exponential(-head * head);
  double rest = (x - head) * (x + head);
  if (rest != 0) power *= exponential(-rest);
  return power * (horner(ERFC_SCALED, (x - 3.75) / (x + 3.75)) / (1 + 2 * x));
}

__device__ inline double error_function_inverse(double x) {
  double a = magnitude_of(x);
  if (a < 0.75) return x == 0 ? x : x + x * horner(ERFINV_NEAR, x * x - 0.28125);
  if (!(a < 1)) return a == 1 ? (x > 0 ? INFINITE : -INFINITE) : nan_of(x);
  double square = -logarithm(1 - a);
  double root = __dsqrt_rn(square);
  double head = (float)root;
  double rest = square - head * head - (root - head) * (root + head);
  double value = root + (horner(ERFINV_FAR, (root - 2.5) / (root + 2.5)) + rest / (2 * root));
  return x > 0 ? value : -value;
}

// From 0.75 on.
__device__ inline double log_gamma_above(double x) {
  if (x == 1 || x == 2) return 0;
  if (x < 1.25) return (x - 1) * horner(LGAMMA_NEAR_1, x - 1);
  if (x < 1.75) return horner(LGAMMA_BETWEEN, x - 1.5);
  if (x >= 8) {
    if (x == INFINITE) return x;
    double inverse = 1 / x;
    double series = horner(LGAMMA_STIRLING, inverse * inverse) * inverse;
    return (x - 0.5) * (logarithm(x) - 1) + (0x1.acfe390c97d69p-2 + series);
  }
  double y = x, product = 1;
  while (y >= 2.75) {
    y -= 1;
    product *= y;
  }
  double value = (y - 2) * horner(LGAMMA_NEAR_2, y - 2.25);
  return product == 1 ? value : value + logarithm(product);
}

__device__ inline double log_gamma_positive(double x) {
  return x < 0.75 ? log_gamma_above(1 + x) - logarithm(x) : log_gamma_above(x);
}

__device__ inline double log_gamma(double x) {
  if (is_nan(x)) return x;
  if (x > 0) return log_gamma_positive(x);
  if (x == rint(x)) return INFINITE;
  if (x > -0x1p-60) return -logarithm(-x);
  double s = magnitude_of(sine(PI * (x - rint(x))));
  return logarithm(PI / (-x * s)) - log_gamma_positive(-x);
}

__device__ inline double digamma_positive(double x) {
  if (x >= 10) {
    double inverse = 1 / x;
    double series = horner(DIGAMMA_ASYMPTOTIC, inverse * inverse) * inverse * inverse;
    return logarithm(x) - (0.5 * inverse + series);
  }
  double y = x, sum = 0;
  for (; y < 1.25; y += 1) sum -= 1 / y;
  while (y >= 2.25) {
    y -= 1;
    sum += 1 / y;
  }
  return sum + ((y - 0x1.762d86356be3fp0) - 0x1.b86a722197829p-54) * horner(DIGAMMA_NEAR, y - 1.75);
}

__device__ inline double digamma(double x) {
  if (is_nan(x)) return x;
  if (x == 0) return -1 / x;
  if (x > 0) return digamma_positive(x);
  double rest = x - rint(x);
  if (rest == 0 || x == -INFINITE) return nan_of(x);
  return digamma_positive(1 - x) - PI / tangent(PI * rest);
}

// The sum of (x + k)^-s over all k: its first terms, and Euler's and Maclaurin's formula for the others.
__device__ inline double hurwitz(int s, double x) {
  double sum = 0, y = x;
  for (; y < s + 10; y += 1) sum += power(y, -s);
  double last = power(y, -s);
  double tail = y / (s - 1) + 0.5;
  double factor = s / y;
#pragma unroll 1
  for (int k = 1; k <= (int)(sizeof(DIGAMMA_ASYMPTOTIC) / sizeof(double)); k++) {
    tail += DIGAMMA_ASYMPTOTIC[k - 1] * factor;
    factor *= (s + 2 * k - 1) / y / (2 * k) * ((s + 2 * k) / y / (2 * k + 1));
  }
  return sum + last * tail;
}

// The n-th derivative of pi cot(pi x): pi^(n + 1) times a polynomial in the cotangent, which becomes -(1 + c^2) times its derivative from one order to
// the next. Its powers have one parity, so the next one has its coefficients between those of this one.
__device__ __forceinline__ double cotangent_derivative(int n, double x) {
  double p[1003];
  for (int j = 0; j <= n + 1; j++) p[j] = 0;
  p[1] = 1;
  double scale = PI;
  for (int i = 0; i < n; i++) {
    int degree = i + 1;
    for (int j = (degree + 1) & 1; j <= degree + 1; j += 2) {
      double lower = j > 1 ? 0 - (j - 1) * p[j - 1] : 0;
      p[j] = j + 1 <= degree ? lower - (j + 1) * p[j + 1] : lower;
    }
    for (int j = degree & 1; j <= degree; j += 2) p[j] = 0;
    scale *= PI;
  }
  double c = 1 / tangent(PI * (x - rint(x)));
  double sum = p[n + 1];
  for (int i = n; i >= 0; i--) sum = sum * c + p[i];
  return scale * sum;
}

__device__ inline double polygamma_of(double order, double x) {
  if (!(order >= 0) || order != rint(order) || order > 1000 || is_nan(x)) return nan_of(x);
  int n = (int)order;
  if (n == 0) return digamma(x);
  double sign = n % 2 == 0 ? -1 : 1;
  bool reflected = x <= 0;
  if (reflected && x == rint(x)) return sign * INFINITE;
  double factorial = 1;
  for (int i = 2; i <= n; i++) factorial *= i;
  double value = sign * factorial * hurwitz(n + 1, reflected ? 1 - x : x);
  return reflected ? -sign * value - cotangent_derivative(n, x) : value;
}
