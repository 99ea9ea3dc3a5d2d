// Matrix products: each element of a result is one chain of fused multiply-adds in ascending k, from zero or from what is there (rule 3). Tiles change who
// reads what and when, and no chain.
#include "common.cuh"

#define TILE 16

// Where the elements of a matrix lie: element (i, j) at rows[i] + columns[j] of tables, or at i * row_stride + j * column_stride.
struct Places {
  const i64* rows;
  const i64* columns;
  i64 row_stride;
  i64 column_stride;
};
__device__ __forceinline__ i64 row_of(const Places& places, i64 i) { return places.rows ? places.rows[i] : i * places.row_stride; }
__device__ __forceinline__ i64 column_of(const Places& places, i64 j) { return places.columns ? places.columns[j] : j * places.column_stride; }

template <class T>
__device__ __forceinline__ void multiply(const T* a, const T* b, T* out, const Nest<3>& batch, const Places& left, const Places& right,
                                         const Places& result, i64 m, i64 k, i64 n, int goes_on) {
  __shared__ T tile_a[TILE][TILE];
  __shared__ T tile_b[TILE][TILE];
  i64 start[3];
  place(batch, (i64)blockIdx.z, start);
  i64 row = (i64)blockIdx.y * TILE + threadIdx.y;
  i64 column = (i64)blockIdx.x * TILE + threadIdx.x;
  bool inside = row < m && column < n;
  i64 target = inside ? start[2] + row_of(result, row) + column_of(result, column) : 0;
  T sum = inside && goes_on ? out[target] : (T)0;
  i64 row_a = row < m ? start[0] + row_of(left, row) : 0;
  i64 column_b = column < n ? start[1] + column_of(right, column) : 0;
#pragma unroll 1
  for (i64 first = 0; first < k; first += TILE) {
    i64 ka = first + threadIdx.x;
    i64 kb = first + threadIdx.y;
    if (row < m && ka < k) tile_a[threadIdx.y][threadIdx.x] = a[row_a + column_of(left, ka)];
    if (column < n && kb < k) tile_b[threadIdx.y][threadIdx.x] = b[column_b + row_of(right, kb)];
    __syncthreads();
    int count = (int)(k - first < TILE ? k - first : TILE);
    if (inside) {
      for (int i = 0; i < count; i++) sum = fused(tile_a[threadIdx.y][i], tile_b[i][threadIdx.x], sum);
    }
    __syncthreads();
  }
  if (inside) out[target] = sum;
}

#define MATMUL(DTYPE, T)                                                                                                  \
  extern "C" __global__ void __launch_bounds__(TILE * TILE)                                                               \
      matmul_##DTYPE(const T* a, const T* b, T* out, const Nest<3> batch, const Places left, const Places right,          \
                     const Places result, i64 m, i64 k, i64 n, int goes_on) {                                             \
    multiply<T>(a, b, out, batch, left, right, result, m, k, n, goes_on);                                                 \
  }
MATMUL(float32, float)
MATMUL(float64, double)
MATMUL(int64, i64)
