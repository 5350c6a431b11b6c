#if defined(__x86_64__)
#define LANES 8
#include "fast/table.h"

namespace beatbench {
static bool runs_here() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
static const Kernels kernels = FAST_KERNELS("avx2", runs_here);
const Kernels* avx2_kernels() {
  return &kernels;
}
}  // namespace beatbench
#else
#include "kernels.h"
const beatbench::Kernels* beatbench::avx2_kernels() {
  return nullptr;
}
#endif
