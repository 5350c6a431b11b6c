// The fast kernels as a table. Each `kernels_*.cpp` includes this once, with LANES set and its own compiler flags;
// everything is local to it, so that the linker can never give a processor the code of another.
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif
#include "../kernels.h"

namespace beatbench {
namespace {
#include "adam.h"
#include "conv_block.h"
#include "dense.h"
}  // namespace
}  // namespace beatbench

#define FAST_KERNELS(name, runs_here) \
  {name,                              \
   runs_here,                         \
   conv_block_saved_size,             \
   conv_block_forward,                \
   conv_block_backward,               \
   conv_block_inference,              \
   dense_saved_size,                  \
   dense_forward,                     \
   dense_backward,                    \
   adam}
