import type { Tensor, TensorFlow } from '../tensorflow.ts'

/**
 * TensorFlow's own CPU kernels, unlike oneDNN's, have no gradients of dilated convolutions. There a filter is spread
 * out with zeros between its taps instead, which gives the same numbers for more work.
 */

/** [1, kernel, in, out] to [1, (kernel - 1) * dilation + 1, in, out]. */
export function spreadFilter(tf: TensorFlow, filter: Tensor, dilation: number): Tensor {
  const [, kernel = 0, inputs = 0, outputs = 0] = filter.shape
  const columns = tf.run('Reshape', [filter, tf.intsConstant([kernel, 1, inputs * outputs])])
  const margins = tf.ints(Int32Array.from([0, 0, 0, dilation - 1, 0, 0]), [3, 2])
  const padded = tf.run('Pad', [columns, margins])
  const spread = tf.run('Reshape', [padded, tf.intsConstant([1, kernel * dilation, inputs, outputs])])
  const size = tf.intsConstant([1, spreadSize(kernel, dilation), inputs, outputs])
  const result = tf.run('Slice', [spread, tf.intsConstant([0, 0, 0, 0]), size])
  tf.release(columns, margins, padded, spread)
  return result
}

/** The gradient of a spread filter at its taps: the inverse of {@link spreadFilter}. Releases `gradient`. */
export function gatherTaps(tf: TensorFlow, gradient: Tensor, kernel: number, dilation: number): Tensor {
  const taps = tf.intsConstant(Array.from({ length: kernel }, (_, tap) => tap * dilation))
  const result = tf.run('GatherV2', [gradient, taps, tf.intConstant(1)])
  tf.release(gradient)
  return result
}

/** Samples that a dilated kernel spans. */
export function spreadSize(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1
}
