// Vectors of LANES floats by GCC's and Clang's vector extension: one source for every instruction set.
#pragma once
#define INLINE inline __attribute__((always_inline))

typedef float Vector __attribute__((vector_size(LANES * 4)));
typedef float LooseVector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int IndexVector __attribute__((vector_size(LANES * 4)));
typedef float HalfVector __attribute__((vector_size(LANES * 2)));
typedef float LooseHalfVector __attribute__((vector_size(LANES * 2), aligned(4), may_alias));
typedef double DoubleVector __attribute__((vector_size(LANES * 4)));

// Filters, or channels, that one product makes at a time: two vectors.
constexpr int panel_width = 2 * LANES;

constexpr int divide_up(int a, int b) {
  return (a + b - 1) / b;
}
constexpr int round_up(int a, int b) {
  return divide_up(a, b) * b;
}
INLINE int smaller(int a, int b) {
  return a < b ? a : b;
}

INLINE Vector load(const float* p) {
  return *(const LooseVector*)p;
}
INLINE void store(float* p, Vector v) {
  *(LooseVector*)p = v;
}
INLINE Vector splat(float x) {
  return x - Vector{};
}

// The first `count` lanes; the others are zero. Reads nothing behind them.
INLINE Vector load_first(const float* p, int count) {
  if (count >= LANES) return load(p);
  Vector v{};
  for (int i = 0; i < count; i++) v[i] = p[i];
  return v;
}

INLINE void store_first(float* p, Vector v, int count) {
  if (count >= LANES) return store(p, v);
  for (int i = 0; i < count; i++) p[i] = v[i];
}

// Not `u > 0 ? u : 0`: a NaN has to stay one.
INLINE Vector relu(Vector u) {
  return u < 0 ? Vector{} : u;
}
// The gradient where the gate of ReLU is open.
INLINE Vector gated(Vector u, Vector gradient) {
  return u > 0 ? gradient : Vector{};
}

INLINE void add_to(double* sums, Vector v) {
  for (int i = 0; i < LANES; i++) sums[i] += v[i];
}

INLINE DoubleVector load_doubles(const float* p) {
  return __builtin_convertvector((HalfVector)(*(const LooseHalfVector*)p), DoubleVector);
}

#if defined(__AVX512F__)
INLINE Vector square_root(Vector v) {
  return (Vector)_mm512_sqrt_ps((__m512)v);
}
#elif defined(__AVX2__)
INLINE Vector square_root(Vector v) {
  return (Vector)_mm256_sqrt_ps((__m256)v);
}
#elif defined(__SSE2__)
INLINE Vector square_root(Vector v) {
  return (Vector)_mm_sqrt_ps((__m128)v);
}
#elif defined(__ARM_NEON)
INLINE Vector square_root(Vector v) {
  return (Vector)vsqrtq_f32((float32x4_t)v);
}
#else
INLINE Vector square_root(Vector v) {
  for (int i = 0; i < LANES; i++) v[i] = __builtin_sqrtf(v[i]);
  return v;
}
#endif

// Lanes 0 (or LANES/2) and up of both vectors, in turns: a0 b0 a1 b1 ...
#if LANES == 16
#define LOW_LANES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH_LANES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define LOW_LANES 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH_LANES 4, 12, 5, 13, 6, 14, 7, 15
#else
#define LOW_LANES 0, 4, 1, 5
#define HIGH_LANES 2, 6, 3, 7
#endif
#if defined(__clang__)
INLINE Vector interleave_low(Vector a, Vector b) {
  return __builtin_shufflevector(a, b, LOW_LANES);
}
INLINE Vector interleave_high(Vector a, Vector b) {
  return __builtin_shufflevector(a, b, HIGH_LANES);
}
#else
INLINE Vector interleave_low(Vector a, Vector b) {
  return __builtin_shuffle(a, b, IndexVector{LOW_LANES});
}
INLINE Vector interleave_high(Vector a, Vector b) {
  return __builtin_shuffle(a, b, IndexVector{HIGH_LANES});
}
#endif

// A LANES x LANES matrix in place: each of log2(LANES) perfect shuffles of its rows rotates the bits of (row, column)
// by one.
INLINE void transpose(Vector* rows) {
#pragma GCC unroll 4
  for (int step = 1; step < LANES; step *= 2) {
    Vector shuffled[LANES];
#pragma GCC unroll 8
    for (int i = 0; i < LANES / 2; i++) {
      shuffled[2 * i] = interleave_low(rows[i], rows[i + LANES / 2]);
      shuffled[2 * i + 1] = interleave_high(rows[i], rows[i + LANES / 2]);
    }
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) rows[i] = shuffled[i];
  }
}
