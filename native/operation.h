// What an operation needs to become one of TensorFlow's: its definition, its attributes, and one call with inputs and outputs.
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

// Attributes of a kernel while it is made.
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction) {}
  int integer(const char* name) const;

 private:
  TF_OpKernelConstruction* construction_;
};

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
  // @throws where it has not so many dimensions (any number with -1)
  Input input(int index, int dimensions = -1);
  // Copied out, `count` of them.
  std::vector<int> integers(int index, size_t count);
  float* output(int index, std::initializer_list<int64_t> shape);

 private:
  TF_OpKernelContext* context_;
  std::vector<TF_Tensor*> held_;
};

// Throws `message` unless `condition`.
void require(bool condition, const std::string& message);

// The workspace of this thread, empty.
Workspace& fresh_workspace();

struct Definition {
  const char* name;
  std::vector<const char*> inputs, outputs, attributes;
};

// Registers an operation; its kernel is made by `create` once for each choice of attributes.
void register_operation(const Definition&, void* (*create)(TF_OpKernelConstruction*), void (*compute)(void*, TF_OpKernelContext*),
                        void (*destroy)(void*));

void report(TF_OpKernelConstruction*, const std::exception&);
void report(TF_OpKernelContext*, const std::exception&);

// Tiny numbers count as zero while this lives: the arithmetic of denormals is a hundred times slower, and means nothing here.
class FlushDenormals {
 public:
  FlushDenormals();
  ~FlushDenormals();

 private:
  unsigned long long before_;
};

// `Operation` has a `static Definition definition()`, a constructor from Attributes, and `void compute(Call&) const`.
template <class Operation> void register_operation() {
  register_operation(
      Operation::definition(),
      [](TF_OpKernelConstruction* construction) -> void* {
        try {
          return new Operation(Attributes(construction));
        } catch (const std::exception& error) {
          report(construction, error);
          return nullptr;
        }
      },
      [](void* operation, TF_OpKernelContext* context) {
        try {
          const FlushDenormals flush;
          Call call(context);
          static_cast<const Operation*>(operation)->compute(call);
        } catch (const std::exception& error) {
          report(context, error);
        }
      },
      [](void* operation) { delete static_cast<Operation*>(operation); });
}

void register_conv_block();
void register_dense();
void register_adam();

} // namespace beatbench
