import { expect, it } from 'vitest'
import { blockOf } from '../../electron/shared/architecture.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { forward } from '../../electron/trainer/network.ts'
import { targetsOf } from '../../electron/trainer/loss.ts'
import { LossLedger } from '../../electron/trainer/lossLedger.ts'
import { Optimiser } from '../../electron/trainer/optimisers/optimiser.ts'
import { trainStep } from '../../electron/trainer/trainEpoch.ts'
import { putWeights, takeWeights } from '../../electron/trainer/weights.ts'
import { draw, expectClose } from './layers/gradientChecks.ts'
import { tf } from './loadedTensorFlow.ts'

const head = { reduce: 'flatten', dense: [], activation: 'relu', dropout: 0 } as const
const architecture = {
  blocks: [blockOf({ filters: 4, kernelSize: 3 }), blockOf({ filters: 4, kernelSize: 3, normalisation: 'none' })],
  recurrent: [],
  head: { ...head, dense: [] },
}
const biases = [0.5, -1, 2, 0]

it('brings the biases that convolutions leave out into the running means, over steps in which they change', () => {
  const meansAfter = (given: readonly (readonly number[])[]) => {
    const network = buildNetwork(tf, layersOf(architecture, 187), 1)
    for (const values of given) {
      const weights = takeWeights(network)
      weights.set('block1.conv.bias', Float32Array.from(values))
      putWeights(network, weights)
      network.store.read()
      network.biases.update()
      tf.release(forward(network.stages, tf.floats(draw('beats', 8 * 187), [8, 1, 187, 1]), 'training'))
      network.store.release()
    }
    return takeWeights(network).get('block1.norm.running_mean') ?? new Float32Array()
  }
  const zeros = biases.map(() => 0)
  const without = meansAfter([zeros, zeros, zeros])
  const withBiases = meansAfter([biases, zeros, biases.map((value) => 2 * value)])
  // 0.1 * (0.9^2 * b + 0.9 * 0 + 2 b)
  expectClose(
    withBiases,
    without.map((mean, index) => mean + 0.281 * (biases[index] ?? 0)),
  )
})

it('needs few kernel calls for a training step of Model 11', () => {
  const network = buildNetwork(tf, layersOf(publishedArchitecture(11), 187), 1)
  const optimiser = new Optimiser(tf, network.store, publishedRecipe().optimiser)
  const loss = { classWeights: null, focalGamma: 0, labelSmoothing: 0 }
  const ledger = new LossLedger()
  const step = () => {
    const x = tf.floats(draw('beats', 64 * 187), [64, 1, 187, 1])
    const targets = targetsOf(Array.from({ length: 64 }, (_, beat) => beat % 5))
    trainStep({ tf, network, loss, optimiser }, { x, targets }, { ledger, learningRate: 1e-3 })
  }
  // The first step reads the variables, which fused kernels then change in place.
  step()
  const { runMany } = tf
  let calls = 0
  tf.runMany = (...call) => {
    calls += 1
    return runMany.apply(tf, call)
  }
  step()
  tf.runMany = runMany
  // One more gathers the batch from the table.
  expect(calls + 1).toBeLessThanOrEqual(tf.kernels.kind === 'fused' ? 8 : 100)
  expect(calls).toBeGreaterThan(tf.kernels.kind === 'fused' ? 5 : 50)
})
