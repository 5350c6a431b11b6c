import { layersOf } from '../../../electron/shared/network.ts'
import { BeatTable } from '../../../electron/trainer/beatTable.ts'
import { buildNetwork } from '../../../electron/trainer/buildNetwork.ts'
import { LossLedger } from '../../../electron/trainer/lossLedger.ts'
import { destroyNetwork, forward } from '../../../electron/trainer/network.ts'
import { Optimiser } from '../../../electron/trainer/optimisers/optimiser.ts'
import type { TensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { trainStep } from '../../../electron/trainer/trainEpoch.ts'
import { takeWeights } from '../../../electron/trainer/weights.ts'
import { beatsOfClasses } from '../../trainer/beatsOfClasses.ts'
import { compareStored, type Comparison } from './compareStored.ts'
import type { NetworkCase } from './fixtures.ts'
import { putHashedWeights } from './hashedWeights.ts'

const batchSize = 64

/** A training beside PyTorch's. */
export interface TrainedNetwork {
  /** Sums over all first weights and all beats: equal where both sides start from the same. */
  weightSum: number
  beatSum: number
  /** Of each step. */
  losses: number[]
  /** Weights, running statistics and scores in inference at the end. */
  comparisons: Comparison[]
}

/** Trains from the weights, and over the batches, that PyTorch was given. */
export function trainLikePyTorch(tf: TensorFlow, expected: NetworkCase): TrainedNetwork {
  const { name, architecture, recipe, start, losses, tensors } = expected
  const network = buildNetwork(tf, layersOf(architecture, 187), 0)
  const weightSum = putHashedWeights(network, start)
  const { beats, labels } = beatsOfClasses(name, losses.length * batchSize)
  const beatSum = beats.reduce((sum, value) => sum + value, 0)
  const table = new BeatTable(tf, { beats, labels, count: labels.length, length: 187, amplitude: 'unit' })
  const { optimiser, gradientClipping } = recipe
  const training = {
    tf,
    network,
    loss: recipe,
    optimiser: new Optimiser(tf, network.store, optimiser, gradientClipping),
  }
  const found = losses.map((_, step) => {
    const ledger = new LossLedger()
    const batch = table.gather(rowsFrom(step * batchSize, batchSize))
    trainStep(training, batch, { ledger, learningRate: optimiser.learningRate })
    return ledger.mean
  })
  const values = takeWeights(network)
  network.store.read()
  const logits = forward(network.stages, table.gather(rowsFrom(0, 8)).x, 'inference')
  values.set('logits', tf.readFloats(logits))
  network.store.release()
  tf.release(logits)
  table.destroy()
  destroyNetwork(network)
  const comparisons = Object.entries(tensors).map(([key, stored]) => compareStored(name, key, values.get(key), stored))
  return { weightSum, beatSum, losses: found, comparisons }
}

function rowsFrom(start: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => start + index)
}
