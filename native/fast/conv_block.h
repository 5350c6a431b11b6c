// Convolution > batch norm > ReLU > average pooling: chooses the form of the convolution and strings the passes
// together.
#pragma once
#include "convolution.h"
#include "first_block.h"
#include "normalise.h"

// Calls `visit` with a Winograd or Direct. A kernel of 2 or 4 is one of 3 or 5 whose last tap is zero.
template <class Visit>
INLINE auto with_form(const ConvBlock& s, Visit visit) {
  const bool is_plain = s.stride == 1 && s.dilation == 1;
  if (is_plain && (s.kernel == 2 || s.kernel == 3)) return visit(Winograd<6, 3>());
  if (is_plain && (s.kernel == 4 || s.kernel == 5)) return visit(Winograd<4, 5>());
  return visit(Direct());
}

// What a block keeps from its forward to its backward pass: its norm, D and Z.
template <class T>
struct Saved {
  Norm norm;
  float *input, *output;

  static size_t size(const Tiling<T>& tiling) {
    return Norm::size(tiling.block.filters) + tiling.input_size() + tiling.output_size();
  }
  Saved(const Tiling<T>& tiling, const float* memory) : norm(Norm::at(memory, tiling.block.filters)) {
    input = const_cast<float*>(memory) + Norm::size(tiling.block.filters);
    output = input + tiling.input_size();
  }
};

static size_t conv_block_saved_size(const ConvBlock& s) {
  if (is_first_block(s)) return FirstSaved::size(s);
  return with_form(s, [&](auto form) { return Saved<decltype(form)>::size(Tiling<decltype(form)>(s)); });
}

static void first_block_forward(const ConvBlock& s, const float* x, ConvBlockWeights weights, float* y,
                                Statistics statistics, float* memory) {
  const FirstSaved saved(s, memory);
  pad_beats(s, x, saved.padded);
  sum_moments(s, saved);
  first_statistics(s, weights, saved, statistics);
  with_kernel(s.kernel, FirstForward{s, saved.padded, weights.filter, saved.norm, y});
}

static void conv_block_forward(const ConvBlock& s, const float* x, ConvBlockWeights weights, float* y,
                               Statistics statistics, float* memory, Workspace& workspace) {
  if (is_first_block(s)) return first_block_forward(s, x, weights, y, statistics, memory);
  with_form(s, [&](auto form) {
    typedef decltype(form) T;
    const Tiling<T> tiling(s);
    Saved<T> saved(tiling, memory);
    const int padded = round_up(s.filters, panel_width);
    double* doubles = (double*)workspace.take(6 * padded);
    memset(doubles, 0, 3 * padded * sizeof(double));
    const Sums sums{doubles, doubles + padded, doubles + 2 * padded};
    transform_input<T>(tiling, x, saved.input, workspace);
    multiply_forward<T>(tiling, saved.input, weights.filter, saved.output, &sums, workspace);
    const double count = (double)s.batch * s.conv_length;
    for (int f = 0; f < s.filters; f++) {
      const double offset = sums.sum[f] / count, mean = sums.pivot[f] + offset;
      double variance = sums.square[f] / count - offset * offset;
      if (variance < 0) variance = 0;
      statistics.mean[f] = (float)mean;
      statistics.variance[f] = (float)variance;
      saved.norm.set(f, mean, variance, s, weights);
    }
    saved.norm.clear_from(s.filters);
    normalise_forward(s, saved.output, saved.norm, y);
  });
}

static void conv_block_backward(const ConvBlock& s, const float* dy, ConvBlockWeights weights, const float* memory,
                                ConvBlockGradients gradients, Workspace& workspace) {
  if (is_first_block(s)) return first_backward(s, dy, weights, FirstSaved(s, memory), gradients, workspace);
  with_form(s, [&](auto form) {
    typedef decltype(form) T;
    const Tiling<T> tiling(s);
    const Saved<T> saved(tiling, memory);
    const int padded = round_up(s.filters, panel_width);
    double* sums = (double*)workspace.take(4 * padded);
    memset(sums, 0, 2 * padded * sizeof(double));
    normalise_gradient_sums(s, dy, saved.output, saved.norm, sums, sums + padded);
    finish_gradients(s, saved.norm, sums, sums + padded, gradients);

    float* e = workspace.take(tiling.gradient_size());
    float* rows = workspace.take((s.conv_length + T::M) * LANES);
    float* at = e;
    for (int block = 0; block < tiling.filter_blocks; block++) {
      const NormGradient norm(s, saved.norm, weights, gradients, block * LANES);
      for (int b = 0; b < s.batch; b++, at += tiling.tiles_per_beat * tiling.row_stride()) {
        const float* z = saved.output + ((long)block * s.batch + b) * s.conv_length * LANES;
        const float* gradient = dy + (long)b * s.pooled_length * s.filters + block * LANES;
        normalise_gradient_rows(s, norm, z, gradient, s.filters - block * LANES, rows, T::M);
        transform_output_gradient(tiling, rows, at);
      }
    }
    if (gradients.x) input_gradient<T>(tiling, e, weights.filter, gradients.x, workspace);
    filter_gradient<T>(tiling, saved.input, e, gradients.filter, workspace);
  });
}

static void conv_block_inference(const ConvBlock& s, const float* x, ConvBlockWeights weights, const float* bias,
                                 const float* mean, const float* variance, float* y, Workspace& workspace) {
  Norm norm = Norm::at(workspace.take(Norm::size(s.filters)), s.filters);
  for (int f = 0; f < s.filters; f++) norm.set(f, (double)mean[f] - (bias ? bias[f] : 0), variance[f], s, weights);
  norm.clear_from(s.filters);
  if (is_first_block(s)) {
    float* padded = workspace.take((size_t)s.batch * FirstSaved::padded_length(s) + LANES);
    pad_beats(s, x, padded);
    return with_kernel(s.kernel, FirstForward{s, padded, weights.filter, norm, y});
  }
  with_form(s, [&](auto form) {
    typedef decltype(form) T;
    const Tiling<T> tiling(s);
    float* input = workspace.take(tiling.input_size());
    float* output = workspace.take(tiling.output_size());
    transform_input<T>(tiling, x, input, workspace);
    multiply_forward<T>(tiling, input, weights.filter, output, nullptr, workspace);
    normalise_forward(s, output, norm, y);
  });
}
