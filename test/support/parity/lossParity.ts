import { classCount } from '../../../electron/shared/beatClass.ts'
import { Loss } from '../../../electron/trainer/loss.ts'
import type { TensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { largestDifference, type Comparison } from './compareStored.ts'
import type { LossCase } from './fixtures.ts'

/** A loss and its gradient at the logits beside PyTorch's. */
export function compareLoss(tf: TensorFlow, logits: readonly number[], expected: LossCase): Comparison[] {
  const { shares, float32 } = expected
  const loss = new Loss(tf, expected)
  const scores = tf.floats(Float32Array.from(logits), [shares.length / classCount, classCount])
  const { losses, weightSum, gradient } = loss.run(scores, Float32Array.from(shares))
  const mean = tf.readFloats(losses).reduce((sum, value) => sum + value, 0) / weightSum
  const slopes = tf.readFloats(gradient)
  tf.release(losses, gradient)
  return [
    {
      name: 'loss',
      difference: Math.abs(mean - expected.loss),
      pytorchFloat32: float32.loss,
      largest: Math.abs(expected.loss),
    },
    {
      name: 'gradient of logits',
      difference: largestDifference(slopes, expected.gradient),
      pytorchFloat32: float32.gradient,
      largest: Math.max(...expected.gradient.map(Math.abs)),
    },
  ]
}
