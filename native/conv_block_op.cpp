// Blocks of conv1d > batch norm > ReLU > average pooling, as many as follow each other, as three operations: a training
// step's forward and backward pass, and inference. One call for several blocks, because a call costs as much as the
// arithmetic of a small block.
#include <algorithm>
#include "operation.h"

namespace beatbench {
namespace {

// Of each block in the `geometry` input: length, conv_length, padding, stride, dilation, pool, and whether the gradient
// at its input is wanted. (As attributes they would be hashed by TensorFlow at each call.)
constexpr int geometry_numbers = 7;

// The blocks of a call, in order.
struct Stretch {
  std::vector<ConvBlock> blocks;
  std::vector<Input> filters;  // [1, kernel, channels, filters]
  float momentum;

  // Inputs `geometry`, `constants` (epsilon, momentum) and the first filter stand at these indices.
  Stretch(Call& call, int64_t batch, int geometry, int constants, int first_filter, int count) {
    const std::vector<int> numbers = call.integers(geometry, (size_t)count * geometry_numbers);
    const Input c = call.input(constants, 1);
    require(count > 0 && batch > 0, "There are no blocks, or there is no beat.");
    require(c.size == 2, "The constants are not epsilon and momentum.");
    momentum = c.data[1];
    for (int i = 0; i < count; i++) {
      filters.push_back(call.input(first_filter + i, 4));
      blocks.push_back(block_of(batch, &numbers[i * geometry_numbers], filters.back(), c.data[0]));
      if (i == 0) continue;
      const ConvBlock &before = blocks[i - 1], &block = blocks[i];
      require(block.length == before.pooled_length && block.channels == before.filters && block.input_gradient,
              "Block " + std::to_string(i + 1) + " does not fit the one before it.");
    }
  }

  size_t size() const { return blocks.size(); }
  const ConvBlock& first() const { return blocks.front(); }
  const ConvBlock& last() const { return blocks.back(); }

  // Where block i begins in what is kept for the backward pass; with i the number of blocks, the size of it all.
  size_t saved_offset(size_t i) const {
    size_t offset = 0;
    for (size_t j = 0; j < i; j++) offset += (kernels().conv_block_saved_size(blocks[j]) + 15) / 16 * 16;
    return offset;
  }

  // Two buffers in turns, each large enough for any map between two blocks.
  std::vector<float*> map_buffers() const {
    size_t largest = 0;
    for (const ConvBlock& block : blocks) largest = std::max(largest, output_size(block));
    Workspace& memory = fresh_maps();
    return {memory.take(largest), memory.take(largest)};
  }

  static size_t output_size(const ConvBlock& block) {
    return (size_t)block.batch * block.pooled_length * block.filters;
  }

 private:
  static ConvBlock block_of(int64_t batch, const int* n, const Input& filter, float epsilon) {
    require(filter.shape[0] == 1, "A filter is not [1, kernel, channels, filters].");
    ConvBlock block{};
    block.batch = (int)batch;
    block.kernel = (int)filter.shape[1], block.channels = (int)filter.shape[2], block.filters = (int)filter.shape[3];
    block.length = n[0], block.conv_length = n[1], block.padding = n[2], block.stride = n[3], block.dilation = n[4];
    block.pool = n[5], block.input_gradient = n[6] != 0;
    require(block.dilation > 0 && block.stride > 0 && block.padding >= 0 && block.pool > 0 &&
                block.conv_length >= block.pool,
            "There is no such block.");
    block.pooled_length = block.conv_length / block.pool;
    block.epsilon = epsilon;
    return block;
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

// Inputs of the passes forward: these, then count of each of filter, bias, scale, shift, mean and variance.
enum { x_input, geometry_input, constants_input, lists_input };

void check_x(const Input& x, const ConvBlock& block) {
  require(x.shape[1] == 1 && x.shape[2] == block.length && x.shape[3] == block.channels,
          "x is not [batch, 1, length, channels].");
}

// As PyTorch: the unbiased variance goes into the running one. Batch statistics take the bias of the convolution out
// again, so that it is not added; it only shows in the running mean.
void move_running(const ConvBlock& block, const Statistics& batch, const float* bias, float momentum, float* mean,
                  float* variance) {
  const double count = (double)block.batch * block.conv_length, unbiased = count > 1 ? count / (count - 1) : 1;
  for (int f = 0; f < block.filters; f++) {
    mean[f] += momentum * (batch.mean[f] + (bias ? bias[f] : 0) - mean[f]);
    variance[f] += momentum * ((float)(batch.variance[f] * unbiased) - variance[f]);
  }
}

const Definition forward_definition{
    "BeatbenchConvBlocks",
    {"x: float", "geometry: int32", "constants: float", "filter: N * float", "bias: N * float", "scale: N * float",
     "shift: N * float", "running_mean: N * float", "running_variance: N * float"},
    {"y: float", "saved: float"},
    {"N: int >= 1"}};

// Changes the running statistics in place.
void forward(Call& call) {
  const int n = (call.input_count() - lists_input) / 6;
  const Input x = call.input(x_input, 4);
  const Stretch stretch(call, x.shape[0], geometry_input, constants_input, lists_input, n);
  check_x(x, stretch.first());
  const ConvBlock& last = stretch.last();
  float* y = call.output(0, {last.batch, 1, last.pooled_length, last.filters});
  float* saved = call.output(1, {(int64_t)stretch.saved_offset(n)});
  const std::vector<float*> maps = stretch.map_buffers();
  const float* in = x.data;
  for (int i = 0; i < n; i++) {
    const ConvBlock& block = stretch.blocks[i];
    const int at = lists_input + i;
    const ConvBlockWeights weights{stretch.filters[i].data, vector_of(call, at + 2 * n, block),
                                   vector_of(call, at + 3 * n, block)};
    float *mean = vector_of(call, at + 4 * n, block), *variance = vector_of(call, at + 5 * n, block);
    float* out = i + 1 == n ? y : maps[i % 2];
    Workspace& workspace = fresh_workspace();
    const Statistics batch{workspace.take(block.filters), workspace.take(block.filters)};
    kernels().conv_block_forward(block, in, weights, out, batch, saved + stretch.saved_offset(i), workspace);
    move_running(block, batch, bias_of(call, at + n, block), stretch.momentum, mean, variance);
    in = out;
  }
}

const Definition backward_definition{"BeatbenchConvBlocksGrad",
                                     {"dy: float", "saved: float", "geometry: int32", "constants: float",
                                      "filter: N * float", "scale: N * float", "shift: N * float"},
                                     {"dx: float", "dfilter: N * float", "dscale: N * float", "dshift: N * float"},
                                     {"N: int >= 1"}};

// dx is empty where the first block's is not wanted.
void backward(Call& call) {
  const int lists = 4, n = (call.input_count() - lists) / 3;
  const Input dy = call.input(0, 4), saved = call.input(1, 1);
  const Stretch stretch(call, dy.shape[0], 2, 3, lists, n);
  const ConvBlock &first = stretch.first(), &last = stretch.last();
  require(dy.shape[2] == last.pooled_length && dy.shape[3] == last.filters, "dy has not the shape of the output.");
  require(saved.size == stretch.saved_offset(n), "`saved` comes from other blocks, or from other kernels.");
  float* dx = first.input_gradient ? call.output(0, {first.batch, 1, first.length, first.channels}) : nullptr;
  if (!dx) call.output(0, {0});
  const std::vector<float*> maps = stretch.map_buffers();
  const float* gradient = dy.data;
  for (int i = n - 1; i >= 0; i--) {
    const ConvBlock& block = stretch.blocks[i];
    const ConvBlockWeights weights{stretch.filters[i].data, vector_of(call, lists + n + i, block),
                                   vector_of(call, lists + 2 * n + i, block)};
    ConvBlockGradients gradients{};
    gradients.x = i > 0 ? maps[i % 2] : dx;
    gradients.filter = call.output(1 + i, {1, block.kernel, block.channels, block.filters});
    gradients.scale = call.output(1 + n + i, {block.filters});
    gradients.shift = call.output(1 + 2 * n + i, {block.filters});
    kernels().conv_block_backward(block, gradient, weights, saved.data + stretch.saved_offset(i), gradients,
                                  fresh_workspace());
    gradient = gradients.x;
  }
}

const Definition inference_definition{
    "BeatbenchConvBlocksInference",
    {"x: float", "geometry: int32", "constants: float", "filter: N * float", "bias: N * float", "scale: N * float",
     "shift: N * float", "mean: N * float", "variance: N * float"},
    {"y: float"},
    {"N: int >= 1"}};

void inference(Call& call) {
  const int n = (call.input_count() - lists_input) / 6;
  const Input x = call.input(x_input, 4);
  const Stretch stretch(call, x.shape[0], geometry_input, constants_input, lists_input, n);
  check_x(x, stretch.first());
  const ConvBlock& last = stretch.last();
  float* y = call.output(0, {last.batch, 1, last.pooled_length, last.filters});
  const std::vector<float*> maps = stretch.map_buffers();
  const float* in = x.data;
  for (int i = 0; i < n; i++) {
    const ConvBlock& block = stretch.blocks[i];
    const int at = lists_input + i;
    const ConvBlockWeights weights{stretch.filters[i].data, vector_of(call, at + 2 * n, block),
                                   vector_of(call, at + 3 * n, block)};
    float* out = i + 1 == n ? y : maps[i % 2];
    kernels().conv_block_inference(block, in, weights, bias_of(call, at + n, block), vector_of(call, at + 4 * n, block),
                                   vector_of(call, at + 5 * n, block), out, fresh_workspace());
    in = out;
  }
}

}  // namespace

void register_conv_block() {
  register_operation<forward>(forward_definition);
  register_operation<backward>(backward_definition);
  register_operation<inference>(inference_definition);
}

}  // namespace beatbench
