// Exponentials, logarithms and hyperbolic functions of one element. Kernels are named unary_<function>_<dtype>.
#include "function.cuh"
#include "elementary.cuh"

__device__ inline double logistic(double x) {
  double e = exponential(-magnitude_of(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

// asinh, acosh and atanh by way of logarithms, as InverseHyperbolic has them.
__device__ inline double inverse_hyperbolic_sine(double x) {
  double a = magnitude_of(x);
  if (!(a >= 3.725290298461914e-09) || a == INFINITE) return x;
  double value;
  if (a > 268435456.0) {
    value = logarithm(a) + 6.93147180559945286227e-01;
  } else if (a > 2) {
    value = logarithm(2 * a + 1 / (__dsqrt_rn(a * a + 1) + a));
  } else {
    double square = a * a;
    value = logarithm_of_1_and(a + square / (1 + __dsqrt_rn(1 + square)));
  }
  return x < 0 ? -value : value;
}
__device__ inline double inverse_hyperbolic_cosine(double x) {
  if (!(x >= 1)) return nan_of(x);
  if (x > 268435456.0) return logarithm(x) + 6.93147180559945286227e-01;
  if (x > 2) return logarithm(2 * x - 1 / (x + __dsqrt_rn(x * x - 1)));
  double t = x - 1;
  return logarithm_of_1_and(t + __dsqrt_rn(2 * t + t * t));
}
__device__ inline double inverse_hyperbolic_tangent(double x) {
  double a = magnitude_of(x);
  if (!(a < 1)) return a == 1 ? x / 0.0 : nan_of(x);
  if (a < 3.725290298461914e-09) return x;
  double twice = a + a;
  double value = 0.5 * logarithm_of_1_and(a < 0.5 ? twice + twice * a / (1 - a) : twice / (1 - a));
  return x < 0 ? -value : value;
}

__device__ __forceinline__ double inverse_root(double x) { return 1 / __dsqrt_rn(x); }

FUNCTION(exp, exponential)
FUNCTION(expm1, exponential_less_1)
FUNCTION(log, logarithm)
FUNCTION(log1p, logarithm_of_1_and)
FUNCTION(log10, logarithm_10)
FUNCTION(sinh, hyperbolic_sine)
FUNCTION(cosh, hyperbolic_cosine)
FUNCTION(tanh, hyperbolic_tangent)
FUNCTION(sigmoid, logistic)
FUNCTION(asinh, inverse_hyperbolic_sine)
FUNCTION(acosh, inverse_hyperbolic_cosine)
FUNCTION(atanh, inverse_hyperbolic_tangent)
FUNCTION(rsqrt, inverse_root)
