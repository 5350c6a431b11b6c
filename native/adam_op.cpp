// Adam over all parameters in one call. Values and moments are changed in place: a variable that is read shares its
// memory with what was read from it, so that the caller passes just that. The moments of all values lie end to end in
// one tensor each.
#include "operation.h"

namespace beatbench {
namespace {

// `step`: the numbers of AdamStep in their order. An empty gradient stands for zeros.
const Definition definition{
    "BeatbenchAdam",
    {"step: float", "first: float", "second: float", "values: N * float", "gradients: N * float"},
    {},
    {"N: int >= 1"}};

void update(Call& call) {
  const Input numbers = call.input(0, 1), first = call.input(1, 1), second = call.input(2, 1);
  require(numbers.size == 8, "`step` has not 8 numbers.");
  require(first.size == second.size, "There are not as many second as first moments.");
  const float* n = numbers.data;
  const AdamStep step{n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]};
  const int count = (call.input_count() - 3) / 2;
  size_t at = 0;
  for (int i = 0; i < count; i++) {
    const Input w = call.input(3 + i), g = call.input(3 + count + i);
    require(g.size == w.size || g.size == 0, "Value " + std::to_string(i) + " and its gradient are not of one size.");
    require(at + w.size <= first.size, "There are fewer moments than values.");
    kernels().adam(step, w.size, w.data, first.data + at, second.data + at, g.size == 0 ? nullptr : g.data);
    at += w.size;
  }
}

}  // namespace

void register_adam() {
  register_operation<update>(definition);
}

}  // namespace beatbench
