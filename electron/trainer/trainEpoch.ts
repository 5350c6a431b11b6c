import { AppError } from '../shared/appError.ts'
import { createRandom } from '../shared/random.ts'
import type { Augmentation } from '../shared/recipe.ts'
import { batchesOf, type Batch, type BeatTable } from './beatTable.ts'
import type { Loss } from './loss.ts'
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
  loss: Loss
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
  /** After each step; true asks for a look at the losses so far. */
  onStep(step: number, steps: number): boolean
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
  const ledger = new LossLedger(training.tf)
  const look = () => {
    const { mean, divergedAt } = ledger.read()
    if (divergedAt === null) return mean
    const rate = plan.learningRate(divergedAt - 1, batches.length)
    throw divergence('The loss', `in epoch ${epoch}, step ${divergedAt}`, rate)
  }
  for (const [index, batch] of batches.entries()) {
    const learningRate = plan.learningRate(index, batches.length)
    trainStep(training, table.gatherAugmented(batch, augmentation, random), { ledger, learningRate })
    if (plan.onStep(index + 1, batches.length)) look()
    await training.pacer.breathe()
  }
  return look()
}

/** One step: forward, loss, backward, update. The losses go to the ledger, from before the update. */
export function trainStep(
  { tf, network, loss, optimiser }: Pick<Training, 'tf' | 'network' | 'loss' | 'optimiser'>,
  { x, targets }: Batch,
  { ledger, learningRate }: { ledger: LossLedger; learningRate: number },
): void {
  network.store.read()
  network.biases.update()
  const logits = forward(network.stages, x, 'training')
  const { losses, weightSum, gradient } = loss.run(logits, targets)
  ledger.add(losses, weightSum)
  tf.release(backward(network.stages, gradient) ?? undefined)
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
