// The addon that Node loads after TensorFlow: it registers the operations and chooses the kernels behind them.
//   instructionSets(): string[]   those this processor can run, best first
//   use(name: string): void       from now on this one; the best until then
#include <node_api.h>
#include <string.h>
#include "operation.h"

namespace beatbench {
namespace {

std::vector<const Kernels*> runnable() {
  std::vector<const Kernels*> found;
  for (const Kernels* set : {avx512_kernels(), avx2_kernels(), baseline_kernels(), plain_kernels()})
    if (set && set->runs_here()) found.push_back(set);
  return found;
}

const Kernels* chosen = nullptr;

napi_value instruction_sets(napi_env env, napi_callback_info) {
  napi_value names;
  napi_create_array(env, &names);
  uint32_t index = 0;
  for (const Kernels* set : runnable()) {
    napi_value name;
    napi_create_string_utf8(env, set->name, NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, names, index++, name);
  }
  return names;
}

napi_value use(napi_env env, napi_callback_info info) {
  size_t count = 1, length = 0;
  napi_value argument;
  char name[32] = "";
  napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
  if (count == 1) napi_get_value_string_utf8(env, argument, name, sizeof name, &length);
  for (const Kernels* set : runnable())
    if (strcmp(set->name, name) == 0) {
      chosen = set;
      return nullptr;
    }
  napi_throw_error(env, nullptr, (std::string("This processor has no kernels \"") + name + "\".").c_str());
  return nullptr;
}

void export_function(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace

const Kernels& kernels() {
  return *chosen;
}

}  // namespace beatbench

NAPI_MODULE_INIT() {
  using namespace beatbench;
  try {
    if (!chosen) {
      chosen = runnable().front();
      register_conv_block();
      register_dense();
      register_adam();
    }
    export_function(env, exports, "instructionSets", instruction_sets);
    export_function(env, exports, "use", use);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return exports;
}
