// A function of binary64 as two kernels: that of binary32 is the same function, rounded once, but for the inputs that the table names (rule 5).
#pragma once
#include "common.cuh"
#include "hard_cases.cuh"

#define FUNCTION_OF(NAME, DTYPE, T, VALUE)                                                                    \
  extern "C" __global__ void unary_##NAME##_##DTYPE(const T* in, T* out, const Nest<2> nest) {               \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                       \
      i64 at[2];                                                                                              \
      place(nest, i, at);                                                                                     \
      T x = in[at[0]];                                                                                        \
      out[at[1]] = (VALUE);                                                                                   \
    }                                                                                                         \
  }
#define FUNCTION(NAME, COMPUTED)                     \
  FUNCTION_OF(NAME, float64, double, COMPUTED(x)) \
  FUNCTION_OF(NAME, float32, float, round_##NAME(x, COMPUTED((double)x)))

// A function of two numbers of binary64, and of binary32 by way of it, rounded once.
#define FUNCTION_OF_2(NAME, DTYPE, T, COMPUTED)                                                                  \
  extern "C" __global__ void binary_##NAME##_##DTYPE(const T* left, const T* right, T* out, const Nest<3> nest) { \
    for (i64 i = first_element(); i < nest.size; i += all_threads()) {                                           \
      i64 at[3];                                                                                                  \
      place(nest, i, at);                                                                                         \
      out[at[2]] = (T)COMPUTED((double)left[at[0]], (double)right[at[1]]);                                        \
    }                                                                                                             \
  }
#define FUNCTIONS_OF_2(NAME, COMPUTED) FUNCTION_OF_2(NAME, float64, double, COMPUTED) FUNCTION_OF_2(NAME, float32, float, COMPUTED)
