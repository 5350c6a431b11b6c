// Asks for memory that is needed soon. Hardware looks ahead by itself, but neither across a page nor along a wide
// stride, and what a wide layer streams through does not stay in the second-level cache from one pass to the next.
#pragma once
#include <stddef.h>
#include "vector.h"

// One line, of any address: asking is never an error.
INLINE void fetch(const float* p) {
  __builtin_prefetch(p, 0, 2);
}

// A stretch of memory, a share of it in each of `turns`: between the products that come before it is used.
class FetchInTurns {
 public:
  FetchInTurns(const float* first, size_t floats, int turns)
      : at_(first), end_(first + floats), share_((floats / turns / line + 1) * line) {}

  INLINE void next() {
    const float* stop = at_ + share_ < end_ ? at_ + share_ : end_;
    for (; at_ < stop; at_ += line) fetch(at_);
  }

 private:
  static constexpr size_t line = 64 / sizeof(float);
  const float *at_, *end_;
  size_t share_;
};
