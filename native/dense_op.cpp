// A dense layer on maps [batch, 1, length, channels], which it flattens by itself, by time, then channel, or on vectors
// [batch, channels], whose length is given as 0; forward and backward.
//   geometry    length, channels, units, whether ReLU follows, whether the gradient at x is wanted
//   parameters  weight [inputs, units], then bias [units]
#include "operation.h"
#include <string.h>

namespace beatbench {
namespace {

struct Settings {
  Dense dense;
  int length, channels;
  bool input_gradient;

  Settings(Call& call, int geometry, int64_t batch) {
    const std::vector<int> n = call.integers(geometry);
    require(n.size() == 5 && n[0] >= 0 && n[1] > 0 && n[2] > 0, "There is no such layer.");
    require(batch > 0, "The batch is empty.");
    length = n[0], channels = n[1], input_gradient = n[4] != 0;
    dense = {(int)batch, (length > 0 ? length : 1) * channels, n[2], n[3] != 0};
  }

  size_t weight_size() const { return (size_t)dense.inputs * dense.units; }
  int64_t parameter_count() const { return weight_size() + dense.units; }

  const float* parameters_of(Call& call, int index) const {
    const Input parameters = call.input(index, 1);
    require(parameters.size == (size_t)parameter_count(), "The parameters do not fit the length, channels and units.");
    return parameters.data;
  }
};

// What is kept for the backward pass: the output, from which the gates of ReLU are known, and what the kernels want.
size_t output_size(const Dense& dense) {
  return (size_t)dense.batch * dense.units;
}
size_t saved_size(const Dense& dense) {
  return output_size(dense) + kernels().dense_saved_size(dense);
}

const Definition forward_definition{
    "BeatbenchDense", {"x: float", "parameters: float", "geometry: int32"}, {"y: float", "saved: float"}, {}};

void forward(Call& call) {
  const Input x = call.input(0);
  require(!x.shape.empty(), "x has no batch.");
  const Settings settings(call, 2, x.shape[0]);
  const Dense& dense = settings.dense;
  require(x.size == (size_t)dense.batch * dense.inputs, "x is not [batch, length x channels].");
  const float* weight = settings.parameters_of(call, 1);
  float* y = call.output(0, {dense.batch, dense.units});
  float* saved = call.output(1, {(int64_t)saved_size(dense)});
  kernels().dense_forward(dense, x.data, weight, weight + settings.weight_size(), y, saved + output_size(dense),
                          fresh_workspace());
  memcpy(saved, y, output_size(dense) * sizeof(float));
}

const Definition backward_definition{"BeatbenchDenseGrad",
                                     {"dy: float", "parameters: float", "saved: float", "geometry: int32"},
                                     {"dx: float", "dparameters: float"},
                                     {}};

// dx has the shape of x.
void backward(Call& call) {
  const Input dy = call.input(0, 2), saved = call.input(2, 1);
  const Settings settings(call, 3, dy.shape[0]);
  const Dense& dense = settings.dense;
  const float* weight = settings.parameters_of(call, 1);
  require(dy.shape[1] == dense.units, "dy has not one value for each unit.");
  require(saved.size == saved_size(dense), "`saved` comes from another layer, or from other kernels.");
  DenseGradients gradients{};
  if (!settings.input_gradient)
    call.output(0, {0});
  else if (settings.length == 0)
    gradients.x = call.output(0, {dense.batch, dense.inputs});
  else
    gradients.x = call.output(0, {dense.batch, 1, settings.length, settings.channels});
  gradients.weight = call.output(1, {settings.parameter_count()});
  gradients.bias = gradients.weight + settings.weight_size();
  kernels().dense_backward(dense, dy.data, saved.data, weight, saved.data + output_size(dense), gradients,
                           fresh_workspace());
}

}  // namespace

void register_dense() {
  register_operation<forward>(forward_definition);
  register_operation<backward>(backward_definition);
}

}  // namespace beatbench
