import { batchLoss } from '../../../electron/trainer/loss.ts'
import { largestDifference, type Comparison } from './compareStored.ts'
import type { LossCase } from './fixtures.ts'

/** A loss and its gradient at the logits beside PyTorch's. */
export function compareLoss(logits: readonly number[], expected: LossCase): Comparison[] {
  const { shares, float32 } = expected
  const { lossSum, weightSum, gradient } = batchLoss(Float32Array.from(logits), Float32Array.from(shares), expected)
  return [
    {
      name: 'loss',
      difference: Math.abs(lossSum / weightSum - expected.loss),
      pytorchFloat32: float32.loss,
      largest: Math.abs(expected.loss),
    },
    {
      name: 'gradient of logits',
      difference: largestDifference(gradient, expected.gradient),
      pytorchFloat32: float32.gradient,
      largest: Math.max(...expected.gradient.map(Math.abs)),
    },
  ]
}
