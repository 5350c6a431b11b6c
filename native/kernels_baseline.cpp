// Four lanes: what every processor of the kind has, NEON on ARM and SSE2 on x86-64.
#define LANES 4
#if defined(__x86_64__)
#define BASELINE "sse2"
#elif defined(__ARM_NEON)
#define BASELINE "neon"
#endif

#ifdef BASELINE
#include "fast/table.h"

namespace beatbench {
static bool runs_here() {
  return true;
}
static const Kernels kernels = FAST_KERNELS(BASELINE, runs_here);
const Kernels* baseline_kernels() {
  return &kernels;
}
}  // namespace beatbench
#else
#include "kernels.h"
const beatbench::Kernels* beatbench::baseline_kernels() {
  return nullptr;
}
#endif
