// The products of a convolution and its gradients, in tiles of T::M samples (T is a Winograd or Direct).
//
// clang-format off
//   D = B^T x              [channel block][tile][point][LANES]    the input, transformed once for both passes
//   U = G w                [point][channel][panel_width]          the filters of one panel, made on the fly
//   Z = A^T (D U)          [filter block][batch][sample][LANES]   the output
//   E = A dZ               [filter block][tile][point][LANES]     its gradient, for both gradients
//   dw = G^T (D^T E)
//   dx = B (E U^T)                                                overlapping tiles added up
// clang-format on
//
// A convolution without a Winograd form (kernels above 5, strides, dilation) is a Direct one of kernel 1 over kernel x
// channels "channels": D then holds, for each output sample, what its taps see ("im2col").
#pragma once
#include "../kernels.h"
#include "fetch.h"
#include "products.h"
#include "winograd.h"

// Sizes of a block in tiles.
template <class T>
struct Tiling {
  static constexpr bool is_direct = T::M == 1;
  const ConvBlock& block;
  const int taps, channels;  // of the filter as the products see it
  const int channel_blocks, filter_blocks;
  const int tiles_per_beat;
  const long tiles;

  explicit Tiling(const ConvBlock& s)
      : block(s),
        taps(is_direct ? 1 : s.kernel),
        channels(is_direct ? s.kernel * s.channels : s.channels),
        channel_blocks(round_up(channels, panel_width) / LANES),
        filter_blocks(round_up(s.filters, panel_width) / LANES),
        tiles_per_beat(divide_up(s.conv_length, T::M)),
        tiles((long)s.batch * tiles_per_beat) {}

  long row_stride() const { return T::N * LANES; }
  long block_stride() const { return tiles * T::N * LANES; }
  size_t input_size() const { return channel_blocks * block_stride(); }
  size_t gradient_size() const { return filter_blocks * block_stride(); }
  size_t output_size() const { return (size_t)filter_blocks * block.batch * block.conv_length * LANES; }
  const float* weight(const float* filter, int tap, int channel, int first) const {
    return filter + ((long)tap * channels + channel) * block.filters + first;
  }
};

// ---- input to D ----

// A row of x, or zeros before the first and behind the last sample.
INLINE Vector input_row(const ConvBlock& s, const float* beat, int sample, int channel) {
  if (sample < 0 || sample >= s.length) return Vector{};
  return load_first(beat + (long)sample * s.channels + channel, s.channels - channel);
}

template <class T>
void transform_input(const Tiling<T>& tiling, const float* x, float* d, Workspace&) {
  const ConvBlock& s = tiling.block;
  for (int block = 0; block < tiling.channel_blocks; block++) {
    const int channel = block * LANES;
    const bool is_whole = channel + LANES <= s.channels;
    for (int b = 0; b < s.batch; b++) {
      const float* beat = x + (long)b * s.length * s.channels;
      for (int tile = 0; tile < tiling.tiles_per_beat; tile++, d += T::N * LANES) {
        const int first = tile * T::M - s.padding;
        Vector in[T::N], out[T::N];
        if (is_whole && first >= 0 && first + T::N <= s.length) {
          const float* row = beat + (long)first * s.channels + channel;
#pragma GCC unroll 16
          for (int i = 0; i < T::N; i++) in[i] = load(row + (long)i * s.channels);
        } else
          for (int i = 0; i < T::N; i++) in[i] = input_row(s, beat, first + i, channel);
        apply<InputTransform<T>>(in, out);
#pragma GCC unroll 16
        for (int i = 0; i < T::N; i++) store(d + i * LANES, out[i]);
      }
    }
  }
}

template <>
void transform_input<Direct>(const Tiling<Direct>& tiling, const float* x, float* d, Workspace& workspace) {
  const ConvBlock& s = tiling.block;
  const int columns = tiling.channel_blocks * LANES;
  float* row = workspace.take(columns);
  memset(row, 0, columns * sizeof(float));
  for (int b = 0; b < s.batch; b++)
    for (int t = 0; t < s.conv_length; t++, d += LANES) {
      for (int tap = 0; tap < s.kernel; tap++) {
        const int sample = t * s.stride + tap * s.dilation - s.padding;
        float* at = row + tap * s.channels;
        if (sample < 0 || sample >= s.length)
          memset(at, 0, s.channels * sizeof(float));
        else
          memcpy(at, x + ((long)b * s.length + sample) * s.channels, s.channels * sizeof(float));
      }
      for (int block = 0; block < tiling.channel_blocks; block++)
        store(d + block * tiling.block_stride(), load(row + block * LANES));
    }
}

// ---- forward: Z, and the sums from which its mean and variance follow ----

// U of panel_width filters from `first` on.
template <class T>
void transform_filters(const Tiling<T>& tiling, const float* filter, int first, float* u) {
  const int rows = tiling.channel_blocks * LANES;
  for (int c = 0; c < rows; c++)
    for (int v = 0; v < panel_width; v += LANES) {
      const int rest = tiling.block.filters - first - v;
      Vector taps[T::R], points[T::N];
#pragma GCC unroll 16
      for (int j = 0; j < T::R; j++) fetch(tiling.weight(filter, j, c + 16, first + v));
#pragma GCC unroll 16
      for (int j = 0; j < T::R; j++)
        taps[j] = c < tiling.channels && j < tiling.taps && rest > 0
                      ? load_first(tiling.weight(filter, j, c, first + v), rest)
                      : Vector{};
      apply<FilterTransform<T>>(taps, points);
#pragma GCC unroll 16
      for (int p = 0; p < T::N; p++) store(u + ((long)p * rows + c) * panel_width + v, points[p]);
    }
}

// Sums of z - pivot and of its square, [filters]: near enough to the mean, a pivot keeps the variance from drowning in
// rounding errors (Chan, Golub and LeVeque 1983). The first value of each filter serves.
struct Sums {
  double *pivot, *sum, *square;
};

template <class T>
void multiply_forward(const Tiling<T>& tiling, const float* d, const float* filter, float* z, const Sums* sums,
                      Workspace& workspace) {
  const ConvBlock& s = tiling.block;
  const long rows = tiling.channel_blocks * LANES, vector_stride = (long)s.batch * s.conv_length * LANES;
  float* u = workspace.take(T::N * rows * panel_width);
  alignas(64) float products[T::N * product_rows * panel_width];
  for (int first = 0; first < s.filters; first += panel_width) {
    transform_filters(tiling, filter, first, u);
    float* out = z + (long)(first / LANES) * vector_stride;
    Vector pivot[2] = {};
    int tile_of_beat = 0;
    for_row_stretches(tiling.tiles, [&](long tile, int count) {
      const RowProduct product = row_product_of<T::N * LANES>(count);
      for (int p = 0; p < T::N; p++)
        product(d + (tile * T::N + p) * LANES, tiling.block_stride(), tiling.channel_blocks, u + p * rows * panel_width,
                panel_width, products + p * product_rows * panel_width, panel_width, false);
      Vector sum[2] = {}, square[2] = {};
      for (int r = 0; r < count; r++) {
        const int samples = smaller(T::M, s.conv_length - tile_of_beat * T::M);
#pragma GCC unroll 2
        for (int v = 0; v < 2; v++) {
          Vector points[T::N], y[T::M];
#pragma GCC unroll 16
          for (int p = 0; p < T::N; p++) points[p] = load(products + (p * product_rows + r) * panel_width + v * LANES);
          apply<OutputTransform<T>>(points, y);
          if (tile + r == 0) pivot[v] = y[0];
#pragma GCC unroll 16
          for (int i = 0; i < T::M; i++) {
            if (i >= samples) break;
            store(out + i * LANES + v * vector_stride, y[i]);
            const Vector centred = y[i] - pivot[v];
            sum[v] += centred;
            square[v] += centred * centred;
          }
        }
        out += samples * LANES;
        if (++tile_of_beat == tiling.tiles_per_beat) tile_of_beat = 0;
      }
      if (sums)
        for (int v = 0; v < 2; v++)
          add_to(sums->sum + first + v * LANES, sum[v]), add_to(sums->square + first + v * LANES, square[v]);
    });
    if (sums)
      for (int v = 0; v < 2; v++) add_to(sums->pivot + first + v * LANES, pivot[v]);
  }
}

// ---- gradient at the output to E ----

// From the rows of dZ of one beat and one filter block, behind which T::M rows of zeros stand.
template <class T>
void transform_output_gradient(const Tiling<T>& tiling, const float* dz, float* e) {
  for (int tile = 0; tile < tiling.tiles_per_beat; tile++, dz += T::M * LANES, e += T::N * LANES) {
    Vector in[T::M], out[T::N];
#pragma GCC unroll 16
    for (int i = 0; i < T::M; i++) in[i] = load(dz + i * LANES);
    apply<Adjoint<OutputTransform<T>>>(in, out);
#pragma GCC unroll 16
    for (int i = 0; i < T::N; i++) store(e + i * LANES, out[i]);
  }
}

// ---- E to the gradient at the input ----

// U^T: rows are filters from_block * LANES and up, columns panel_width channels from `first` on.
template <class T>
void transform_filters_across(const Tiling<T>& tiling, const float* filter, int first, int from_block, int to_block,
                              float* u) {
  const long rows = (long)(to_block - from_block) * LANES;
  for (int block = from_block; block < to_block; block++)
    for (int v = 0; v < panel_width; v += LANES) {
      const int rest = tiling.block.filters - block * LANES;
      Vector taps[T::R][LANES];
      for (int j = 0; j < T::R; j++) {
#pragma GCC unroll 16
        for (int r = 0; r < LANES; r++) {
          const int channel = first + v + r;
          const bool is_there = channel < tiling.channels && j < tiling.taps && rest > 0;
          fetch(tiling.weight(filter, j, channel, (block + 2) * LANES));
          taps[j][r] = is_there ? load_first(tiling.weight(filter, j, channel, block * LANES), rest) : Vector{};
        }
        transpose(taps[j]);
      }
      for (int i = 0; i < LANES; i++) {
        Vector in[T::R], points[T::N];
#pragma GCC unroll 16
        for (int j = 0; j < T::R; j++) in[j] = taps[j][i];
        apply<FilterTransform<T>>(in, points);
#pragma GCC unroll 16
        for (int p = 0; p < T::N; p++)
          store(u + (p * rows + (block - from_block) * LANES + i) * panel_width + v, points[p]);
      }
    }
}

// Adds up the tiles of panel_width channels, which overlap by T::R - 1 samples: those are carried to the next tile.
template <class T>
struct OverlapAdd {
  const Tiling<T>& tiling;
  float* dx;
  const int first;
  int beat = 0, tile = 0;
  Vector carry[2][T::R] = {};

  // Takes the products of one tile, [point] `stride` apart.
  INLINE void add(const float* products, long stride) {
    const ConvBlock& s = tiling.block;
    const int start = tile * T::M - s.padding;
    const bool is_last = tile + 1 == tiling.tiles_per_beat;
#pragma GCC unroll 2
    for (int v = 0; v < 2; v++) {
      const int channel = first + v * LANES, rest = s.channels - channel;
      if (rest <= 0) break;
      Vector points[T::N], x[T::N];
#pragma GCC unroll 16
      for (int p = 0; p < T::N; p++) points[p] = load(products + p * stride + v * LANES);
      apply<Adjoint<InputTransform<T>>>(points, x);
      if (tile > 0)
#pragma GCC unroll 16
        for (int j = 0; j < T::R - 1; j++) x[j] += carry[v][j];
      float* out = dx + ((long)beat * s.length + start) * s.channels + channel;
      if (start >= 0 && !is_last && start + T::M <= s.length && rest >= LANES) {
#pragma GCC unroll 16
        for (int j = 0; j < T::M; j++) store(out + (long)j * s.channels, x[j]);
      } else {
        const int end = is_last ? T::N : T::M;
#pragma GCC unroll 16
        for (int j = 0; j < T::N; j++)
          if (j < end && start + j >= 0 && start + j < s.length) store_first(out + (long)j * s.channels, x[j], rest);
      }
#pragma GCC unroll 16
      for (int j = 0; j < T::R - 1; j++) carry[v][j] = x[T::M + j];
    }
    if (++tile == tiling.tiles_per_beat) tile = 0, beat++;
  }
};

// A panel of filters larger than this (floats) would leave E no room in the second-level cache.
constexpr long largest_panel = 450000 / sizeof(float);

template <class T>
void input_gradient(const Tiling<T>& tiling, const float* e, const float* filter, float* dx, Workspace& workspace) {
  const long stretch_size = (long)T::N * product_rows * panel_width;
  const int parts = divide_up(T::N * tiling.filter_blocks * LANES * panel_width, largest_panel);
  const int most_rows = divide_up(tiling.filter_blocks, parts) * LANES;
  float* u = workspace.take((size_t)T::N * most_rows * panel_width);
  // With the filters in several parts, the sums of all tiles wait for the last part.
  float* products = workspace.take(parts == 1 ? stretch_size : (tiling.tiles / product_rows + 1) * stretch_size);
  for (int first = 0; first < tiling.channels; first += panel_width) {
    OverlapAdd<T> overlap{tiling, dx, first};
    for (int part = 0; part < parts; part++) {
      const int from = tiling.filter_blocks * part / parts, to = tiling.filter_blocks * (part + 1) / parts;
      const long rows = (long)(to - from) * LANES;
      transform_filters_across(tiling, filter, first, from, to, u);
      float* out = products;
      for_row_stretches(tiling.tiles, [&](long tile, int count) {
        const RowProduct product = row_product_of<T::N * LANES>(count);
        for (int p = 0; p < T::N; p++)
          product(e + from * tiling.block_stride() + (tile * T::N + p) * LANES, tiling.block_stride(), to - from,
                  u + p * rows * panel_width, panel_width, out + p * product_rows * panel_width, panel_width, part > 0);
        if (part + 1 == parts)
          for (int r = 0; r < count; r++) overlap.add(out + r * panel_width, product_rows * panel_width);
        if (parts > 1) out += stretch_size;
      });
    }
  }
}

// E (which is dZ) w^T is the gradient at what each tap saw; samples seen by several taps add theirs up ("col2im").
template <>
void input_gradient<Direct>(const Tiling<Direct>& tiling, const float* e, const float* filter, float* dx,
                            Workspace& workspace) {
  const ConvBlock& s = tiling.block;
  const long columns = tiling.channel_blocks * LANES;
  float* u = workspace.take((size_t)tiling.filter_blocks * LANES * panel_width);
  float* seen = workspace.take(tiling.tiles * columns);
  for (int first = 0; first < tiling.channels; first += panel_width) {
    transform_filters_across(tiling, filter, first, 0, tiling.filter_blocks, u);
    for_row_stretches(tiling.tiles, [&](long row, int count) {
      row_product_of<LANES>(count)(e + row * LANES, tiling.block_stride(), tiling.filter_blocks, u, panel_width,
                                   seen + row * columns + first, columns, false);
    });
  }
  memset(dx, 0, (size_t)s.batch * s.length * s.channels * sizeof(float));
  for (int b = 0; b < s.batch; b++)
    for (int t = 0; t < s.conv_length; t++, seen += columns)
      for (int tap = 0; tap < s.kernel; tap++) {
        const int sample = t * s.stride + tap * s.dilation - s.padding;
        if (sample < 0 || sample >= s.length) continue;
        float* out = dx + ((long)b * s.length + sample) * s.channels;
        for (int c = 0; c < s.channels; c++) out[c] += seen[tap * s.channels + c];
      }
}

// ---- D and E to the filter gradient ----

// Where the gradients of LANES channels and panel_width filters will be written.
template <class T>
INLINE void fetch_filters(const Tiling<T>& tiling, const float* dw, int channel, int first) {
  for (int j = 0; j < tiling.taps; j++)
    for (int c = 0; c < LANES; c++)
      for (int v = 0; v < panel_width; v += LANES) fetch(tiling.weight(dw, j, channel + c, first + v));
}

template <class T>
void filter_gradient(const Tiling<T>& tiling, const float* d, const float* e, float* dw, Workspace& workspace) {
  constexpr long tile_size = (long)T::N * LANES * panel_width;
  // Long layers in stretches, so that D and E of one stay in the second-level cache; dU then adds up in memory.
  const int stretches = (int)((tiling.tiles + 255) / 256);
  const int panels = tiling.filter_blocks / 2;
  float* sums = workspace.take(tile_size * (stretches > 1 ? panels * tiling.channel_blocks : 1));
  for (int stretch = 0; stretch < stretches; stretch++) {
    const long from = tiling.tiles * stretch / stretches, to = tiling.tiles * (stretch + 1) / stretches;
    for (int panel = 0; panel < panels; panel++)
      for (int block = 0; block < tiling.channel_blocks; block++) {
        float* du = sums + (stretches > 1 ? ((long)panel * tiling.channel_blocks + block) * tile_size : 0);
        const float* left = e + 2 * panel * tiling.block_stride() + from * tiling.row_stride();
        const float* columns = d + block * tiling.block_stride() + from * tiling.row_stride();
        const bool is_last = stretch + 1 == stretches;
        if (is_last) fetch_filters(tiling, dw, block * LANES, panel * panel_width);
        for (int p = 0; p < T::N; p++)
          for (int h = 0; h < LANES; h += column_product_rows)
            column_product<T::N * LANES>(columns + p * LANES + h, to - from, left + p * LANES,
                                         left + tiling.block_stride() + p * LANES,
                                         du + ((long)p * LANES + h) * panel_width, panel_width, stretch > 0);
        if (!is_last) continue;
        const int channels = smaller(LANES, tiling.channels - block * LANES);
        for (int c = 0; c < channels; c++)
          for (int v = 0; v < panel_width; v += LANES) {
            const int first = panel * panel_width + v, rest = tiling.block.filters - first;
            if (rest <= 0) break;
            Vector points[T::N], taps[T::R];
#pragma GCC unroll 16
            for (int p = 0; p < T::N; p++) points[p] = load(du + ((long)p * LANES + c) * panel_width + v);
            apply<Adjoint<FilterTransform<T>>>(points, taps);
#pragma GCC unroll 16
            for (int j = 0; j < T::R; j++)
              if (j < tiling.taps)
                store_first(dw + ((long)j * tiling.channels + block * LANES + c) * tiling.block.filters + first,
                            taps[j], rest);
          }
      }
  }
}
