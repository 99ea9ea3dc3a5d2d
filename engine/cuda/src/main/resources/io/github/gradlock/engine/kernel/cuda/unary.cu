// Functions of one element that are exact, or rounded once. Kernels are named unary_<function>_<dtype>.
#include "common.cuh"

#define UNARY(NAME, DTYPE, T, O, VALUE)                                                                       \
  extern "C" __global__ void unary_##NAME##_##DTYPE(const T* __restrict__ in, O* out, const Nest<2> nest) { \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                       \
      i64 at[2];                                                                                              \
      place(nest, i, at);                                                                                     \
      T x = in[at[0]];                                                                                        \
      out[at[1]] = (VALUE);                                                                                   \
    }                                                                                                         \
  }
#define FLOATING(NAME, VALUE) UNARY(NAME, float32, float, float, VALUE) UNARY(NAME, float64, double, double, VALUE)

__device__ __forceinline__ float down(float x) { return floorf(x); }
__device__ __forceinline__ double down(double x) { return floor(x); }
__device__ __forceinline__ float up(float x) { return ceilf(x); }
__device__ __forceinline__ double up(double x) { return ceil(x); }
__device__ __forceinline__ float nearest(float x) { return rintf(x); }
__device__ __forceinline__ double nearest(double x) { return rint(x); }
__device__ __forceinline__ float towards_zero(float x) { return truncf(x); }
__device__ __forceinline__ double towards_zero(double x) { return trunc(x); }
__device__ __forceinline__ float root(float x) { return __fsqrt_rn(x); }
__device__ __forceinline__ double root(double x) { return __dsqrt_rn(x); }
__device__ __forceinline__ float magnitude(float x) { return of_bits(bits_of(x) & 0x7fffffffu); }
__device__ __forceinline__ double magnitude(double x) { return of_bits(bits_of(x) & (u64)0x7fffffffffffffffull); }
__device__ __forceinline__ float turned(float x) { return of_bits(bits_of(x) ^ 0x80000000u); }
__device__ __forceinline__ double turned(double x) { return of_bits(bits_of(x) ^ (u64)0x8000000000000000ull); }

FLOATING(neg, turned(x))
FLOATING(abs, magnitude(x))
FLOATING(sign, x > 0 ? 1 : x < 0 ? -1 : 0)
FLOATING(floor, down(x))
FLOATING(ceil, up(x))
FLOATING(round, nearest(x))
FLOATING(trunc, towards_zero(x))
FLOATING(sqrt, root(x))
FLOATING(reciprocal, 1 / x)
FLOATING(relu, is_nan(x) ? x : x > 0 ? x : 0)

UNARY(logical_not, float32, float, u8, x == 0)
UNARY(is_nan, float32, float, u8, x != x)
UNARY(is_finite, float32, float, u8, (bits_of(x) & 0x7f800000u) != 0x7f800000u)
UNARY(logical_not, float64, double, u8, x == 0)
UNARY(is_nan, float64, double, u8, x != x)
UNARY(is_finite, float64, double, u8, (bits_of(x) & (u64)0x7ff0000000000000ull) != (u64)0x7ff0000000000000ull)

UNARY(neg, int64, i64, i64, (i64)(0 - (u64)x))
UNARY(abs, int64, i64, i64, x < 0 ? (i64)(0 - (u64)x) : x)
UNARY(sign, int64, i64, i64, (x > 0) - (x < 0))
UNARY(floor, int64, i64, i64, x)
UNARY(ceil, int64, i64, i64, x)
UNARY(round, int64, i64, i64, x)
UNARY(trunc, int64, i64, i64, x)
UNARY(relu, int64, i64, i64, x > 0 ? x : 0)
UNARY(logical_not, int64, i64, u8, x == 0)
UNARY(is_nan, int64, i64, u8, 0)
UNARY(is_finite, int64, i64, u8, 1)
UNARY(logical_not, bool, u8, u8, x == 0)
UNARY(is_nan, bool, u8, u8, 0)
UNARY(is_finite, bool, u8, u8, 1)
