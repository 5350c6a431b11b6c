// The first block of a network in closed form. With one input channel, the output of the convolution never has to be
// stored:
//
//   z_t = sum_j w_j x_(t+j), so that mean and variance over all t follow from the moments of x,
//         S_j = sum_t x_(t+j)   and   R_ij = sum_t x_(t+i) x_(t+j);
//   its gradients follow from G = sum g and G_j = sum g x_(t+j), with g the gradient behind the gate of ReLU, which is
//   found again from x.
//
// Moments are summed in double precision: a filter that takes differences has a small variance next to them.
#pragma once
#include "fetch.h"
#include "normalise.h"

constexpr int rows_ahead = 16;  // of the map on the pooled side, to be fetched
constexpr int longest_first_kernel = 16;

INLINE bool is_first_block(const ConvBlock& s) {
  return s.channels == 1 && !s.input_gradient && s.stride == 1 && s.dilation == 1 && s.kernel <= longest_first_kernel;
}

// What the block keeps: its norm, the moments, and the beats with their padding.
struct FirstSaved {
  Norm norm;
  double *moments, *products;  // S [kernel], R [kernel][kernel]
  float* padded;               // [batch][padded_length]

  static int padded_length(const ConvBlock& s) { return s.conv_length + s.kernel - 1; }
  static size_t size(const ConvBlock& s) {
    return Norm::size(s.filters) + 2 * (s.kernel + s.kernel * s.kernel) + (size_t)s.batch * padded_length(s) + LANES;
  }
  FirstSaved(const ConvBlock& s, const float* saved) : norm(Norm::at(saved, s.filters)) {
    moments = (double*)(const_cast<float*>(saved) + Norm::size(s.filters));
    products = moments + s.kernel;
    padded = (float*)(products + s.kernel * s.kernel);
  }
};

INLINE void pad_beats(const ConvBlock& s, const float* x, float* padded) {
  const int length = FirstSaved::padded_length(s);
  for (int b = 0; b < s.batch; b++, padded += length, x += s.length) {
    memset(padded, 0, length * sizeof(float));
    memcpy(padded + s.padding, x, smaller(s.length, length - s.padding) * sizeof(float));
  }
}

// sum over t < count of a_t b_t, in double precision
INLINE double dot(const float* a, const float* b, int count) {
  DoubleVector sums{};
  int t = 0;
  for (; t + LANES / 2 <= count; t += LANES / 2) sums += load_doubles(a + t) * load_doubles(b + t);
  double sum = 0;
  for (int i = 0; i < LANES / 2; i++) sum += sums[i];
  for (; t < count; t++) sum += (double)a[t] * b[t];
  return sum;
}

// R_(i+1)(j+1) is R_ij without its first and with one more last term, so that only the first row is summed.
INLINE void sum_moments(const ConvBlock& s, const FirstSaved& saved) {
  const int k = s.kernel, length = FirstSaved::padded_length(s), count = s.conv_length;
  memset(saved.moments, 0, (k + k * k) * sizeof(double));
  for (int b = 0; b < s.batch; b++) {
    const float* x = saved.padded + (long)b * length;
    double sum = 0;
    for (int t = 0; t < count; t++) sum += x[t];
    for (int j = 0; j < k; j++) {
      saved.moments[j] += sum;
      if (j + 1 < k) sum += (double)x[j + count] - x[j];
    }
    for (int lag = 0; lag < k; lag++) {
      double product = dot(x, x + lag, count);
      for (int i = 0; i + lag < k; i++) {
        saved.products[i * k + i + lag] += product;
        if (i + lag + 1 < k) product += (double)x[i + count] * x[i + lag + count] - (double)x[i] * x[i + lag];
      }
    }
  }
  for (int i = 0; i < k; i++)
    for (int j = 0; j < i; j++) saved.products[i * k + j] = saved.products[j * k + i];
}

INLINE void first_statistics(const ConvBlock& s, const ConvBlockWeights& weights, const FirstSaved& saved,
                             const Statistics& statistics) {
  const int k = s.kernel, filters = s.filters;
  const double count = (double)s.batch * s.conv_length;
  Norm norm = saved.norm;
  for (int f = 0; f < filters; f++) {
    double mean = 0, variance = 0;
    for (int j = 0; j < k; j++) {
      const double w = weights.filter[j * filters + f], mean_j = saved.moments[j] / count;
      mean += w * mean_j;
      for (int i = 0; i < k; i++)
        variance += w * weights.filter[i * filters + f] *
                    (saved.products[j * k + i] / count - mean_j * saved.moments[i] / count);
    }
    if (variance < 0) variance = 0;
    statistics.mean[f] = (float)mean;
    statistics.variance[f] = (float)variance;
    norm.set(f, mean, variance, s, weights);
  }
  norm.clear_from(filters);
}

// Filters times the factor of batch norm, so that u = offset + sum_j w_j x_(t+j).
template <int K>
INLINE void scaled_filters(const ConvBlock& s, const float* filter, const Norm& norm, int first, Vector* w) {
#pragma GCC unroll 16
  for (int j = 0; j < K; j++)
    w[j] = load_first(filter + (long)j * s.filters + first, s.filters - first) * load(norm.factor + first);
}

template <int K>
INLINE Vector gate_input(const Vector* w, Vector offset, const float* x) {
#pragma GCC unroll 16
  for (int j = 0; j < K; j++) offset += w[j] * x[j];
  return offset;
}

struct FirstForward {
  const ConvBlock& s;
  const float *padded, *filter;
  const Norm& norm;
  float* y;

  template <int K>
  void run() const {
    with_pool(s.pool, [&](auto window) __attribute__((always_inline)) {
      const int pool = window.known ? window.known : s.pool;
      const Vector share = splat(1.0f / pool);
      for (int b = 0; b < s.batch; b++)
        for (int first = 0; first < s.filters; first += LANES) {
          Vector w[K];
          scaled_filters<K>(s, filter, norm, first, w);
          const Vector offset = load(norm.offset + first);
          const int rest = s.filters - first;
          const float* x = padded + (long)b * FirstSaved::padded_length(s);
          float* out = y + (long)b * s.pooled_length * s.filters + first;
          for (int t = 0; t < s.pooled_length; t++, out += s.filters) {
            Vector sum{};
            for (int q = 0; q < pool; q++, x++) sum += relu(gate_input<K>(w, offset, x));
            fetch(out + rows_ahead * s.filters);
            store_first(out, sum * share, rest);
          }
        }
    });
  }
};

// G in row K of `sums`, G_j in row j: [kernel + 1][padded filters].
struct FirstGradientSums {
  const ConvBlock& s;
  const FirstSaved& saved;
  const float *dy, *filter;
  double* sums;
  int row_length;

  template <int K>
  void run() const {
    with_pool(s.pool, [&](auto window) __attribute__((always_inline)) {
      const int pool = window.known ? window.known : s.pool;
      for (int b = 0; b < s.batch; b++)
        for (int first = 0; first < s.filters; first += LANES) {
          Vector w[K];
          scaled_filters<K>(s, filter, saved.norm, first, w);
          const Vector offset = load(saved.norm.offset + first);
          const int rest = s.filters - first;
          const float* x = saved.padded + (long)b * FirstSaved::padded_length(s);
          const float* gradient = dy + (long)b * s.pooled_length * s.filters + first;
          Vector sum{}, weighted[K] = {};
          for (int t = 0; t < s.pooled_length; t++, gradient += s.filters) {
            fetch(gradient + rows_ahead * s.filters);
            const Vector g = load_first(gradient, rest);
            for (int q = 0; q < pool; q++, x++) {
              const Vector open = gated(gate_input<K>(w, offset, x), g);
              sum += open;
#pragma GCC unroll 16
              for (int j = 0; j < K; j++) weighted[j] += open * x[j];
            }
          }
          add_to(sums + K * row_length + first, sum / (float)pool);
          for (int j = 0; j < K; j++) add_to(sums + j * row_length + first, weighted[j] / (float)pool);
        }
    });
  }
};

// Runs `task` with the kernel size as a constant, so that filters and sums stay in registers.
template <int K = 1, class Task>
INLINE void with_kernel(int kernel, const Task& task) {
  if (kernel == K)
    task.template run<K>();
  else if constexpr (K < longest_first_kernel)
    with_kernel<K + 1>(kernel, task);
}

INLINE void first_backward(const ConvBlock& s, const float* dy, const ConvBlockWeights& weights,
                           const FirstSaved& saved, const ConvBlockGradients& gradients, Workspace& workspace) {
  const int k = s.kernel, filters = s.filters, padded = round_up(filters, panel_width);
  const double count = (double)s.batch * s.conv_length;
  double* sums = (double*)workspace.take(2 * (k + 1) * padded);
  memset(sums, 0, (k + 1) * padded * sizeof(double));
  with_kernel(k, FirstGradientSums{s, saved, dy, weights.filter, sums, padded});
  for (int f = 0; f < filters; f++) {
    const double mean = saved.norm.mean[f], inverse = saved.norm.inverse[f], sum = sums[k * padded + f];
    double weighted = -mean * sum;  // sum of g (z - mean)
    for (int j = 0; j < k; j++) weighted += weights.filter[j * filters + f] * sums[j * padded + f];
    const double scale_gradient = weighted * inverse;
    const double slope = weights.scale[f] * inverse, pull = -slope * inverse * scale_gradient / count,
                 level = -slope * sum / count - pull * mean;
    gradients.scale[f] = (float)scale_gradient;
    gradients.shift[f] = (float)sum;
    for (int j = 0; j < k; j++) {
      double zx = 0;  // sum of z_t x_(t+j)
      for (int i = 0; i < k; i++) zx += weights.filter[i * filters + f] * saved.products[i * k + j];
      gradients.filter[j * filters + f] = (float)(slope * sums[j * padded + f] + pull * zx + level * saved.moments[j]);
    }
  }
}
