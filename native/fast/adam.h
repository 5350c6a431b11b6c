// Adam with weight decay, one pass over weights, moments and gradients.
#pragma once
#include "../kernels.h"
#include "vector.h"

static void adam(const AdamStep& step, size_t count, float* w, float* m, float* v, const float* gradient) {
  for (size_t i = 0; i < count; i += LANES) {
    const int rest = count - i < LANES ? (int)(count - i) : LANES;
    Vector weight = load_first(w + i, rest);
    const Vector g = (gradient ? load_first(gradient + i, rest) : Vector{}) + step.coupled_decay * weight;
    weight -= step.decoupled_decay * weight;
    const Vector first = step.beta1 * load_first(m + i, rest) + step.rest1 * g;
    const Vector second = step.beta2 * load_first(v + i, rest) + step.rest2 * g * g;
    store_first(m + i, first, rest);
    store_first(v + i, second, rest);
    store_first(w + i, weight - step.rate * first / (square_root(second) + step.epsilon), rest);
  }
}
