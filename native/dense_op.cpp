// A dense layer on maps [batch, 1, length, channels], which it flattens by itself, by time, then channel, or on vectors
// [batch, channels], whose length is given as 0; forward and backward.
//   geometry  length, channels, whether ReLU follows, whether the gradient at x is wanted
#include "operation.h"
#include <string.h>

namespace beatbench {
namespace {

struct Settings {
  int length, channels;
  bool relu, input_gradient;

  Settings(Call& call, int geometry) {
    const std::vector<int> n = call.integers(geometry, 4);
    length = n[0], channels = n[1], relu = n[2] != 0, input_gradient = n[3] != 0;
  }

  Dense dense(int64_t batch, const Input& weight) const {
    require(batch > 0, "The batch is empty.");
    require(weight.shape.size() == 2 && weight.shape[0] == (int64_t)(length > 0 ? length : 1) * channels,
            "The weights do not fit the length and the channels.");
    return {(int)batch, (int)weight.shape[0], (int)weight.shape[1], relu};
  }
};

// What is kept for the backward pass: the output, from which the gates of ReLU are known, and what the kernels want.
size_t output_size(const Dense& dense) {
  return (size_t)dense.batch * dense.units;
}
size_t saved_size(const Dense& dense) {
  return output_size(dense) + kernels().dense_saved_size(dense);
}

const Definition forward_definition{"BeatbenchDense",
                                    {"x: float", "weight: float", "bias: float", "geometry: int32"},
                                    {"y: float", "saved: float"},
                                    {}};

void forward(Call& call) {
  const Settings settings(call, 3);
  const Input x = call.input(0), weight = call.input(1, 2), bias = call.input(2, 1);
  require(!x.shape.empty(), "x has no batch.");
  const Dense dense = settings.dense(x.shape[0], weight);
  require(x.size == (size_t)dense.batch * dense.inputs && bias.size == (size_t)dense.units,
          "x, weight and bias do not fit together.");
  float* y = call.output(0, {dense.batch, dense.units});
  float* saved = call.output(1, {(int64_t)saved_size(dense)});
  kernels().dense_forward(dense, x.data, weight.data, bias.data, y, saved + output_size(dense), fresh_workspace());
  memcpy(saved, y, output_size(dense) * sizeof(float));
}

const Definition backward_definition{"BeatbenchDenseGrad",
                                     {"dy: float", "weight: float", "saved: float", "geometry: int32"},
                                     {"dx: float", "dweight: float", "dbias: float"},
                                     {}};

// dx has the shape of x.
void backward(Call& call) {
  const Settings settings(call, 3);
  const Input dy = call.input(0, 2), weight = call.input(1, 2), saved = call.input(2, 1);
  const Dense dense = settings.dense(dy.shape[0], weight);
  require(dy.shape[1] == dense.units, "dy and weight do not fit together.");
  require(saved.size == saved_size(dense), "`saved` comes from another layer, or from other kernels.");
  DenseGradients gradients{};
  if (!settings.input_gradient)
    call.output(0, {0});
  else if (settings.length == 0)
    gradients.x = call.output(0, {dense.batch, dense.inputs});
  else
    gradients.x = call.output(0, {dense.batch, 1, settings.length, settings.channels});
  gradients.weight = call.output(1, {dense.inputs, dense.units});
  gradients.bias = call.output(2, {dense.units});
  kernels().dense_backward(dense, dy.data, saved.data, weight.data, saved.data + output_size(dense), gradients,
                           fresh_workspace());
}

}  // namespace

void register_dense() {
  register_operation<forward>(forward_definition);
  register_operation<backward>(backward_definition);
}

}  // namespace beatbench
