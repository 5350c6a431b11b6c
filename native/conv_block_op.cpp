// Blocks of conv1d > batch norm > ReLU > average pooling, as many as follow each other, as three operations: a training
// step's forward and backward pass, and inference. One call for several blocks, because a call costs as much as the
// arithmetic of a small block.
#include <algorithm>
#include "operation.h"

namespace beatbench {
namespace {

// Of each block in the `geometry` input: length, conv_length, padding, stride, dilation, pool, kernel, channels,
// filters, whether it has a bias, and whether the gradient at its input is wanted. (As attributes they would be hashed
// by TensorFlow at each call.)
constexpr int geometry_numbers = 11;

// Of one block, in the order in which they lie end to end: [1, kernel, channels, filters], then [filters] each.
struct Parameters {
  float *filter, *bias, *scale, *shift;  // no bias: null

  ConvBlockWeights weights() const { return {filter, scale, shift}; }
};

// The blocks of a call, in order.
struct Stretch {
  std::vector<ConvBlock> blocks;
  std::vector<bool> has_bias;
  float momentum;

  // Inputs `geometry` and `constants` (epsilon, momentum) stand at these indices.
  Stretch(Call& call, int64_t batch, int geometry, int constants) {
    const std::vector<int> numbers = call.integers(geometry);
    const Input c = call.input(constants, 1);
    const size_t count = numbers.size() / geometry_numbers;
    require(count > 0 && batch > 0, "There are no blocks, or there is no beat.");
    require(c.size == 2 && numbers.size() == count * geometry_numbers, "`geometry` or `constants` is of a wrong size.");
    momentum = c.data[1];
    for (size_t i = 0; i < count; i++) {
      blocks.push_back(block_of(batch, &numbers[i * geometry_numbers], c.data[0]));
      has_bias.push_back(numbers[i * geometry_numbers + 9] != 0);
      if (i == 0) continue;
      const ConvBlock &before = blocks[i - 1], &block = blocks[i];
      require(block.length == before.pooled_length && block.channels == before.filters && block.input_gradient,
              "Block " + std::to_string(i + 1) + " does not fit the one before it.");
    }
  }

  // Floats of all parameters.
  size_t parameter_count() const {
    size_t count = 0;
    for (size_t i = 0; i < size(); i++) count += filter_size(blocks[i]) + (has_bias[i] ? 3 : 2) * blocks[i].filters;
    return count;
  }

  // Those of each block, or their gradients, in an array of all.
  std::vector<Parameters> parameters_in(float* all) const {
    std::vector<Parameters> parameters;
    for (size_t i = 0; i < size(); i++) {
      const int filters = blocks[i].filters;
      Parameters own{};
      own.filter = all, all += filter_size(blocks[i]);
      if (has_bias[i]) own.bias = all, all += filters;
      own.scale = all, all += filters;
      own.shift = all, all += filters;
      parameters.push_back(own);
    }
    return parameters;
  }

  std::vector<Parameters> parameters_of(Call& call, int index) const {
    const Input values = call.input(index, 1);
    require(values.size == parameter_count(), "There are not as many parameters as the blocks have.");
    return parameters_in(values.data);
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
  static size_t filter_size(const ConvBlock& block) { return (size_t)block.kernel * block.channels * block.filters; }

  static ConvBlock block_of(int64_t batch, const int* n, float epsilon) {
    ConvBlock block{};
    block.batch = (int)batch;
    block.length = n[0], block.conv_length = n[1], block.padding = n[2], block.stride = n[3], block.dilation = n[4];
    block.pool = n[5], block.kernel = n[6], block.channels = n[7], block.filters = n[8];
    block.input_gradient = n[10] != 0;
    require(block.kernel > 0 && block.channels > 0 && block.filters > 0 && block.dilation > 0 && block.stride > 0 &&
                block.padding >= 0 && block.pool > 0 && block.conv_length >= block.pool,
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

// Inputs of the passes forward: these, then the running mean of each block and the running variance of each.
enum { x_input, geometry_input, constants_input, parameters_input, statistics_input };

void check_inputs(Call& call, const Input& x, const Stretch& stretch) {
  const ConvBlock& block = stretch.first();
  require(call.input_count() == statistics_input + 2 * (int)stretch.size(), "Each block needs its statistics.");
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

const Definition forward_definition{"BeatbenchConvBlocks",
                                    {"x: float", "geometry: int32", "constants: float", "parameters: float",
                                     "running_mean: N * float", "running_variance: N * float"},
                                    {"y: float", "saved: float"},
                                    {"N: int >= 1"}};

// Changes the running statistics in place.
void forward(Call& call) {
  const Input x = call.input(x_input, 4);
  const Stretch stretch(call, x.shape[0], geometry_input, constants_input);
  const std::vector<Parameters> parameters = stretch.parameters_of(call, parameters_input);
  const int n = (int)stretch.size();
  check_inputs(call, x, stretch);
  const ConvBlock& last = stretch.last();
  float* y = call.output(0, {last.batch, 1, last.pooled_length, last.filters});
  float* saved = call.output(1, {(int64_t)stretch.saved_offset(n)});
  const std::vector<float*> maps = stretch.map_buffers();
  const float* in = x.data;
  for (int i = 0; i < n; i++) {
    const ConvBlock& block = stretch.blocks[i];
    float *mean = vector_of(call, statistics_input + i, block),
          *variance = vector_of(call, statistics_input + n + i, block);
    float* out = i + 1 == n ? y : maps[i % 2];
    Workspace& workspace = fresh_workspace();
    const Statistics batch{workspace.take(block.filters), workspace.take(block.filters)};
    kernels().conv_block_forward(block, in, parameters[i].weights(), out, batch, saved + stretch.saved_offset(i),
                                 workspace);
    move_running(block, batch, parameters[i].bias, stretch.momentum, mean, variance);
    in = out;
  }
}

const Definition backward_definition{
    "BeatbenchConvBlocksGrad",
    {"dy: float", "saved: float", "geometry: int32", "constants: float", "parameters: float"},
    {"dx: float", "dparameters: float"},
    {}};

// dx is empty where the first block's is not wanted. The gradient of a bias is zero: batch norm takes it out again.
void backward(Call& call) {
  const Input dy = call.input(0, 4), saved = call.input(1, 1);
  const Stretch stretch(call, dy.shape[0], 2, 3);
  const std::vector<Parameters> parameters = stretch.parameters_of(call, 4);
  const int n = (int)stretch.size();
  const ConvBlock &first = stretch.first(), &last = stretch.last();
  require(dy.shape[2] == last.pooled_length && dy.shape[3] == last.filters, "dy has not the shape of the output.");
  require(saved.size == stretch.saved_offset(n), "`saved` comes from other blocks, or from other kernels.");
  float* dx = first.input_gradient ? call.output(0, {first.batch, 1, first.length, first.channels}) : nullptr;
  if (!dx) call.output(0, {0});
  const std::vector<Parameters> slopes = stretch.parameters_in(call.output(1, {(int64_t)stretch.parameter_count()}));
  const std::vector<float*> maps = stretch.map_buffers();
  const float* gradient = dy.data;
  for (int i = n - 1; i >= 0; i--) {
    const ConvBlock& block = stretch.blocks[i];
    float* input_gradient = i > 0 ? maps[i % 2] : dx;
    kernels().conv_block_backward(block, gradient, parameters[i].weights(), saved.data + stretch.saved_offset(i),
                                  {input_gradient, slopes[i].filter, slopes[i].scale, slopes[i].shift},
                                  fresh_workspace());
    if (slopes[i].bias) std::fill_n(slopes[i].bias, block.filters, 0.0f);
    gradient = input_gradient;
  }
}

const Definition inference_definition{
    "BeatbenchConvBlocksInference",
    {"x: float", "geometry: int32", "constants: float", "parameters: float", "mean: N * float", "variance: N * float"},
    {"y: float"},
    {"N: int >= 1"}};

void inference(Call& call) {
  const Input x = call.input(x_input, 4);
  const Stretch stretch(call, x.shape[0], geometry_input, constants_input);
  const std::vector<Parameters> parameters = stretch.parameters_of(call, parameters_input);
  const int n = (int)stretch.size();
  check_inputs(call, x, stretch);
  const ConvBlock& last = stretch.last();
  float* y = call.output(0, {last.batch, 1, last.pooled_length, last.filters});
  const std::vector<float*> maps = stretch.map_buffers();
  const float* in = x.data;
  for (int i = 0; i < n; i++) {
    const ConvBlock& block = stretch.blocks[i];
    float* out = i + 1 == n ? y : maps[i % 2];
    kernels().conv_block_inference(block, in, parameters[i].weights(), parameters[i].bias,
                                   vector_of(call, statistics_input + i, block),
                                   vector_of(call, statistics_input + n + i, block), out, fresh_workspace());
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
