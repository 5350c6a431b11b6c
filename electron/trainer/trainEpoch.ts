import { AppError } from '../shared/appError.ts'
import { createRandom } from '../shared/random.ts'
import type { Augmentation } from '../shared/recipe.ts'
import { batchesOf, type Batch, type BeatTable } from './beatTable.ts'
import { batchLoss, type LossPlan } from './loss.ts'
import { LossLedger } from './lossLedger.ts'
import { backward, forward, startDropout, type Network } from './network.ts'
import type { Optimiser } from './optimisers/optimiser.ts'
import type { Pacer } from './pacer.ts'
import type { TensorFlow } from './tensorflow.ts'

/** What one run trains with. */
export interface Training {
  tf: TensorFlow
  network: Network
  optimiser: Optimiser
  loss: LossPlan
  table: BeatTable
  pacer: Pacer
  batchSize: number
  augmentation: Augmentation
  seed: number
}

/** One epoch as the run sees it. */
export interface EpochPlan {
  rows: Uint32Array
  /** From 1. */
  epoch: number
  /** Of a step, from 0, among so many. */
  learningRate(step: number, steps: number): number
  /** After each step. */
  onStep(step: number, steps: number): void
}

/**
 * One epoch over the beats in a new order; gives the mean loss. Order, dropout and augmentation draw from streams that are
 * named after the epoch, so that a run that goes on from a checkpoint draws as if it had never stopped.
 * @throws AppError `diverged` where a loss is no longer a number, naming epoch, step and learning rate.
 */
export async function trainEpoch(training: Training, plan: EpochPlan): Promise<number> {
  const { seed, table, augmentation } = training
  const { rows, epoch } = plan
  const order = createRandom(seed, `shuffle epoch ${epoch}`).shuffle(rows.slice())
  const random = createRandom(seed, `augment epoch ${epoch}`)
  startDropout(training.network, seed, epoch)
  // A last batch of one beat is left out: one value has no variance for batch norm to divide by.
  const batches = batchesOf(order, training.batchSize).filter((batch) => batch.length > 1)
  const ledger = new LossLedger()
  for (const [index, batch] of batches.entries()) {
    const learningRate = plan.learningRate(index, batches.length)
    trainStep(training, table.gatherAugmented(batch, augmentation, random), { ledger, learningRate })
    if (ledger.divergedAt !== null)
      throw divergence('The loss', `in epoch ${epoch}, step ${ledger.divergedAt}`, learningRate)
    plan.onStep(index + 1, batches.length)
    await training.pacer.breathe()
  }
  return ledger.mean
}

/** One step: forward, loss, backward, update. The loss goes to the ledger, from before the update. */
export function trainStep(
  { tf, network, loss, optimiser }: Pick<Training, 'tf' | 'network' | 'loss' | 'optimiser'>,
  { x, targets }: Batch,
  { ledger, learningRate }: { ledger: LossLedger; learningRate: number },
): void {
  network.store.read()
  network.biases.update()
  const logits = forward(network.stages, x, 'training')
  const lossOfBatch = batchLoss(tf.readFloats(logits), targets, loss)
  ledger.add(lossOfBatch)
  tf.release(logits, backward(network.stages, tf.floats(lossOfBatch.gradient, logits.shape)) ?? undefined)
  optimiser.step(learningRate)
}

/** `what` is no number any more, `where`. */
export function divergence(what: string, where: string, learningRate: number): AppError {
  return new AppError(
    'diverged',
    `${what} became infinite or not a number ${where}, at learning rate ${learningRate}.`,
    'Try a smaller learning rate, for example a tenth of it, or gradient clipping.',
  )
}
