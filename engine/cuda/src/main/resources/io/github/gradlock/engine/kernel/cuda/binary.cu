// Functions of two elements that are exact or rounded once. Kernels are named binary_<function>_<dtype>.
#include "common.cuh"

#define BINARY(NAME, DTYPE, T, O, VALUE)                                                            \
  extern "C" __global__ void binary_##NAME##_##DTYPE(const T* left, const T* right, O* out, const Nest<3> nest) { \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                              \
      i64 at[3];                                                                                     \
      place(nest, i, at);                                                                            \
      T a = left[at[0]];                                                                             \
      T b = right[at[1]];                                                                            \
      out[at[2]] = (VALUE);                                                                          \
    }                                                                                                \
  }
#define FLOATING(NAME, VALUE) BINARY(NAME, float32, float, float, VALUE) BINARY(NAME, float64, double, double, VALUE)
#define COMPARISON(NAME, VALUE)                                                       \
  BINARY(NAME, float32, float, u8, VALUE) BINARY(NAME, float64, double, u8, VALUE) \
  BINARY(NAME, int64, i64, u8, VALUE) BINARY(NAME, bool, u8, u8, VALUE)

// The exact remainder with the sign of the dividend, bit by bit as by hand (IEEE 754 leaves no other).
__device__ double rest_of(double x, double y) {
  u64 a = bits_of(x) & (u64)0x7fffffffffffffffull;
  u64 b = bits_of(y) & (u64)0x7fffffffffffffffull;
  u64 sign = bits_of(x) & (u64)0x8000000000000000ull;
  const u64 infinity = (u64)0x7ff0000000000000ull;
  if (a >= infinity || b > infinity || b == 0) return nan_of(x);
  if (a < b) return x;
  if (a == b) return of_bits(sign);
  // Mantissas with their upper bit, subnormal ones too, and exponents that belong to them.
  int ea = (int)(a >> 52), eb = (int)(b >> 52);
  u64 ma = a & (u64)0xfffffffffffffull, mb = b & (u64)0xfffffffffffffull;
  if (ea == 0) { int shift = __clzll((i64)ma) - 11; ma <<= shift; ea = 1 - shift; } else { ma |= (u64)1 << 52; }
  if (eb == 0) { int shift = __clzll((i64)mb) - 11; mb <<= shift; eb = 1 - shift; } else { mb |= (u64)1 << 52; }
  for (; ea > eb; ea--) {
    if (ma >= mb) ma -= mb;
    ma <<= 1;
  }
  if (ma >= mb) ma -= mb;
  if (ma == 0) return of_bits(sign);
  int shift = __clzll((i64)ma) - 11;
  ma <<= shift;
  ea -= shift;
  if (ea > 0) return of_bits(sign | ((u64)ea << 52) | (ma & (u64)0xfffffffffffffull));
  return of_bits(sign | (ma >> (1 - ea)));
}
// Binary32 numbers are binary64 ones, and so is their exact remainder.
__device__ __forceinline__ float rest_of(float x, float y) { return (float)rest_of((double)x, (double)y); }
__device__ __forceinline__ i64 rest_of(i64 a, i64 b) { return b == -1 ? 0 : a % b; }

template <class T>
__device__ __forceinline__ T python_rest(T a, T b) {
  T rest = rest_of(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

__device__ __forceinline__ float signed_as(float a, float b) { return of_bits((bits_of(a) & 0x7fffffffu) | (bits_of(b) & 0x80000000u)); }
__device__ __forceinline__ double signed_as(double a, double b) {
  return of_bits((bits_of(a) & (u64)0x7fffffffffffffffull) | (bits_of(b) & (u64)0x8000000000000000ull));
}
__device__ __forceinline__ float below(float x) { return floorf(x); }
__device__ __forceinline__ double below(double x) { return floor(x); }

template <class T>
__device__ __forceinline__ T floor_quotient(T a, T b) {
  if (b == 0) return a / b;
  T rest = rest_of(a, b);
  T quotient = (a - rest) / b;
  if (rest != 0 && (rest < 0) != (b < 0)) quotient -= 1;
  if (quotient == 0) return signed_as((T)0, a / b);
  T whole = below(quotient);
  return quotient - whole > (T)0.5 ? whole + 1 : whole;
}
__device__ __forceinline__ i64 floor_quotient(i64 a, i64 b) {
  if (b == -1) return (i64)(0 - (u64)a);
  i64 quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
__device__ __forceinline__ i64 quotient(i64 a, i64 b) { return b == -1 ? (i64)(0 - (u64)a) : a / b; }
// The host refuses a divisor of zero before: here it would be a number that nobody specifies.
__device__ __forceinline__ i64 checked(i64 divisor) {
  if (divisor == 0) __trap();
  return divisor;
}

template <class T, class B>
__device__ __forceinline__ T next_after(T a, T b, B least) {
  if (is_nan(a) || is_nan(b)) return nan_of(a);
  if (a == b) return b;
  if (a == 0) return signed_as(of_bits(least), b);
  B bits = bits_of(a);
  return of_bits((B)((a < b) == (a > 0) ? bits + 1 : bits - 1));
}
__device__ __forceinline__ float neighbour(float a, float b) { return next_after(a, b, (u32)1); }
__device__ __forceinline__ double neighbour(double a, double b) { return next_after(a, b, (u64)1); }

__device__ i64 wrapped_power(i64 base, i64 exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? 1 - 2 * (exponent & 1) : 0;
  u64 result = 1;
  u64 square = (u64)base;
  for (u64 rest = (u64)exponent; rest != 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return (i64)result;
}

FLOATING(add, a + b)
FLOATING(sub, a - b)
FLOATING(mul, a * b)
FLOATING(div, a / b)
FLOATING(floor_divide, floor_quotient(a, b))
FLOATING(remainder, python_rest(a, b))
FLOATING(fmod, rest_of(a, b))
FLOATING(copysign, signed_as(a, b))
FLOATING(nextafter, neighbour(a, b))
FLOATING(maximum, greater_of(a, b))
FLOATING(minimum, lesser_of(a, b))
FLOATING(gate, b <= 0 ? 0 : a)

BINARY(add, int64, i64, i64, (i64)((u64)a + (u64)b))
BINARY(sub, int64, i64, i64, (i64)((u64)a - (u64)b))
BINARY(mul, int64, i64, i64, (i64)((u64)a * (u64)b))
BINARY(div, int64, i64, i64, quotient(a, checked(b)))
BINARY(floor_divide, int64, i64, i64, floor_quotient(a, checked(b)))
BINARY(remainder, int64, i64, i64, python_rest(a, checked(b)))
BINARY(fmod, int64, i64, i64, rest_of(a, checked(b)))
BINARY(pow, int64, i64, i64, wrapped_power(a, b))
BINARY(maximum, int64, i64, i64, greater_of(a, b))
BINARY(minimum, int64, i64, i64, lesser_of(a, b))
BINARY(gate, int64, i64, i64, b <= 0 ? 0 : a)
BINARY(bitwise_and, int64, i64, i64, a & b)
BINARY(bitwise_or, int64, i64, i64, a | b)
BINARY(bitwise_xor, int64, i64, i64, a ^ b)
BINARY(shift_left, int64, i64, i64, b < 0 || b > 63 ? 0 : (i64)((u64)a << b))
BINARY(shift_right, int64, i64, i64, a >> (b < 0 || b > 63 ? 63 : b))

BINARY(add, bool, u8, u8, a | b)
BINARY(maximum, bool, u8, u8, a | b)
BINARY(bitwise_or, bool, u8, u8, a | b)
BINARY(mul, bool, u8, u8, a & b)
BINARY(minimum, bool, u8, u8, a & b)
BINARY(bitwise_and, bool, u8, u8, a & b)
BINARY(bitwise_xor, bool, u8, u8, a ^ b)

COMPARISON(eq, a == b)
COMPARISON(ne, a != b)
COMPARISON(lt, a < b)
COMPARISON(le, a <= b)
COMPARISON(gt, a > b)
COMPARISON(ge, a >= b)
COMPARISON(logical_and, a != 0 && b != 0)
COMPARISON(logical_or, a != 0 || b != 0)
COMPARISON(logical_xor, (a != 0) != (b != 0))
