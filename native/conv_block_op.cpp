// conv1d > batch norm > ReLU > average pooling as three operations: a training step's forward and backward pass, and
// inference.
#include "operation.h"

namespace beatbench {
namespace {

// What the three have in common: maps [batch, 1, length, channels], a filter [1, kernel, channels, filters], and two
// inputs of settings. (As attributes they would cost more than the arithmetic of a small block: TensorFlow hashes them
// at each call.)
//   geometry  length, conv_length, padding, stride, dilation, pool, whether the gradient at x is wanted
//   constants epsilon, momentum
struct Settings {
  int length, conv_length, padding, stride, dilation, pool;
  bool input_gradient;
  float epsilon, momentum;

  Settings(Call& call, int geometry, int constants) {
    const std::vector<int> n = call.integers(geometry, 7);
    const Input c = call.input(constants, 1);
    length = n[0], conv_length = n[1], padding = n[2], stride = n[3], dilation = n[4], pool = n[5];
    input_gradient = n[6] != 0;
    require(dilation > 0 && stride > 0 && padding >= 0 && pool > 0 && conv_length >= pool, "There is no such block.");
    require(c.size == 2, "The constants are not epsilon and momentum.");
    epsilon = c.data[0], momentum = c.data[1];
  }

  ConvBlock block(int64_t batch, const Input& filter) const {
    require(filter.shape.size() == 4 && filter.shape[0] == 1, "The filter is not [1, kernel, channels, filters].");
    ConvBlock block{};
    block.batch = (int)batch;
    block.length = length;
    block.kernel = (int)filter.shape[1];
    block.channels = (int)filter.shape[2];
    block.filters = (int)filter.shape[3];
    block.dilation = dilation;
    block.stride = stride;
    block.padding = padding;
    block.conv_length = conv_length;
    block.pool = pool;
    block.pooled_length = conv_length / pool;
    block.input_gradient = input_gradient;
    block.epsilon = epsilon;
    return block;
  }

  ConvBlock block_for(const Input& x, const Input& filter) const {
    const ConvBlock result = block(x.shape[0], filter);
    require(x.shape[1] == 1 && x.shape[2] == length && x.shape[3] == result.channels,
            "x is not [batch, 1, length, channels].");
    return result;
  }
};

float* vector_of(Call& call, int index, const ConvBlock& block) {
  const Input input = call.input(index, 1);
  require(input.size == (size_t)block.filters,
          "Input " + std::to_string(index) + " has not one value for each filter.");
  return input.data;
}

// An empty bias stands for none.
const float* bias_of(Call& call, int index, const ConvBlock& block) {
  return call.input(index).size == 0 ? nullptr : vector_of(call, index, block);
}

// Batch statistics take the bias of the convolution out again, so that it is not added; it only shows in the running
// mean.
const Definition forward_definition{
    "BeatbenchConvBlock",
    {"x: float", "filter: float", "bias: float", "scale: float", "shift: float", "running_mean: float",
     "running_variance: float", "geometry: int32", "constants: float"},
    {"y: float", "saved: float"},
    {}};

// Changes the running statistics in place.
void forward(Call& call) {
  const Settings settings(call, 7, 8);
  const Input x = call.input(0, 4), filter = call.input(1, 4);
  const ConvBlock block = settings.block_for(x, filter);
  const float* bias = bias_of(call, 2, block);
  const ConvBlockWeights weights{filter.data, vector_of(call, 3, block), vector_of(call, 4, block)};
  float *running_mean = vector_of(call, 5, block), *running_variance = vector_of(call, 6, block);
  float* y = call.output(0, {block.batch, 1, block.pooled_length, block.filters});
  float* saved = call.output(1, {(int64_t)kernels().conv_block_saved_size(block)});
  Workspace& workspace = fresh_workspace();
  const Statistics statistics{workspace.take(block.filters), workspace.take(block.filters)};
  kernels().conv_block_forward(block, x.data, weights, y, statistics, saved, workspace);
  // As PyTorch: the unbiased variance goes into the running one.
  const double count = (double)block.batch * block.conv_length, unbiased = count > 1 ? count / (count - 1) : 1;
  for (int f = 0; f < block.filters; f++) {
    const float mean = statistics.mean[f] + (bias ? bias[f] : 0), variance = (float)(statistics.variance[f] * unbiased);
    running_mean[f] += settings.momentum * (mean - running_mean[f]);
    running_variance[f] += settings.momentum * (variance - running_variance[f]);
  }
}

const Definition backward_definition{"BeatbenchConvBlockGrad",
                                     {"dy: float", "filter: float", "scale: float", "shift: float", "saved: float",
                                      "geometry: int32", "constants: float"},
                                     {"dx: float", "dfilter: float", "dscale: float", "dshift: float"},
                                     {}};

void backward(Call& call) {
  const Settings settings(call, 5, 6);
  const Input dy = call.input(0, 4), filter = call.input(1, 4), saved = call.input(4, 1);
  const ConvBlock block = settings.block(dy.shape[0], filter);
  require(dy.shape[2] == block.pooled_length && dy.shape[3] == block.filters, "dy has not the shape of the output.");
  require(saved.size == kernels().conv_block_saved_size(block),
          "`saved` comes from another block, or from other kernels.");
  const ConvBlockWeights weights{filter.data, vector_of(call, 2, block), vector_of(call, 3, block)};
  ConvBlockGradients gradients{};
  if (block.input_gradient)
    gradients.x = call.output(0, {block.batch, 1, block.length, block.channels});
  else
    call.output(0, {0});
  gradients.filter = call.output(1, {1, block.kernel, block.channels, block.filters});
  gradients.scale = call.output(2, {block.filters});
  gradients.shift = call.output(3, {block.filters});
  kernels().conv_block_backward(block, dy.data, weights, saved.data, gradients, fresh_workspace());
}

const Definition inference_definition{"BeatbenchConvBlockInference",
                                      {"x: float", "filter: float", "bias: float", "scale: float", "shift: float",
                                       "mean: float", "variance: float", "geometry: int32", "constants: float"},
                                      {"y: float"},
                                      {}};

void inference(Call& call) {
  const Settings settings(call, 7, 8);
  const Input x = call.input(0, 4), filter = call.input(1, 4);
  const ConvBlock block = settings.block_for(x, filter);
  const float* bias = bias_of(call, 2, block);
  const ConvBlockWeights weights{filter.data, vector_of(call, 3, block), vector_of(call, 4, block)};
  const float *mean = vector_of(call, 5, block), *variance = vector_of(call, 6, block);
  float* y = call.output(0, {block.batch, 1, block.pooled_length, block.filters});
  kernels().conv_block_inference(block, x.data, weights, bias, mean, variance, y, fresh_workspace());
}

}  // namespace

void register_conv_block() {
  register_operation<forward>(forward_definition);
  register_operation<backward>(backward_definition);
  register_operation<inference>(inference_definition);
}

}  // namespace beatbench
