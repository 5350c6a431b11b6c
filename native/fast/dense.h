// Dense layer with ReLU by the same two products: x is laid out in blocks of LANES columns once, for both passes.
#pragma once
#include "../kernels.h"
#include "fetch.h"
#include "products.h"

struct DenseSizes {
  const int inputs, units;  // filled up
  explicit DenseSizes(const Dense& s)
      : inputs(round_up(s.inputs, panel_width)), units(round_up(s.units, panel_width)) {}
  bool are_filled(const Dense& s) const { return inputs == s.inputs && units == s.units; }
};

static size_t dense_saved_size(const Dense& s) {
  return (size_t)DenseSizes(s).inputs * s.batch;
}

// Inputs multiplied at a time, so that their weights stay in the cache for all rows.
constexpr int inputs_at_once = 256;

// [batch][columns] to [column block][batch][LANES], for the columns from `from` to `to`.
INLINE void to_blocks(const float* x, int batch, int columns, int from, int to, float* out) {
  out += (long)from * batch;
  for (int first = from; first < to; first += LANES)
    for (int b = 0; b < batch; b++, out += LANES) {
      const float* row = x + (long)b * columns + first;
      fetch(row + inputs_at_once);
      store(out, first < columns ? load_first(row, columns - first) : Vector{});
    }
}

// The weights themselves, or a copy filled up with zeros where their sides do not fit.
INLINE const float* filled_weight(const Dense& s, const DenseSizes& sizes, const float* weight, Workspace& workspace) {
  if (sizes.are_filled(s)) return weight;
  float* copy = workspace.take((size_t)sizes.inputs * sizes.units);
  memset(copy, 0, (size_t)sizes.inputs * sizes.units * sizeof(float));
  for (int k = 0; k < s.inputs; k++)
    memcpy(copy + (long)k * sizes.units, weight + (long)k * s.units, s.units * sizeof(float));
  return copy;
}

static void dense_forward(const Dense& s, const float* x, const float* weight, const float* bias, float* y,
                          float* saved, Workspace& workspace) {
  const DenseSizes sizes(s);
  const float* w = filled_weight(s, sizes, weight, workspace);
  float* sums = workspace.take((size_t)s.batch * sizes.units);
  const int turns = divide_up(s.batch, product_rows) * (sizes.units / panel_width);
  for (int from = 0; from < sizes.inputs; from += inputs_at_once) {
    const int to = smaller(from + inputs_at_once, sizes.inputs), after = smaller(to + inputs_at_once, sizes.inputs);
    to_blocks(x, s.batch, s.inputs, from, to, saved);
    FetchInTurns next_weights(w + (long)to * sizes.units, (size_t)(after - to) * sizes.units, turns);
    for_row_stretches(s.batch, [&](long row, int count) {
      const RowProduct product = row_product_of<LANES>(count);
      for (int first = 0; first < sizes.units; first += panel_width) {
        next_weights.next();
        product(saved + (long)from * s.batch + row * LANES, (long)s.batch * LANES, (to - from) / LANES,
                w + (long)from * sizes.units + first, sizes.units, sums + row * sizes.units + first, sizes.units,
                from > 0);
      }
    });
  }
  for (int first = 0; first < s.units; first += LANES) {
    const int rest = s.units - first;
    const Vector b = load_first(bias + first, rest);
    for (int row = 0; row < s.batch; row++) {
      const Vector v = load(sums + (long)row * sizes.units + first) + b;
      store_first(y + (long)row * s.units + first, s.relu ? relu(v) : v, rest);
    }
  }
}

// The gradient before ReLU in blocks, and its sum over the batch.
INLINE void open_gates(const Dense& s, const float* dy, const float* y, float* gradient, float* bias_gradient) {
  for (int first = 0; first < s.units; first += LANES) {
    const int rest = s.units - first;
    double sums[LANES] = {};
    for (int row = 0; row < s.batch; row++, gradient += LANES) {
      const long at = (long)row * s.units + first;
      Vector g = load_first(dy + at, rest);
      if (s.relu) g = gated(load_first(y + at, rest), g);
      store(gradient, g);
      add_to(sums, g);
    }
    for (int i = 0; i < LANES && i < rest; i++) bias_gradient[first + i] = (float)sums[i];
  }
}

// panel_width inputs at a time: their weights are turned around for the input gradient while they are in the cache
// anyway.
static void dense_backward(const Dense& s, const float* dy, const float* y, const float* weight, const float* saved,
                           DenseGradients gradients, Workspace& workspace) {
  const DenseSizes sizes(s);
  const float* w = filled_weight(s, sizes, weight, workspace);
  const long block_stride = (long)s.batch * LANES;
  float* gradient = workspace.take((size_t)s.batch * sizes.units);
  memset(gradient, 0, (size_t)s.batch * sizes.units * sizeof(float));
  open_gates(s, dy, y, gradient, gradients.bias);
  float* across = workspace.take((size_t)sizes.units * panel_width);
  float* dx = workspace.take((size_t)s.batch * panel_width);
  float* dw = workspace.take((size_t)column_product_rows * sizes.units);
  const int turns = panel_width / column_product_rows * (sizes.units / panel_width);
  for (int first = 0; first < s.inputs; first += panel_width) {
    const int next = first + panel_width, after = smaller(next + panel_width, s.inputs);
    const size_t next_inputs = after > next ? after - next : 0;
    FetchInTurns next_weights(w + (long)next * sizes.units, next_inputs * sizes.units, turns),
        next_columns(saved + (long)next * s.batch, next_inputs * s.batch, turns),
        next_gradients(gradients.weight + (long)next * s.units, next_inputs * s.units, turns);
    if (gradients.x) {
      for (int v = 0; v < panel_width; v += LANES)
        for (int unit = 0; unit < sizes.units; unit += LANES) {
          Vector rows[LANES];
#pragma GCC unroll 16
          for (int r = 0; r < LANES; r++) rows[r] = load(w + (long)(first + v + r) * sizes.units + unit);
          transpose(rows);
#pragma GCC unroll 16
          for (int r = 0; r < LANES; r++) store(across + (long)(unit + r) * panel_width + v, rows[r]);
        }
      for_row_stretches(s.batch, [&](long row, int count) {
        row_product_of<LANES>(count)(gradient + row * LANES, block_stride, sizes.units / LANES, across, panel_width,
                                     dx + row * panel_width, panel_width, false);
      });
      const int rest = s.inputs - first;
      for (int row = 0; row < s.batch; row++)
        for (int v = 0; v < panel_width && v < rest; v += LANES) {
          float* out = gradients.x + (long)row * s.inputs + first + v;
          fetch(out + panel_width);
          store_first(out, load(dx + row * panel_width + v), rest - v);
        }
    }
    for (int r = 0; r < panel_width; r += column_product_rows) {
      const int rows = smaller(column_product_rows, s.inputs - first - r);
      if (rows <= 0) break;
      const float* columns = saved + (first + r) / LANES * block_stride + r % LANES;
      const bool is_whole = rows == column_product_rows && sizes.units == s.units;
      float* out = is_whole ? gradients.weight + (long)(first + r) * s.units : dw;
      for (int unit = 0; unit < sizes.units; unit += panel_width) {
        next_weights.next();
        next_columns.next();
        next_gradients.next();
        const float* left = gradient + unit / LANES * block_stride;
        column_product<LANES>(columns, s.batch, left, left + block_stride, out + unit, sizes.units, false);
      }
      if (!is_whole)
        for (int i = 0; i < rows; i++)
          memcpy(gradients.weight + (long)(first + r + i) * s.units, dw + (long)i * sizes.units,
                 s.units * sizeof(float));
    }
  }
}
