#if defined(__x86_64__)
#define LANES 16
#include "fast/table.h"

namespace beatbench {
static bool runs_here() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
}
static const Kernels kernels = FAST_KERNELS("avx512", runs_here);
const Kernels* avx512_kernels() {
  return &kernels;
}
}  // namespace beatbench
#else
#include "kernels.h"
const beatbench::Kernels* beatbench::avx512_kernels() {
  return nullptr;
}
#endif
