// Reductions of runs. Floating sums and products have the order of rule 4: a run is cut in blocks of 1,024 elements, element i of a block goes to lane
// i mod 64, lanes combine by halving, and blocks by a tree of pairs in their order. A block of threads is the 64 lanes of one run.
#include "common.cuh"

#define LANES 64
#define BLOCK 1024
// Enough for the blocks of any run that an int counts.
#define LEVELS 32

struct Add {
  template <class T>
  static __device__ __forceinline__ T start(T) { return 0; }
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return a + b; }
};
struct Multiply {
  template <class T>
  static __device__ __forceinline__ T start(T) { return 1; }
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return a * b; }
};
// The order of these does not matter, and the first element may count twice.
struct Greatest {
  template <class T>
  static __device__ __forceinline__ T start(T first) { return first; }
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return greater_of(a, b); }
};
struct Least {
  template <class T>
  static __device__ __forceinline__ T start(T first) { return first; }
  template <class T>
  static __device__ __forceinline__ T of(T a, T b) { return lesser_of(a, b); }
};

template <class T, class F>
__device__ __forceinline__ void reduce(const T* in, T* out, const Nest<2>& starts, const Nest<1>& run) {
  __shared__ T lanes[LANES];
  for (i64 number = blockIdx.x; number < starts.size; number += gridDim.x) {
    i64 start[2];
    place(starts, number, start);
    i64 at[1];
    T none = F::start(run.size > 0 ? in[start[0] + run.offsets[0]] : (T)0);
    T tree[LEVELS];
    T last = none;
    i64 blocks = 0;
    for (i64 first = 0; first < run.size; first += BLOCK) {
      i64 end = first + BLOCK < run.size ? first + BLOCK : run.size;
      T lane = none;
      for (i64 i = first + threadIdx.x; i < end; i += LANES) {
        place(run, i, at);
        lane = F::of(lane, in[start[0] + at[0]]);
      }
      lanes[threadIdx.x] = lane;
      __syncthreads();
#pragma unroll 1
      for (int half = LANES / 2; half > 0; half /= 2) {
        if (threadIdx.x < half) lanes[threadIdx.x] = F::of(lanes[threadIdx.x], lanes[threadIdx.x + half]);
        __syncthreads();
      }
      if (threadIdx.x == 0) {
        // The tree is kept like the digits of a binary counter: level l holds 2^l blocks.
        last = lanes[0];
        int level = 0;
#pragma unroll 1
        for (; (blocks >> level) & 1; level++) last = F::of(tree[level], last);
        tree[level] = last;
      }
      blocks++;
      __syncthreads();
    }
    if (threadIdx.x == 0) {
      if (blocks > 0) {
        int level = __ffsll(blocks) - 1;
        last = tree[level];
#pragma unroll 1
        for (level++; blocks >> level; level++) {
          if ((blocks >> level) & 1) last = F::of(tree[level], last);
        }
      }
      out[start[1]] = last;
    }
  }
}

// Runs of no more elements than lanes: a thread each, which adds up the lanes of the block as above.
template <class T, class F>
__device__ __forceinline__ void reduce_short(const T* in, T* out, const Nest<2>& starts, const Nest<1>& run) {
  for (i64 number = first_element(); number < starts.size; number += all_threads()) {
    i64 start[2], at[1];
    place(starts, number, start);
    int used = (int)run.size;
    T none = F::start(used > 0 ? in[start[0] + run.offsets[0]] : (T)0);
    T lanes[LANES];
#pragma unroll 1
    for (int i = 0; i < used; i++) {
      place(run, i, at);
      lanes[i] = F::of(none, in[start[0] + at[0]]);
    }
#pragma unroll 1
    for (int half = LANES / 2; half > 0; half /= 2) {
#pragma unroll 1
      for (int i = half; i < used; i++) lanes[i - half] = F::of(lanes[i - half], lanes[i]);
      used = used < half ? used : half;
    }
    out[start[1]] = used > 0 ? lanes[0] : none;
  }
}

#define REDUCE(NAME, DTYPE, T, F)                                                                                         \
  extern "C" __global__ void __launch_bounds__(LANES)                                                                     \
      reduce_##NAME##_##DTYPE(const T* in, T* out, const Nest<2> starts, const Nest<1> run) {                             \
    reduce<T, F>(in, out, starts, run);                                                                                   \
  }                                                                                                                       \
  extern "C" __global__ void reduce_short_##NAME##_##DTYPE(const T* in, T* out, const Nest<2> starts, const Nest<1> run) { \
    reduce_short<T, F>(in, out, starts, run);                                                                             \
  }
#define REDUCTIONS(DTYPE, T) REDUCE(sum, DTYPE, T, Add) REDUCE(prod, DTYPE, T, Multiply) REDUCE(max, DTYPE, T, Greatest) REDUCE(min, DTYPE, T, Least)
REDUCTIONS(float32, float)
REDUCTIONS(float64, double)
REDUCTIONS(int64, i64)

// Whether any element, or all, are not zero.
#define TRUTH(DTYPE, T)                                                                                                   \
  extern "C" __global__ void __launch_bounds__(LANES)                                                                     \
      truth_##DTYPE(const T* in, u8* out, const Nest<2> starts, const Nest<1> run, int all) {                             \
    __shared__ int found;                                                                                                 \
    for (i64 number = blockIdx.x; number < starts.size; number += gridDim.x) {                                            \
      i64 start[2], at[1];                                                                                                \
      place(starts, number, start);                                                                                       \
      int mine = 0;                                                                                                       \
      for (i64 i = threadIdx.x; i < run.size; i += LANES) {                                                               \
        place(run, i, at);                                                                                                \
        mine |= (in[start[0] + at[0]] != 0) != all;                                                                       \
      }                                                                                                                   \
      if (threadIdx.x == 0) found = 0;                                                                                    \
      __syncthreads();                                                                                                    \
      /* An "or" of integers has no order. */                                                                             \
      if (mine) atomicOr(&found, 1);                                                                                      \
      __syncthreads();                                                                                                    \
      if (threadIdx.x == 0) out[start[1]] = (found != 0) != all;                                                          \
      __syncthreads();                                                                                                    \
    }                                                                                                                     \
  }
// The same of runs of few elements: a thread each.
#define TRUTH_SHORT(DTYPE, T)                                                                                             \
  extern "C" __global__ void truth_short_##DTYPE(const T* in, u8* out, const Nest<2> starts, const Nest<1> run, int all) { \
    for (i64 number = first_element(); number < starts.size; number += all_threads()) {                                  \
      i64 start[2], at[1];                                                                                                \
      place(starts, number, start);                                                                                       \
      int found = 0;                                                                                                      \
      for (i64 i = 0; i < run.size; i++) {                                                                                \
        place(run, i, at);                                                                                                \
        found |= (in[start[0] + at[0]] != 0) != all;                                                                      \
      }                                                                                                                   \
      out[start[1]] = (found != 0) != all;                                                                                \
    }                                                                                                                     \
  }
#define TRUTHS(DTYPE, T) TRUTH(DTYPE, T) TRUTH_SHORT(DTYPE, T)
TRUTHS(float32, float)
TRUTHS(float64, double)
TRUTHS(int64, i64)
TRUTHS(bool, u8)

// Whether an element is to be taken instead of the best so far: a NaN beats all but an earlier one, equal ones leave the first.
template <class T>
__device__ __forceinline__ bool beats(T candidate, i64 index, T best, i64 best_index, bool max) {
  if (is_nan(candidate)) return !is_nan(best) || index < best_index;
  if (is_nan(best)) return false;
  if (candidate == best) return index < best_index;
  return max ? candidate > best : candidate < best;
}
__device__ __forceinline__ bool is_nan(u8) { return false; }

#define ARG(DTYPE, T)                                                                                                     \
  extern "C" __global__ void __launch_bounds__(LANES)                                                                     \
      arg_##DTYPE(const T* in, i64* out, const Nest<2> lines, i64 length, i64 step, int max) {                            \
    __shared__ T values[LANES];                                                                                           \
    __shared__ i64 indices[LANES];                                                                                        \
    for (i64 number = blockIdx.x; number < lines.size; number += gridDim.x) {                                             \
      i64 start[2];                                                                                                       \
      place(lines, number, start);                                                                                        \
      T best = in[start[0]];                                                                                              \
      i64 index = 0;                                                                                                      \
      for (i64 i = threadIdx.x; i < length; i += LANES) {                                                                 \
        T candidate = in[start[0] + i * step];                                                                            \
        if (beats(candidate, i, best, index, max != 0)) {                                                                 \
          best = candidate;                                                                                               \
          index = i;                                                                                                      \
        }                                                                                                                 \
      }                                                                                                                   \
      values[threadIdx.x] = best;                                                                                         \
      indices[threadIdx.x] = index;                                                                                       \
      __syncthreads();                                                                                                    \
      _Pragma("unroll 1") for (int half = LANES / 2; half > 0; half /= 2) {                                              \
        if (threadIdx.x < half &&                                                                                         \
            beats(values[threadIdx.x + half], indices[threadIdx.x + half], values[threadIdx.x], indices[threadIdx.x], max != 0)) { \
          values[threadIdx.x] = values[threadIdx.x + half];                                                               \
          indices[threadIdx.x] = indices[threadIdx.x + half];                                                             \
        }                                                                                                                 \
        __syncthreads();                                                                                                  \
      }                                                                                                                   \
      if (threadIdx.x == 0) out[start[1]] = indices[0];                                                                   \
      __syncthreads();                                                                                                    \
    }                                                                                                                     \
  }
ARG(float32, float)
ARG(float64, double)
ARG(int64, i64)
ARG(bool, u8)

// Running reductions, strictly from left to right: one thread a line.
#define SCAN(NAME, DTYPE, T, F)                                                                                           \
  extern "C" __global__ void scan_##NAME##_##DTYPE(const T* in, T* out, const Nest<2> lines, i64 length, i64 step, i64 out_step) { \
    for (i64 number = first_element(); number < lines.size; number += all_threads()) {                                   \
      i64 start[2];                                                                                                       \
      place(lines, number, start);                                                                                        \
      if (length == 0) continue;                                                                                          \
      T value = in[start[0]];                                                                                             \
      out[start[1]] = value;                                                                                              \
      for (i64 i = 1; i < length; i++) {                                                                                  \
        value = F::of(value, in[start[0] + i * step]);                                                                    \
        out[start[1] + i * out_step] = value;                                                                             \
      }                                                                                                                   \
    }                                                                                                                     \
  }
#define SCANS(DTYPE, T) SCAN(sum, DTYPE, T, Add) SCAN(prod, DTYPE, T, Multiply) SCAN(max, DTYPE, T, Greatest) SCAN(min, DTYPE, T, Least)
SCANS(float32, float)
SCANS(float64, double)
SCANS(int64, i64)
