// Batch norm, ReLU and average pooling on Z [filter block][batch][sample][LANES], each pass over it once; the pooled
// side is plain [batch][sample][filters]. The gates of ReLU are found again from Z, which costs less than keeping them.
#pragma once
#include "../kernels.h"
#include "vector.h"

// What a block keeps of its batch norm: u = z * factor + offset is the input of ReLU; `mean` and `inverse` (1 /
// standard deviation) belong to the batch.
struct Norm {
  float *factor, *offset;
  double *mean, *inverse;

  static size_t size(int filters) { return (size_t)6 * round_up(filters, panel_width); }
  static Norm at(float* memory, int filters) {
    const size_t padded = round_up(filters, panel_width);
    return {memory, memory + padded, (double*)(memory + 2 * padded), (double*)(memory + 4 * padded)};
  }
  static Norm at(const float* memory, int filters) { return at(const_cast<float*>(memory), filters); }

  void set(int filter, double mean_, double variance, const ConvBlock& s, const ConvBlockWeights& weights) {
    const double inverse_ = 1 / __builtin_sqrt(variance + (double)s.epsilon),
                 factor_ = weights.scale[filter] * inverse_;
    mean[filter] = mean_;
    inverse[filter] = inverse_;
    factor[filter] = (float)factor_;
    offset[filter] = (float)(weights.shift[filter] - mean_ * factor_);
  }

  // Filters that only fill up the last vector.
  void clear_from(int filter) {
    for (; filter % panel_width != 0; filter++) mean[filter] = inverse[filter] = factor[filter] = offset[filter] = 0;
  }
};

// The window is a constant where it is 1 or 2, so that its loop vanishes.
template <int Known>
struct Window {
  static constexpr int known = Known;
};
template <class Visit>
INLINE void with_pool(int pool, Visit visit) {
  if (pool == 1)
    visit(Window<1>());
  else if (pool == 2)
    visit(Window<2>());
  else
    visit(Window<0>());
}

// y = mean over each window of relu(z * factor + offset)
INLINE void normalise_forward(const ConvBlock& s, const float* z, const Norm& norm, float* y) {
  with_pool(s.pool, [&](auto window) __attribute__((always_inline)) {
    const int pool = window.known ? window.known : s.pool;
    const Vector share = splat(1.0f / pool);
    for (int first = 0; first < s.filters; first += LANES) {
      const Vector factor = load(norm.factor + first), offset = load(norm.offset + first);
      const int rest = s.filters - first;
      for (int b = 0; b < s.batch; b++) {
        const float* row = z + ((long)(first / LANES) * s.batch + b) * s.conv_length * LANES;
        float* out = y + (long)b * s.pooled_length * s.filters + first;
        for (int t = 0; t < s.pooled_length; t++, out += s.filters) {
          Vector sum{};
          for (int q = 0; q < pool; q++, row += LANES) sum += relu(load(row) * factor + offset);
          store_first(out, sum * share, rest);
        }
      }
    }
  });
}

// Sums over batch and time of g and g (z - mean), with g the gradient at u: what dscale and dshift are made from. The
// mean is rounded to a float here, which `finish_gradients` puts right.
INLINE void normalise_gradient_sums(const ConvBlock& s, const float* dy, const float* z, const Norm& norm, double* sums,
                                    double* weighted) {
  with_pool(s.pool, [&](auto window) __attribute__((always_inline)) {
    const int pool = window.known ? window.known : s.pool;
    for (int first = 0; first < s.filters; first += LANES) {
      const Vector factor = load(norm.factor + first), offset = load(norm.offset + first);
      Vector mean;
      for (int i = 0; i < LANES; i++) mean[i] = (float)norm.mean[first + i];
      const int rest = s.filters - first;
      for (int b = 0; b < s.batch; b++) {
        const float* row = z + ((long)(first / LANES) * s.batch + b) * s.conv_length * LANES;
        const float* gradient = dy + (long)b * s.pooled_length * s.filters + first;
        Vector sum{}, product{};
        for (int t = 0; t < s.pooled_length; t++, gradient += s.filters) {
          const Vector g = load_first(gradient, rest);
          for (int q = 0; q < pool; q++, row += LANES) {
            const Vector value = load(row), open = gated(value * factor + offset, g);
            sum += open;
            product += open * (value - mean);
          }
        }
        add_to(sums + first, sum / (float)pool);
        add_to(weighted + first, product / (float)pool);
      }
    }
  });
}

// dz = slope g + pull (z - mean) + level, for one filter block: batch norm's gradient (Ioffe and Szegedy 2015) with all
// that does not depend on the sample worked out beforehand.
struct NormGradient {
  Vector factor, offset, mean, slope, pull, level;

  NormGradient(const ConvBlock& s, const Norm& norm, const ConvBlockWeights& weights,
               const ConvBlockGradients& gradients, int first) {
    factor = load(norm.factor + first);
    offset = load(norm.offset + first);
    mean = slope = pull = level = Vector{};
    const double count = (double)s.batch * s.conv_length;
    for (int i = 0; i < LANES && first + i < s.filters; i++) {
      const int f = first + i;
      const double a = weights.scale[f] * norm.inverse[f], b = -a * norm.inverse[f] * gradients.scale[f] / count;
      mean[i] = (float)norm.mean[f];
      slope[i] = (float)(a / s.pool);
      pull[i] = (float)b;
      level[i] = (float)(b * (mean[i] - norm.mean[f]) - a * gradients.shift[f] / count);
    }
  }
};

// dscale and dshift from their sums.
INLINE void finish_gradients(const ConvBlock& s, const Norm& norm, const double* sums, const double* weighted,
                             const ConvBlockGradients& gradients) {
  for (int f = 0; f < s.filters; f++) {
    gradients.shift[f] = (float)sums[f];
    gradients.scale[f] = (float)((weighted[f] + ((float)norm.mean[f] - norm.mean[f]) * sums[f]) * norm.inverse[f]);
  }
}

// Rows of dZ of one beat and one filter block, with `zero_rows` of zeros behind.
INLINE void normalise_gradient_rows(const ConvBlock& s, const NormGradient& n, const float* z, const float* gradient,
                                    int rest, float* dz, int zero_rows) {
  with_pool(s.pool, [&](auto window) __attribute__((always_inline)) {
    const int pool = window.known ? window.known : s.pool;
    for (int t = 0; t < s.pooled_length; t++, gradient += s.filters) {
      const Vector g = load_first(gradient, rest) * n.slope;
      for (int q = 0; q < pool; q++, z += LANES, dz += LANES) {
        const Vector value = load(z);
        store(dz, gated(value * n.factor + n.offset, g) + n.pull * (value - n.mean) + n.level);
      }
    }
    for (int t = s.pooled_length * pool; t < s.conv_length; t++, z += LANES, dz += LANES)
      store(dz, n.pull * (load(z) - n.mean) + n.level);
    memset(dz, 0, zero_rows * LANES * sizeof(float));
  });
}
