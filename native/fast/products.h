// The two matrix products that everything is made of. Both keep a block of the result in registers: as many rows as
// there are registers for, times two vectors.
//
// Operands lie in blocks of LANES columns, [column / LANES][row][LANES], so that the forward product reads rows and the
// filter gradient reads columns of the same memory, nothing is packed for it, and no stride is a power of two.
#pragma once
#include "vector.h"

#if LANES == 16
constexpr int product_rows = 14;  // 28 of 32 registers hold sums
#elif defined(__ARM_NEON)
constexpr int product_rows = 12;
#else
constexpr int product_rows = 6;  // 12 of 16
#endif
constexpr int column_product_rows = LANES / 2;

// out[r][0..panel_width) (+)= sum over columns k of a[r][k] * panel[k][..], for `Rows` rows of `a` that lie RowStride
// floats apart. RowStride is a constant, so that all addresses are displacements from one register.
template <int Rows, int RowStride>
__attribute__((noinline)) void row_product(const float* a, long block_stride, long blocks, const float* panel,
                                           long panel_stride, float* out, long out_stride, bool accumulate) {
  Vector left[Rows], right[Rows];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; r++) {
    left[r] = accumulate ? load(out + r * out_stride) : Vector{};
    right[r] = accumulate ? load(out + r * out_stride + LANES) : Vector{};
  }
  for (long block = 0; block < blocks; block++, a += block_stride) {
    const float* next = a + block_stride;  // fetched while this block is multiplied
#pragma GCC unroll 4
    for (int i = 0; i < LANES; i++, panel += panel_stride, next += RowStride) {
      const Vector b0 = load(panel), b1 = load(panel + LANES);
      __builtin_prefetch(next);
#pragma GCC unroll 16
      for (int r = 0; r < Rows; r++) {
        const Vector x = splat(a[r * RowStride + i]);
        left[r] += x * b0;
        right[r] += x * b1;
      }
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; r++) store(out + r * out_stride, left[r]), store(out + r * out_stride + LANES, right[r]);
}

typedef void (*RowProduct)(const float*, long, long, const float*, long, float*, long, bool);

template <int RowStride, int... Index>
struct RowProducts {
  static constexpr RowProduct table[] = {row_product<Index + 1, RowStride>...};
};
template <int RowStride, int Count, int... Index>
struct RowProductsUpTo : RowProductsUpTo<RowStride, Count - 1, Count - 1, Index...> {};
template <int RowStride, int... Index>
struct RowProductsUpTo<RowStride, 0, Index...> : RowProducts<RowStride, Index...> {};

// The product for 1 to product_rows rows.
template <int RowStride>
INLINE RowProduct row_product_of(int rows) {
  return RowProductsUpTo<RowStride, product_rows>::table[rows - 1];
}

// `rows` rows cut into stretches of at most product_rows, as even as can be; calls visit(first, count).
template <class Visit>
INLINE void for_row_stretches(long rows, Visit visit) {
  const long stretches = (rows + product_rows - 1) / product_rows;
  for (long i = 0; i < stretches; i++) {
    const long first = rows * i / stretches, end = rows * (i + 1) / stretches;
    visit(first, (int)(end - first));
  }
}

// out[r][0..panel_width) (+)= sum over rows t of a[t][r] * (b0[t] | b1[t]), for column_product_rows columns of a; rows
// lie Stride apart.
template <int Stride>
__attribute__((noinline)) void column_product(const float* a, long rows, const float* b0, const float* b1, float* out,
                                              long out_stride, bool accumulate) {
  Vector left[column_product_rows], right[column_product_rows];
#pragma GCC unroll 16
  for (int r = 0; r < column_product_rows; r++) {
    left[r] = accumulate ? load(out + r * out_stride) : Vector{};
    right[r] = accumulate ? load(out + r * out_stride + LANES) : Vector{};
  }
#pragma GCC unroll 2
  for (long t = 0; t < rows; t++, a += Stride, b0 += Stride, b1 += Stride) {
    const Vector v0 = load(b0), v1 = load(b1);
    if (Stride > LANES)
      __builtin_prefetch(a + 4 * Stride), __builtin_prefetch(b0 + 4 * Stride), __builtin_prefetch(b1 + 4 * Stride);
#pragma GCC unroll 16
    for (int r = 0; r < column_product_rows; r++) {
      const Vector x = splat(a[r]);
      left[r] += x * v0;
      right[r] += x * v1;
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < column_product_rows; r++)
    store(out + r * out_stride, left[r]), store(out + r * out_stride + LANES, right[r]);
}
