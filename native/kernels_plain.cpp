// The reference: the same results by plain loops in double precision. Tests compare the fast kernels with it, and it
// runs anywhere.
#include <math.h>
#include <string.h>
#include "kernels.h"

namespace beatbench {
namespace {

size_t output_size(const ConvBlock& s) {
  return (size_t)s.batch * s.conv_length * s.filters;
}

// What is kept: x, and in double precision the output of the convolution, mean and 1 / standard deviation.
struct Saved {
  double *z, *mean, *inverse;
  float* x;

  Saved(const ConvBlock& s, const float* memory) {
    z = (double*)const_cast<float*>(memory);
    mean = z + output_size(s);
    inverse = mean + s.filters;
    x = (float*)(inverse + s.filters);
  }
};

size_t conv_block_saved_size(const ConvBlock& s) {
  return 2 * (output_size(s) + 2 * s.filters) + (size_t)s.batch * s.length * s.channels;
}

// Calls visit(sample of x, sample of z, tap) wherever a tap sees a sample.
template <class Visit>
void for_taps(const ConvBlock& s, Visit visit) {
  for (int b = 0; b < s.batch; b++)
    for (int t = 0; t < s.conv_length; t++)
      for (int tap = 0; tap < s.kernel; tap++) {
        const int sample = t * s.stride + tap * s.dilation - s.padding;
        if (sample >= 0 && sample < s.length) visit((long)b * s.length + sample, (long)b * s.conv_length + t, tap);
      }
}

void convolve(const ConvBlock& s, const float* x, const float* filter, double* z) {
  for (size_t i = 0; i < output_size(s); i++) z[i] = 0;
  for_taps(s, [&](long from, long to, int tap) {
    for (int c = 0; c < s.channels; c++)
      for (int f = 0; f < s.filters; f++)
        z[to * s.filters + f] +=
            (double)x[from * s.channels + c] * filter[((long)tap * s.channels + c) * s.filters + f];
  });
}

// Before ReLU.
double normalised(const ConvBlockWeights& w, const double* z, long row, int f, int filters, double mean,
                  double inverse) {
  return (z[row * filters + f] - mean) * inverse * w.scale[f] + w.shift[f];
}

void activate_and_pool(const ConvBlock& s, const ConvBlockWeights& w, const double* z, const double* mean,
                       const double* inverse, float* y) {
  for (int b = 0; b < s.batch; b++)
    for (int t = 0; t < s.pooled_length; t++)
      for (int f = 0; f < s.filters; f++) {
        double sum = 0;
        for (int q = 0; q < s.pool; q++) {
          const double u =
              normalised(w, z, (long)b * s.conv_length + t * s.pool + q, f, s.filters, mean[f], inverse[f]);
          sum += u < 0 ? 0 : u;
        }
        y[((long)b * s.pooled_length + t) * s.filters + f] = (float)(sum / s.pool);
      }
}

void conv_block_forward(const ConvBlock& s, const float* x, ConvBlockWeights w, float* y, Statistics statistics,
                        float* memory, Workspace&) {
  const Saved saved(s, memory);
  const long rows = (long)s.batch * s.conv_length;
  memcpy(saved.x, x, (size_t)s.batch * s.length * s.channels * sizeof(float));
  convolve(s, x, w.filter, saved.z);
  for (int f = 0; f < s.filters; f++) {
    double mean = 0, variance = 0;
    for (long r = 0; r < rows; r++) mean += saved.z[r * s.filters + f] / rows;
    for (long r = 0; r < rows; r++)
      variance += (saved.z[r * s.filters + f] - mean) * (saved.z[r * s.filters + f] - mean) / rows;
    saved.mean[f] = mean;
    saved.inverse[f] = 1 / sqrt(variance + (double)s.epsilon);
    statistics.mean[f] = (float)mean;
    statistics.variance[f] = (float)variance;
  }
  activate_and_pool(s, w, saved.z, saved.mean, saved.inverse, y);
}

void conv_block_backward(const ConvBlock& s, const float* dy, ConvBlockWeights w, const float* memory,
                         ConvBlockGradients gradients, Workspace& workspace) {
  const Saved saved(s, memory);
  const long rows = (long)s.batch * s.conv_length;
  double* dz = (double*)workspace.take(2 * output_size(s));
  const size_t filter_size = (size_t)s.kernel * s.channels * s.filters,
               x_size = (size_t)s.batch * s.length * s.channels;
  double* dw = (double*)workspace.take(2 * filter_size);
  double* dx = (double*)workspace.take(2 * x_size);
  for (int f = 0; f < s.filters; f++) {
    double sum = 0, weighted = 0;
    for (long r = 0; r < rows; r++) {
      const long b = r / s.conv_length, t = r % s.conv_length / s.pool;
      double& g = dz[r * s.filters + f];
      const bool is_open =
          t < s.pooled_length && normalised(w, saved.z, r, f, s.filters, saved.mean[f], saved.inverse[f]) > 0;
      g = is_open ? (double)dy[(b * s.pooled_length + t) * s.filters + f] / s.pool : 0;
      sum += g;
      weighted += g * (saved.z[r * s.filters + f] - saved.mean[f]) * saved.inverse[f];
    }
    for (long r = 0; r < rows; r++) {
      double& g = dz[r * s.filters + f];
      const double centred = (saved.z[r * s.filters + f] - saved.mean[f]) * saved.inverse[f];
      g = w.scale[f] * saved.inverse[f] * (g - sum / rows - centred * weighted / rows);
    }
    gradients.shift[f] = (float)sum;
    gradients.scale[f] = (float)weighted;
  }
  for (size_t i = 0; i < filter_size; i++) dw[i] = 0;
  for (size_t i = 0; i < x_size; i++) dx[i] = 0;
  for_taps(s, [&](long from, long to, int tap) {
    for (int c = 0; c < s.channels; c++)
      for (int f = 0; f < s.filters; f++) {
        const long at = ((long)tap * s.channels + c) * s.filters + f;
        dw[at] += saved.x[from * s.channels + c] * dz[to * s.filters + f];
        dx[from * s.channels + c] += w.filter[at] * dz[to * s.filters + f];
      }
  });
  for (size_t i = 0; i < filter_size; i++) gradients.filter[i] = (float)dw[i];
  if (gradients.x)
    for (size_t i = 0; i < x_size; i++) gradients.x[i] = (float)dx[i];
}

void conv_block_inference(const ConvBlock& s, const float* x, ConvBlockWeights w, const float* bias, const float* mean,
                          const float* variance, float* y, Workspace& workspace) {
  double* z = (double*)workspace.take(2 * output_size(s));
  double* centre = (double*)workspace.take(2 * s.filters);
  double* inverse = (double*)workspace.take(2 * s.filters);
  convolve(s, x, w.filter, z);
  for (int f = 0; f < s.filters; f++) {
    centre[f] = (double)mean[f] - (bias ? bias[f] : 0);
    inverse[f] = 1 / sqrt((double)variance[f] + (double)s.epsilon);
  }
  activate_and_pool(s, w, z, centre, inverse, y);
}

size_t dense_saved_size(const Dense& s) {
  return (size_t)s.batch * s.inputs;
}

void dense_forward(const Dense& s, const float* x, const float* weight, const float* bias, float* y, float* saved,
                   Workspace&) {
  memcpy(saved, x, dense_saved_size(s) * sizeof(float));
  for (int b = 0; b < s.batch; b++)
    for (int u = 0; u < s.units; u++) {
      double sum = bias[u];
      for (int i = 0; i < s.inputs; i++) sum += (double)x[(long)b * s.inputs + i] * weight[(long)i * s.units + u];
      y[(long)b * s.units + u] = (float)(s.relu && sum < 0 ? 0 : sum);
    }
}

void dense_backward(const Dense& s, const float* dy, const float* y, const float* weight, const float* saved,
                    DenseGradients gradients, Workspace&) {
  const auto gradient = [&](int b, int u) {
    const long at = (long)b * s.units + u;
    return !s.relu || y[at] > 0 ? (double)dy[at] : 0.0;
  };
  for (int u = 0; u < s.units; u++) {
    double sum = 0;
    for (int b = 0; b < s.batch; b++) sum += gradient(b, u);
    gradients.bias[u] = (float)sum;
  }
  for (int i = 0; i < s.inputs; i++)
    for (int u = 0; u < s.units; u++) {
      double sum = 0;
      for (int b = 0; b < s.batch; b++) sum += saved[(long)b * s.inputs + i] * gradient(b, u);
      gradients.weight[(long)i * s.units + u] = (float)sum;
    }
  if (!gradients.x) return;
  for (int b = 0; b < s.batch; b++)
    for (int i = 0; i < s.inputs; i++) {
      double sum = 0;
      for (int u = 0; u < s.units; u++) sum += gradient(b, u) * weight[(long)i * s.units + u];
      gradients.x[(long)b * s.inputs + i] = (float)sum;
    }
}

void adam(const AdamStep& step, size_t count, float* w, float* m, float* v, const float* gradient) {
  for (size_t i = 0; i < count; i++) {
    const double g = (gradient ? gradient[i] : 0.0) + (double)step.coupled_decay * w[i];
    const double weight = w[i] - (double)step.decoupled_decay * w[i];
    m[i] = (float)((double)step.beta1 * m[i] + step.rest1 * g);
    v[i] = (float)((double)step.beta2 * v[i] + step.rest2 * g * g);
    w[i] = (float)(weight - step.rate * m[i] / (sqrt((double)v[i]) + step.epsilon));
  }
}

bool runs_here() {
  return true;
}

const Kernels kernels = {"plain",
                         runs_here,
                         conv_block_saved_size,
                         conv_block_forward,
                         conv_block_backward,
                         conv_block_inference,
                         dense_saved_size,
                         dense_forward,
                         dense_backward,
                         adam};

}  // namespace

const Kernels* plain_kernels() {
  return &kernels;
}

}  // namespace beatbench
