#include "operation.h"
#include <stdlib.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace beatbench {
namespace {

class Status {
 public:
  Status() : status_(TF_NewStatus()) {}
  Status(const Status&) = delete;
  ~Status() { TF_DeleteStatus(status_); }
  operator TF_Status*() { return status_; }
  void check() { require(TF_GetCode(status_) == TF_OK, TF_Message(status_)); }

 private:
  TF_Status* status_;
};

// Memory that grows to what the largest call took, and is then handed out again from its start.
class Arena : public Workspace {
 public:
  float* take(size_t floats) override {
    const size_t bytes = (floats * sizeof(float) + 63) / 64 * 64;
    if (chunks_.empty() || used_ + bytes > chunks_.back().bytes) add(bytes);
    char* at = chunks_.back().memory + used_;
    used_ += bytes;
    total_ += bytes;
    return reinterpret_cast<float*>(at);
  }

  // Before a call: one chunk for all that the last one took in several.
  void clear() {
    if (chunks_.size() > 1) {
      const size_t bytes = total_;
      release();
      add(bytes);
    }
    used_ = total_ = 0;
  }

  ~Arena() { release(); }

 private:
  struct Chunk {
    char* memory;
    size_t bytes;
  };
  std::vector<Chunk> chunks_;
  size_t used_ = 0, total_ = 0;

  void add(size_t bytes) {
    constexpr size_t page = 2 << 20;  // a huge page of Linux: fewer misses of the address cache
    bytes = (bytes + page - 1) / page * page;
    void* memory = nullptr;
    require(posix_memalign(&memory, page, bytes) == 0, "There is not enough memory for this batch.");
#if defined(__linux__)
    madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    chunks_.push_back({static_cast<char*>(memory), bytes});
    used_ = 0;
  }

  void release() {
    for (const Chunk& chunk : chunks_) free(chunk.memory);
    chunks_.clear();
  }
};

}  // namespace

Workspace& fresh_workspace() {
  static thread_local Arena arena;
  arena.clear();
  return arena;
}

Workspace& fresh_maps() {
  static thread_local Arena arena;
  arena.clear();
  return arena;
}

void require(bool condition, const std::string& message) {
  if (!condition) throw std::runtime_error(message);
}

Call::~Call() {
  for (TF_Tensor* tensor : held_) TF_DeleteTensor(tensor);
}

Input Call::input(int index, int dimensions) {
  Status status;
  TF_Tensor* tensor = nullptr;
  TF_GetInput(context_, index, &tensor, status);
  status.check();
  held_.push_back(tensor);
  Input input{static_cast<float*>(TF_TensorData(tensor)), {}, TF_TensorByteSize(tensor) / sizeof(float)};
  for (int i = 0; i < TF_NumDims(tensor); i++) input.shape.push_back(TF_Dim(tensor, i));
  require(dimensions < 0 || TF_NumDims(tensor) == dimensions,
          "Input " + std::to_string(index) + " has " + std::to_string(TF_NumDims(tensor)) + " dimensions, not " +
              std::to_string(dimensions) + ".");
  return input;
}

std::vector<int> Call::integers(int index) {
  const Input numbers = input(index, 1);
  const int32_t* data = reinterpret_cast<const int32_t*>(numbers.data);
  return std::vector<int>(data, data + numbers.size);
}

float* Call::output(int index, std::initializer_list<int64_t> shape) {
  Status status;
  size_t size = 1;
  for (int64_t side : shape) size *= side;
  TF_Tensor* tensor =
      TF_AllocateOutput(context_, index, TF_FLOAT, shape.begin(), (int)shape.size(), size * sizeof(float), status);
  status.check();
  held_.push_back(tensor);
  return static_cast<float*>(TF_TensorData(tensor));
}

void register_operation(const Definition& definition, void (*compute)(void*, TF_OpKernelContext*)) {
  TF_OpDefinitionBuilder* operation = TF_NewOpDefinitionBuilder(definition.name);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(operation, attribute);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(operation, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(operation, output);
  TF_OpDefinitionBuilderSetIsStateful(operation, true);  // nothing may leave a call out or make it twice
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, TF_ShapeInferenceContextSetUnknownShape);
  Status status;
  TF_RegisterOpDefinition(operation, status);
  status.check();
  TF_RegisterKernelBuilder(definition.name, TF_NewKernelBuilder(definition.name, "CPU", nullptr, compute, nullptr),
                           status);
  status.check();
}

void report(TF_OpKernelContext* context, const std::exception& error) {
  Status status;
  TF_SetStatus(status, TF_INVALID_ARGUMENT, error.what());
  TF_OpKernelContext_Failure(context, status);
}

#if defined(__x86_64__)
FlushDenormals::FlushDenormals() : before_(_mm_getcsr()) {
  _mm_setcsr((unsigned)before_ | 0x8040);
}
FlushDenormals::~FlushDenormals() {
  _mm_setcsr((unsigned)before_);
}
#elif defined(__aarch64__)
FlushDenormals::FlushDenormals() {
  asm volatile("mrs %0, fpcr" : "=r"(before_));
  asm volatile("msr fpcr, %0" : : "r"(before_ | 1ull << 24));
}
FlushDenormals::~FlushDenormals() {
  asm volatile("msr fpcr, %0" : : "r"(before_));
}
#else
FlushDenormals::FlushDenormals() : before_(0) {}
FlushDenormals::~FlushDenormals() {}
#endif

}  // namespace beatbench
