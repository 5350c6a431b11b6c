// What the operations (`*_op.cpp`) call, and what each set of kernels provides: a plain reference, and one fast
// implementation compiled for several instruction sets. Plain data only: this file is compiled with different flags
// in different places, so it may hold no inline function that the linker could merge.
#pragma once
#include <stddef.h>

namespace beatbench {

// conv1d > batch norm > ReLU > average pooling. Maps are [batch][length][channels] floats, filters
// [kernel][channels][filters].
struct ConvBlock {
  int batch, length, channels, filters;
  int kernel, dilation, stride;
  int padding;      // zeros before the first sample; behind the last one as many as conv_length needs
  int conv_length;  // samples after the convolution
  int pool;         // samples in a pooling window, which is its stride too; 1 without pooling
  int pooled_length;
  bool input_gradient;  // whether somebody will ask for the gradient at x
  float epsilon;        // of batch norm
};

struct ConvBlockWeights {
  const float *filter, *scale, *shift;
};

// mean and variance (biased) of the convolution's output over batch and time, [filters] each
struct Statistics {
  float *mean, *variance;
};

struct ConvBlockGradients {
  float* x;  // null where nobody asks for it
  float *filter, *scale, *shift;
};

// y = x w + b, and ReLU where asked: x [batch][inputs], w [inputs][units], b [units].
struct Dense {
  int batch, inputs, units;
  bool relu;
};

struct DenseGradients {
  float* x;  // null where nobody asks for it
  float *weight, *bias;
};

// Kingma and Ba 2015, as torch.optim.Adam and AdamW compute it. rate and epsilon hold the bias corrections:
//   g += coupled_decay w;  w -= decoupled_decay w;  m = beta1 m + rest1 g;  v = beta2 v + rest2 g^2;  w -= rate m /
//   (sqrt(v) + epsilon)
struct AdamStep {
  float rate, epsilon, beta1, rest1, beta2, rest2, coupled_decay, decoupled_decay;
};

// Memory that lives for one call of a kernel. Kept between calls, since fresh pages cost more than the arithmetic of a
// small layer.
struct Workspace {
  virtual float* take(size_t floats) = 0;  // 64-byte aligned, not cleared
};

struct Kernels {
  const char* name;
  bool (*runs_here)();

  // Floats of `saved`, which forward fills for backward; its layout is the kernels' own affair.
  size_t (*conv_block_saved_size)(const ConvBlock&);
  void (*conv_block_forward)(const ConvBlock&, const float* x, ConvBlockWeights, float* y, Statistics, float* saved,
                             Workspace&);
  void (*conv_block_backward)(const ConvBlock&, const float* dy, ConvBlockWeights, const float* saved,
                              ConvBlockGradients, Workspace&);
  // With given statistics; `bias` of the convolution may be null.
  void (*conv_block_inference)(const ConvBlock&, const float* x, ConvBlockWeights, const float* bias, const float* mean,
                               const float* variance, float* y, Workspace&);

  size_t (*dense_saved_size)(const Dense&);
  void (*dense_forward)(const Dense&, const float* x, const float* weight, const float* bias, float* y, float* saved,
                        Workspace&);
  void (*dense_backward)(const Dense&, const float* dy, const float* y, const float* weight, const float* saved,
                         DenseGradients, Workspace&);

  // In place on `count` numbers; `gradient` may be null for zeros.
  void (*adam)(const AdamStep&, size_t count, float* w, float* m, float* v, const float* gradient);
};

// Null where the set was not compiled for this kind of processor.
const Kernels* avx512_kernels();
const Kernels* avx2_kernels();
const Kernels* baseline_kernels();  // sse2 or neon
const Kernels* plain_kernels();

}  // namespace beatbench
