import { noAugmentation, publishedRecipe } from '../electron/shared/recipe.ts'
import type { LayerSpec } from '../electron/shared/network.ts'
import type { BeatTable } from '../electron/trainer/beatTable.ts'
import { buildNetwork } from '../electron/trainer/buildNetwork.ts'
import { Optimiser } from '../electron/trainer/optimisers/optimiser.ts'
import { createPacer } from '../electron/trainer/pacer.ts'
import type { TensorFlow } from '../electron/trainer/tensorflow.ts'
import type { Training } from '../electron/trainer/trainEpoch.ts'

/** Everything that the trainer trains a network by the published recipe with, for benches. */
export function prepareTraining(tf: TensorFlow, layers: readonly LayerSpec[], table: BeatTable): Training {
  const recipe = publishedRecipe()
  const network = buildNetwork(tf, layers, 1)
  return {
    tf,
    network,
    table,
    optimiser: new Optimiser(tf, network.store, recipe.optimiser),
    loss: { classWeights: null, focalGamma: 0, labelSmoothing: 0 },
    pacer: createPacer(100),
    batchSize: recipe.batchSize,
    augmentation: noAugmentation(),
    seed: 1,
  }
}
