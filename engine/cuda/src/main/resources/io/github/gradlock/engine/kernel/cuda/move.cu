// Kernels that compute nothing: filling, counting, copying with conversion, choosing.
#include "common.cuh"

#define FILL(DTYPE, T)                                                                       \
  extern "C" __global__ void fill_##DTYPE(T* out, const Nest<1> nest, T value) {             \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                      \
      i64 at[1];                                                                             \
      place(nest, i, at);                                                                    \
      out[at[0]] = value;                                                                    \
    }                                                                                        \
  }
FILL(float32, float)
FILL(float64, double)
FILL(int64, i64)
FILL(bool, u8)

// Product and sum are rounded one after the other.
#define ARANGE(DTYPE, T, N, VALUE)                                                                   \
  extern "C" __global__ void arange_##DTYPE(T* out, const Nest<1> nest, N start, N step) {            \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                              \
      i64 at[1];                                                                                     \
      place(nest, i, at);                                                                            \
      out[at[0]] = (VALUE);                                                                          \
    }                                                                                                \
  }
ARANGE(float32, float, double, (float)(start + (double)i * step))
ARANGE(float64, double, double, start + (double)i * step)
ARANGE(int64, i64, i64, (i64)((u64)start + (u64)i * (u64)step))

// To integers as Java does it: a NaN is 0, and what is out of range the nearest end.
__device__ __forceinline__ i64 to_integer(double x) {
  if (x != x) return 0;
  if (x >= 9223372036854775808.0) return (i64)0x7fffffffffffffffll;
  if (x <= -9223372036854775808.0) return (i64)0x8000000000000000ull;
  return (i64)x;
}

template <class O, class T>
struct Convert {
  static __device__ __forceinline__ O of(T x) { return (O)x; }
};
template <>
struct Convert<i64, float> {
  static __device__ __forceinline__ i64 of(float x) { return to_integer((double)x); }
};
template <>
struct Convert<i64, double> {
  static __device__ __forceinline__ i64 of(double x) { return to_integer(x); }
};
template <class T>
struct Convert<u8, T> {
  static __device__ __forceinline__ u8 of(T x) { return x != 0; }
};

#define COPY(FROM, T, TO, O)                                                                            \
  extern "C" __global__ void copy_##FROM##_##TO(const T* in, O* out, const Nest<2> nest) {              \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                 \
      i64 at[2];                                                                                        \
      place(nest, i, at);                                                                               \
      out[at[1]] = Convert<O, T>::of(in[at[0]]);                                                        \
    }                                                                                                   \
  }
#define COPIES(FROM, T) COPY(FROM, T, float32, float) COPY(FROM, T, float64, double) COPY(FROM, T, int64, i64) COPY(FROM, T, bool, u8)
COPIES(float32, float)
COPIES(float64, double)
COPIES(int64, i64)
COPIES(bool, u8)

#define WHERE(DTYPE, T)                                                                                                   \
  extern "C" __global__ void where_##DTYPE(const u8* condition, const T* a, const T* b, T* out, const Nest<4> nest) {     \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                                   \
      i64 at[4];                                                                                                          \
      place(nest, i, at);                                                                                                 \
      out[at[3]] = condition[at[0]] ? a[at[1]] : b[at[2]];                                                                \
    }                                                                                                                     \
  }
WHERE(float32, float)
WHERE(float64, double)
WHERE(int64, i64)
WHERE(bool, u8)
