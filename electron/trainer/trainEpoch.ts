import { createRandom } from '../shared/random.ts'
import { AppError } from '../shared/appError.ts'
import type { Adam } from './adam.ts'
import { batchesOf, type Batch, type BeatTable } from './beatTable.ts'
import type { CrossEntropy } from './crossEntropy.ts'
import { backward, forward, startDropout, type Network } from './network.ts'
import type { Pacer } from './pacer.ts'
import type { TensorFlow } from './tensorflow.ts'

/** What one run trains with. */
export interface Training {
  tf: TensorFlow
  network: Network
  adam: Adam
  loss: CrossEntropy
  table: BeatTable
  pacer: Pacer
  batchSize: number
  learningRate: number
  seed: number
}

/**
 * One epoch over the beats in a new order; gives the mean loss.
 * @throws AppError `trainer-failed` where the loss is no longer a number, naming epoch, step and learning rate.
 */
export async function trainEpoch(
  training: Training,
  rows: Uint32Array,
  epoch: number,
  onStep: (step: number, steps: number) => void,
): Promise<number> {
  const order = createRandom(training.seed, `shuffle epoch ${epoch}`).shuffle(rows.slice())
  startDropout(training.network, training.seed, epoch)
  // A last batch of one beat is left out: one value has no variance for batch norm to divide by.
  const batches = batchesOf(order, training.batchSize).filter((batch) => batch.length > 1)
  let lossSum = 0
  let weightSum = 0
  for (const [index, batch] of batches.entries()) {
    const step = trainStep(training, training.table.gather(batch))
    if (!Number.isFinite(step.lossSum)) throw divergence(training.learningRate, epoch, index + 1)
    lossSum += step.lossSum
    weightSum += step.weightSum
    onStep(index + 1, batches.length)
    await training.pacer.breathe()
  }
  return lossSum / weightSum
}

/** One step: forward, loss, backward, Adam. Gives the sums whose ratio is the batch's loss, from before the update. */
export function trainStep(training: Training, { x, labels }: Batch): { lossSum: number; weightSum: number } {
  const { network, loss, adam } = training
  network.store.read()
  const logits = forward(network, x, 'training')
  const { lossSum, weightSum, gradient } = loss.run(logits, labels)
  training.tf.release(backward(network, gradient) ?? undefined)
  adam.step()
  return { lossSum, weightSum }
}

function divergence(learningRate: number, epoch: number, step: number): AppError {
  return new AppError(
    'trainer-failed',
    `The loss became infinite or not a number in epoch ${epoch}, step ${step}, at learning rate ${learningRate}.`,
    'Try a smaller learning rate, for example a tenth of it.',
  )
}
