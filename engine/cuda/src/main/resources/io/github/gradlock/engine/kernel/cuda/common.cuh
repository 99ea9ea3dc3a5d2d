// What all kernels share: types, the walk over elements of any layout, and the operations that the contract of numerics names.
//
// Everything is compiled without contraction (--fmad=false). A fused multiply-add is written as inline assembly, whose marks stay in the PTX: so a
// checker tells one that is meant from one that a compiler made.
#pragma once

typedef unsigned char u8;
typedef unsigned int u32;
typedef long long i64;
typedef unsigned long long u64;

// The most axes that do not merge with their neighbours; the host refuses more.
#define AXES 8

// Elements of N operands of one shape: operand p has element (i0, i1, …) at offsets[p] + i0 * strides[p][0] + …
template <int N>
struct Nest {
  i64 size;
  i64 axes;
  i64 sizes[AXES];
  i64 strides[N][AXES];
  i64 offsets[N];
};

// Finds where element i, in row-major order, lies in each operand.
template <int N>
__device__ __forceinline__ void place(const Nest<N>& nest, i64 i, i64 (&at)[N]) {
#pragma unroll
  for (int p = 0; p < N; p++) at[p] = nest.offsets[p];
  i64 rest = i;
#pragma unroll 1
  for (int axis = (int)nest.axes - 1; axis > 0; axis--) {
    i64 index = rest % nest.sizes[axis];
    rest /= nest.sizes[axis];
#pragma unroll
    for (int p = 0; p < N; p++) at[p] += index * nest.strides[p][axis];
  }
#pragma unroll
  for (int p = 0; p < N; p++) at[p] += rest * nest.strides[p][0];
}

__device__ __forceinline__ i64 first_element() { return (i64)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ i64 all_threads() { return (i64)gridDim.x * blockDim.x; }

// a * b + c, rounded once (rule 2).
__device__ __forceinline__ float fused(float a, float b, float c) {
  float d;
  asm("fma.rn.f32 %0, %1, %2, %3;" : "=f"(d) : "f"(a), "f"(b), "f"(c));
  return d;
}
__device__ __forceinline__ double fused(double a, double b, double c) {
  double d;
  asm("fma.rn.f64 %0, %1, %2, %3;" : "=d"(d) : "d"(a), "d"(b), "d"(c));
  return d;
}
// Integers have no rounding.
__device__ __forceinline__ i64 fused(i64 a, i64 b, i64 c) { return a * b + c; }

__device__ __forceinline__ u32 bits_of(float x) { return __float_as_uint(x); }
__device__ __forceinline__ u64 bits_of(double x) { return (u64)__double_as_longlong(x); }
__device__ __forceinline__ float of_bits(u32 bits) { return __uint_as_float(bits); }
__device__ __forceinline__ double of_bits(u64 bits) { return __longlong_as_double((i64)bits); }
__device__ __forceinline__ float nan_of(float) { return of_bits(0x7fc00000u); }
__device__ __forceinline__ double nan_of(double) { return of_bits((u64)0x7ff8000000000000ull); }

template <class T>
__device__ __forceinline__ bool is_nan(T x) {
  return x != x;
}
__device__ __forceinline__ bool is_nan(i64) { return false; }

// NaN wins, and -0 is less than +0.
template <class T>
__device__ __forceinline__ T greater_of(T a, T b) {
  if (is_nan(a) || is_nan(b)) return nan_of(a);
  if (a == b) return bits_of(a) >> (8 * sizeof(T) - 1) ? b : a;
  return a > b ? a : b;
}
template <class T>
__device__ __forceinline__ T lesser_of(T a, T b) {
  if (is_nan(a) || is_nan(b)) return nan_of(a);
  if (a == b) return bits_of(a) >> (8 * sizeof(T) - 1) ? a : b;
  return a < b ? a : b;
}
__device__ __forceinline__ i64 greater_of(i64 a, i64 b) { return a > b ? a : b; }
__device__ __forceinline__ i64 lesser_of(i64 a, i64 b) { return a < b ? a : b; }
