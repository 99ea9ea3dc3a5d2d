// Reading and writing at indices along one axis, sorting, and random numbers.
#include "common.cuh"

// An index out of range ends the kernel: what it would read is not the tensor's.
__device__ __forceinline__ i64 in_range(i64 index, i64 size) {
  if (index < 0 || index >= size) __trap();
  return index;
}

#define GATHER(DTYPE, T)                                                                                                  \
  extern "C" __global__ void gather_##DTYPE(const T* in, const i64* index, T* out, const Nest<3> nest, i64 size, i64 stride) { \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                                   \
      i64 at[3];                                                                                                          \
      place(nest, i, at);                                                                                                 \
      out[at[2]] = in[at[1] + in_range(index[at[0]], size) * stride];                                                     \
    }                                                                                                                     \
  }
GATHER(float32, float)
GATHER(float64, double)
GATHER(int64, i64)
GATHER(bool, u8)

struct Set {
  template <class T>
  static __device__ __forceinline__ T of(T, T b) { return b; }
};
struct Add {
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return a + b; }
};
struct Multiply {
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return a * b; }
};
struct Greatest {
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return greater_of(a, b); }
};
struct Least {
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return lesser_of(a, b); }
};

// What meets in one element does so on one line along the axis, and one thread walks it in ascending order (rule 7). Operands of a line: index, source,
// target.
#define SCATTER(NAME, DTYPE, T, F)                                                                                        \
  extern "C" __global__ void scatter_##NAME##_##DTYPE(const i64* index, const T* in, T* out, const Nest<3> lines, i64 length, i64 index_step, \
                                                     i64 step, i64 size, i64 stride) {                                    \
    for (i64 number = first_element(); number < lines.size; number += all_threads()) {                                   \
      i64 start[3];                                                                                                       \
      place(lines, number, start);                                                                                        \
      for (i64 i = 0; i < length; i++) {                                                                                  \
        i64 target = start[2] + in_range(index[start[0] + i * index_step], size) * stride;                                \
        out[target] = F::of(out[target], in[start[1] + i * step]);                                                        \
      }                                                                                                                   \
    }                                                                                                                     \
  }
#define SCATTERS(DTYPE, T)                                                                                              \
  SCATTER(set, DTYPE, T, Set) SCATTER(add, DTYPE, T, Add) SCATTER(mul, DTYPE, T, Multiply) SCATTER(max, DTYPE, T, Greatest) \
  SCATTER(min, DTYPE, T, Least)
SCATTERS(float32, float)
SCATTERS(float64, double)
SCATTERS(int64, i64)
SCATTER(set, bool, u8, Set)

// Integers in the order of the elements; signed zeros are equal, and a NaN is greater than all.
__device__ __forceinline__ i64 key_of(double x) {
  if (x != x) return (i64)0x7fffffffffffffffll;
  i64 bits = (i64)bits_of(x + 0.0);
  return bits ^ ((bits >> 63) & (i64)0x7fffffffffffffffll);
}
__device__ __forceinline__ i64 key_of(float x) { return key_of((double)x); }
__device__ __forceinline__ i64 key_of(i64 x) { return x; }
__device__ __forceinline__ i64 key_of(u8 x) { return x; }

// Keys and indices of all lines, one line after the other.
#define KEYS(DTYPE, T)                                                                                                    \
  extern "C" __global__ void sort_keys_##DTYPE(const T* in, i64* keys, i64* indices, const Nest<1> lines, i64 length, i64 step, int descending) { \
    i64 count = lines.size * length;                                                                                      \
    for (i64 i = first_element(); i < count; i += all_threads()) {                                                       \
      i64 start[1];                                                                                                       \
      place(lines, i / length, start);                                                                                    \
      i64 key = key_of(in[start[0] + i % length * step]);                                                                 \
      keys[i] = descending ? ~key : key;                                                                                  \
      indices[i] = i % length;                                                                                            \
    }                                                                                                                     \
  }
KEYS(float32, float)
KEYS(float64, double)
KEYS(int64, i64)
KEYS(bool, u8)

// Merges sorted runs of a length, two by two, within each line: every element finds its place by looking for itself in the other run. Of equal ones those
// of the left run come first, which keeps their order.
extern "C" __global__ void sort_merge(const i64* keys, const i64* indices, i64* to_keys, i64* to_indices, i64 count, i64 length, i64 run) {
  for (i64 i = first_element(); i < count; i += all_threads()) {
    i64 line = i / length * length;
    i64 within = i - line;
    i64 pair = within / (2 * run) * (2 * run);
    bool left = within - pair < run;
    i64 other = pair + (left ? run : 0);
    i64 low = other < length ? other : length;
    i64 end = other + run < length ? other + run : length;
    i64 high = end > low ? end : low;
    i64 begin = low;
    i64 key = keys[i];
    while (low < high) {
      i64 middle = low + (high - low) / 2;
      i64 there = keys[line + middle];
      if (left ? there < key : there <= key) low = middle + 1;
      else high = middle;
    }
    i64 own = within - pair - (left ? 0 : run);
    i64 target = line + pair + own + (low - begin);
    to_keys[target] = key;
    to_indices[target] = indices[i];
  }
}

extern "C" __global__ void sort_results(const i64* indices, i64* out, const Nest<1> lines, i64 length, i64 step) {
  i64 count = lines.size * length;
  for (i64 i = first_element(); i < count; i += all_threads()) {
    i64 start[1];
    place(lines, i / length, start);
    out[start[0] + i % length * step] = indices[i];
  }
}

// Philox 4x32 with 10 rounds (Salmon and others, 2011); the counter is the number of the sample, the key the seed.
__device__ __forceinline__ void philox(u64 low, u64 high, u64 key, u32 (&words)[4]) {
  u32 c0 = (u32)low, c1 = (u32)(low >> 32), c2 = (u32)high, c3 = (u32)(high >> 32);
  u32 k0 = (u32)key, k1 = (u32)(key >> 32);
#pragma unroll
  for (int round = 0; round < 10; round++) {
    u64 p0 = (u64)0xD2511F53u * c0;
    u64 p1 = (u64)0xCD9E8D57u * c2;
    c0 = (u32)(p1 >> 32) ^ c1 ^ k0;
    c1 = (u32)p1;
    c2 = (u32)(p0 >> 32) ^ c3 ^ k1;
    c3 = (u32)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

extern "C" __global__ void uniform_float32(float* out, const Nest<1> nest, i64 seed, i64 stream) {
  for (i64 i = first_element(); i < nest.size; i += all_threads()) {
    i64 at[1];
    place(nest, i, at);
    u32 words[4];
    philox((u64)i >> 2, (u64)stream, (u64)seed, words);
    u32 low = i & 1 ? words[1] : words[0], high = i & 1 ? words[3] : words[2];
    out[at[0]] = (float)((i & 2 ? high : low) >> 8) * 5.9604644775390625e-8f;
  }
}
extern "C" __global__ void uniform_float64(double* out, const Nest<1> nest, i64 seed, i64 stream) {
  for (i64 i = first_element(); i < nest.size; i += all_threads()) {
    i64 at[1];
    place(nest, i, at);
    u32 words[4];
    philox((u64)i >> 1, (u64)stream, (u64)seed, words);
    u64 bits = (u64)(i & 1 ? words[2] : words[0]) << 32 | (i & 1 ? words[3] : words[1]);
    out[at[0]] = (double)(bits >> 11) * 1.1102230246251565e-16;
  }
}
