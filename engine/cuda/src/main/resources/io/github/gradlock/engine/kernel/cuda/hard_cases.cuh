// Made from the classes of io.github.gradlock.engine.math by CudaTablesTests, which says how; nothing here is changed by hand.
#pragma once
#include "common.cuh"

// The result of a hard case, by the bits of its input, ascending, each followed by those of its result; else the value rounded.
template <int N>
__device__ __forceinline__ float looked_up(float x, double value, const u32 (&pairs)[N]) {
  int low = 0, high = N / 2 - 1;
  int sought = (int)bits_of(x);
#pragma unroll 1
  while (low <= high) {
    int middle = (low + high) >> 1;
    int found = (int)pairs[2 * middle];
    if (found == sought) return of_bits(pairs[2 * middle + 1]);
    if (found < sought) low = middle + 1; else high = middle - 1;
  }
  return (float)value;
}
// Only values near the middle between two numbers of binary32 can be hard, and subnormal ones, whose middles have other bits.
template <int N>
__device__ __forceinline__ float rounded(float x, double value, const u32 (&pairs)[N]) {
  i64 from_middle = (i64)(bits_of(value) & 0x1fffffffull) - 0x10000000;
  bool near = (from_middle < 0 ? -from_middle : from_middle) <= (1 << 20);
  bool subnormal = of_bits(bits_of(value) & (u64)0x7fffffffffffffffull) < 0x1p-126;
  return near || subnormal ? looked_up(x, value, pairs) : (float)value;
}
__device__ __forceinline__ float round_acos(float x, double value) { static const u32 pairs[] = {0x328885a3u, 0x3fc90fdbu, 0x39826222u, 0x3fc907b5u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_acosh(float x, double value) { static const u32 pairs[] = {0x5e68984eu, 0x422e4a21u, 0x655890d3u, 0x4254d1f9u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_asin(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_asinh(float x, double value) { static const u32 pairs[] = {0xcbdd65a5u, 0xc18f034bu, 0xde68984eu, 0xc22e4a21u, 0xe55890d3u, 0xc254d1f9u, 0x4bdd65a5u, 0x418f034bu, 0x5e68984eu, 0x422e4a21u, 0x655890d3u, 0x4254d1f9u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_atan(float x, double value) { static const u32 pairs[] = {0xbd8d6b23u, 0xbd8d31c3u, 0x3d8d6b23u, 0x3d8d31c3u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_atanh(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_cos(float x, double value) { static const u32 pairs[] = {0xdf18b878u, 0x3f7f14bbu, 0xe115cb11u, 0x3f78142fu, 0x5f18b878u, 0x3f7f14bbu, 0x6115cb11u, 0x3f78142fu}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_cosh(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_digamma(float x, double value) { static const u32 pairs[] = {0xa7de86a9u, 0x57134133u, 0xa7e05475u, 0x57121211u, 0xc0b56f96u, 0xbd113592u, 0xc2859781u, 0xb1e59384u, 0xc5a60943u, 0x416641afu, 0x3ecab682u, 0xc025d80du, 0x65d890d3u, 0x4254d1f9u, 0x6f31a8ecu, 0x42845a89u}; return looked_up(x, value, pairs); }
__device__ __forceinline__ float round_erf(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_erfc(float x, double value) { static const u32 pairs[] = {0xb76c9f62u, 0x3f800085u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_erfinv(float x, double value) { static const u32 pairs[] = {0xbe28c827u, 0xbe16a8b9u, 0x3e28c827u, 0x3e16a8b9u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_exp(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_exp2(float x, double value) { static const u32 pairs[] = {0xbcf3a937u, 0x3f7ac6b1u, 0x3b429d37u, 0x3f804385u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_expm1(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_lgamma(float x, double value) { static const u32 pairs[] = {0x3b7c53aau, 0x40b1d661u, 0x3f800000u, 0x00000000u, 0x77ac5674u, 0x7acf27b3u}; return looked_up(x, value, pairs); }
__device__ __forceinline__ float round_log(float x, double value) { static const u32 pairs[] = {0x3c413d3au, 0xc08e158fu, 0x41178febu, 0x400fe5e7u, 0x4c5d65a5u, 0x418f034bu, 0x65d890d3u, 0x4254d1f9u, 0x6f31a8ecu, 0x42845a89u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_log10(float x, double value) { static const u32 pairs[] = {0x0efeee7au, 0xc1e99d23u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_log1p(float x, double value) { static const u32 pairs[] = {0xb53ffffdu, 0xb5400001u, 0xb70fffe5u, 0xb710000du, 0xbb0ec8c4u, 0xbb0ef0a5u, 0x35400003u, 0x353fffffu, 0x3710001bu, 0x370ffff3u, 0x3efd81adu, 0x3ecdeee1u, 0x41078febu, 0x400fe5e7u, 0x65d890d3u, 0x4254d1f9u, 0x6f31a8ecu, 0x42845a89u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_log2(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_rsqrt(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_sigmoid(float x, double value) { static const u32 pairs[] = {0xb4400000u, 0x3effffffu, 0xb4e00000u, 0x3efffffdu, 0xb5300000u, 0x3efffffbu, 0xb5700000u, 0x3efffff9u, 0xb5980000u, 0x3efffff7u, 0xb5b80000u, 0x3efffff5u, 0xb5d80000u, 0x3efffff3u, 0xb5f80000u, 0x3efffff1u, 0xb60c0000u, 0x3effffefu, 0xb61c0000u, 0x3effffedu, 0xb62c0000u, 0x3effffebu, 0xb63c0000u, 0x3effffe9u, 0xb64c0000u, 0x3effffe7u, 0xb65c0000u, 0x3effffe5u, 0xb66c0000u, 0x3effffe3u, 0xb67c0000u, 0x3effffe1u, 0xb6860000u, 0x3effffdfu, 0xb68e0000u, 0x3effffddu, 0xb6960000u, 0x3effffdbu, 0xb69e0000u, 0x3effffd9u, 0xb6a60000u, 0x3effffd7u, 0xb6ae0000u, 0x3effffd5u, 0xb6b60000u, 0x3effffd3u, 0xb6be0000u, 0x3effffd1u, 0xb6c60000u, 0x3effffcfu, 0xb6ce0000u, 0x3effffcdu, 0xb6d60000u, 0x3effffcbu, 0xb6de0000u, 0x3effffc9u, 0xb6e60000u, 0x3effffc7u, 0xb6ea0000u, 0x3effffc6u, 0xb6ee0000u, 0x3effffc5u, 0xb6f20000u, 0x3effffc4u, 0xb6f60000u, 0x3effffc3u, 0xb6fa0000u, 0x3effffc2u, 0xb6fe0000u, 0x3effffc1u, 0xb7030000u, 0x3effffbfu, 0xb7070000u, 0x3effffbdu, 0xb70b0000u, 0x3effffbbu, 0xb70f0000u, 0x3effffb9u, 0xb7130000u, 0x3effffb7u, 0xb7170000u, 0x3effffb5u, 0xb71b0000u, 0x3effffb3u, 0xb71f0000u, 0x3effffb1u, 0xb7230000u, 0x3effffafu, 0xb7270000u, 0x3effffadu, 0xb72b0000u, 0x3effffabu, 0xb72f0000u, 0x3effffa9u, 0xb7330000u, 0x3effffa7u, 0xb7370000u, 0x3effffa5u, 0xb7730000u, 0x3effff87u, 0x34c00000u, 0x3f000001u, 0x35600000u, 0x3f000003u, 0x35b00000u, 0x3f000005u, 0x35f00000u, 0x3f000007u, 0x36180000u, 0x3f000009u, 0x36380000u, 0x3f00000bu, 0x36580000u, 0x3f00000du, 0x36780000u, 0x3f00000fu, 0x368c0000u, 0x3f000011u, 0x369c0000u, 0x3f000013u, 0x36ac0000u, 0x3f000015u, 0x36bc0000u, 0x3f000017u, 0x36cc0000u, 0x3f000019u, 0x36dc0000u, 0x3f00001bu, 0x36ec0000u, 0x3f00001du, 0x36fc0000u, 0x3f00001fu, 0x37060000u, 0x3f000021u, 0x370e0000u, 0x3f000023u, 0x37160000u, 0x3f000025u, 0x371e0000u, 0x3f000027u, 0x372e0000u, 0x3f00002bu, 0x37360000u, 0x3f00002du, 0x373e0000u, 0x3f00002fu, 0x37460000u, 0x3f000031u, 0x374e0000u, 0x3f000033u, 0x37560000u, 0x3f000035u, 0x375e0000u, 0x3f000037u, 0x37660000u, 0x3f000039u}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_sin(float x, double value) { static const u32 pairs[] = {0xc6199998u, 0x3eb1fa5du, 0x46199998u, 0xbeb1fa5du}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_sinh(float x, double value) { static const u32 pairs[] = {0xba1285ffu, 0xba1285ffu, 0x3a1285ffu, 0x3a1285ffu}; return rounded(x, value, pairs); }
__device__ __forceinline__ float round_tan(float x, double value) { return (float)value; }
__device__ __forceinline__ float round_tanh(float x, double value) { return (float)value; }
