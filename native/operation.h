// What an operation needs to become one of TensorFlow's: its definition, and one call with inputs and outputs.
// Errors are thrown as std::runtime_error and reach JavaScript with TensorFlow's own, by the operation's name.
#pragma once
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>
#include "kernels.h"
#include "tensorflow_kernels.h"

namespace beatbench {

// The kernels in use, see `addon.cpp`.
const Kernels& kernels();

struct Input {
  float* data;
  std::vector<int64_t> shape;
  size_t size;
};

// One call of a kernel.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context) {}
  Call(const Call&) = delete;
  ~Call();
  int input_count() const { return TF_NumInputs(context_); }
  // @throws where it has not so many dimensions (any number with -1)
  Input input(int index, int dimensions = -1);
  // Copied out.
  std::vector<int> integers(int index);
  float* output(int index, std::initializer_list<int64_t> shape);

 private:
  TF_OpKernelContext* context_;
  std::vector<TF_Tensor*> held_;
};

// Throws `message` unless `condition`.
void require(bool condition, const std::string& message);

// Memory of this thread, empty: for the work of one kernel, and for maps that go from one to the next.
Workspace& fresh_workspace();
Workspace& fresh_maps();

struct Definition {
  const char* name;
  std::vector<const char*> inputs, outputs, attributes;
};

void register_operation(const Definition&, void (*compute)(void*, TF_OpKernelContext*));

// Makes `error` the result of a call.
void report(TF_OpKernelContext*, const std::exception& error);

// Tiny numbers count as zero while this lives: the arithmetic of denormals is a hundred times slower, and means nothing
// here.
class FlushDenormals {
 public:
  FlushDenormals();
  ~FlushDenormals();

 private:
  unsigned long long before_;
};

// Registers an operation that does `compute` when it is called.
template <void (*compute)(Call&)>
void register_operation(const Definition& definition) {
  register_operation(definition, [](void*, TF_OpKernelContext* context) {
    try {
      const FlushDenormals flush;
      Call call(context);
      compute(call);
    } catch (const std::exception& error) {
      report(context, error);
    }
  });
}

void register_conv_block();
void register_dense();
void register_adam();

}  // namespace beatbench
