import type { Clipping } from '../../shared/recipe.ts'
import { intAttribute, typeAttribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'

/** Null gradients are zero and stay null. Owns what it is given. */
export function clipGradients(
  tf: TensorFlow,
  gradients: readonly (Tensor | null)[],
  { type, maximum }: Clipping,
): (Tensor | null)[] {
  const clip = type === 'norm' ? clipByNorm : clipByValue
  return clip(tf, gradients, maximum)
}

/** Cuts each number off at +-`maximum`, as PyTorch's clip_grad_value_. */
function clipByValue(tf: TensorFlow, gradients: readonly (Tensor | null)[], maximum: number): (Tensor | null)[] {
  return gradients.map((gradient) => {
    if (!gradient) return null
    const clipped = tf.run('ClipByValue', [gradient, tf.constant(-maximum), tf.constant(maximum)])
    tf.release(gradient)
    return clipped
  })
}

/**
 * Scales all gradients by one factor, min(1, maximum / (norm + 1e-6)), as PyTorch's clip_grad_norm_; norm is the length
 * of all of them together (Pascanu et al. 2013).
 */
function clipByNorm(tf: TensorFlow, gradients: readonly (Tensor | null)[], maximum: number): (Tensor | null)[] {
  const halves = gradients.flatMap((gradient) => (gradient ? [tf.run('L2Loss', [gradient])] : []))
  if (halves.length === 0) return [...gradients]
  const half = tf.run('AddN', halves, [intAttribute('N', halves.length), typeAttribute('T', 'float32')])
  const square = tf.run('Mul', [half, tf.constant(2)])
  const norm = tf.run('Sqrt', [square])
  const guarded = tf.run('AddV2', [norm, tf.constant(1e-6)])
  const ratio = tf.run('RealDiv', [tf.constant(maximum), guarded])
  const factor = tf.run('Minimum', [ratio, tf.constant(1)])
  tf.release(...halves, half, square, norm, guarded, ratio)
  const clipped = gradients.map((gradient) => {
    if (!gradient) return null
    const scaled = tf.run('Mul', [gradient, factor])
    tf.release(gradient)
    return scaled
  })
  tf.release(factor)
  return clipped
}
