import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { architectureSchema } from '../../electron/shared/architecture.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { Adam } from '../../electron/trainer/adam.ts'
import { BeatTable } from '../../electron/trainer/beatTable.ts'
import { CrossEntropy } from '../../electron/trainer/crossEntropy.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { forward, type Network } from '../../electron/trainer/network.ts'
import { createPacer } from '../../electron/trainer/pacer.ts'
import { trainStep } from '../../electron/trainer/trainEpoch.ts'
import { putWeights, takeWeights } from '../../electron/trainer/weights.ts'
import { beatsOfClasses } from './beatsOfClasses.ts'
import { hashedUniform } from './hashedUniform.ts'
import { tf } from './loadedTensorFlow.ts'

const numbers = z.array(z.number())
const trainingSchema = z.object({
  architecture: architectureSchema,
  classWeights: numbers.nullable(),
  openGates: z.boolean(),
  weightSum: z.number(),
  beatSum: z.number(),
  losses: numbers,
  logits: z.array(numbers),
  runningMean: numbers,
  runningVariance: numbers,
})
const fixture = z
  .object({
    torch: z.string(),
    model11: trainingSchema,
    varied: trainingSchema,
    model11AsInitialised: trainingSchema,
    losses64AsInitialised: numbers,
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/trainer/pytorch.json', import.meta.url), 'utf8')))

const batchSize = 64

/** First weights as the fixture's script gives them to PyTorch's layers. Returns the sum of all values but norms of 1 and 0. */
function putHashedWeights(network: Network, openGates: boolean): number {
  const weights = takeWeights(network)
  let total = 0
  let fanIn = 0
  for (const { name, fileShape } of network.store.parameters) {
    const isNorm = name.includes('.norm.')
    if (isNorm && !openGates) continue
    const count = fileShape.reduce((product, size) => product * size, 1)
    if (!isNorm && name.endsWith('.weight')) fanIn = count / (fileShape.at(-1) ?? 1)
    const scale = (value: number) => {
      if (openGates && /head\.dense\d+\.bias/.test(name)) return 5 + value
      if (!isNorm) return (2 * value - 1) / Math.sqrt(fanIn)
      return name.endsWith('.weight') ? 0.75 + 0.5 * value : 2.5 + value
    }
    const values = Float32Array.from(hashedUniform(name, count), scale)
    total += values.reduce((sum, value) => sum + value, 0)
    weights.set(name, values)
  }
  putWeights(network, weights)
  return total
}

function trainLikePyTorch(name: 'model11' | 'varied' | 'model11AsInitialised') {
  const { architecture, classWeights, losses, openGates } = fixture[name]
  const network = buildNetwork(tf, layersOf(architecture), 0)
  const weightSum = putHashedWeights(network, openGates)
  const { beats, labels } = beatsOfClasses(name === 'varied' ? name : 'model11', losses.length * batchSize)
  const table = new BeatTable(tf, { beats, labels, count: labels.length, length: 187 })
  const training = {
    tf,
    network,
    adam: new Adam(tf, network.store, publishedRecipe().optimiser),
    loss: new CrossEntropy(tf, classWeights),
    table,
    pacer: createPacer(Infinity),
    batchSize,
    learningRate: 1e-3,
    seed: 0,
  }
  const rowsOf = (start: number, count: number) => Uint32Array.from({ length: count }, (_, index) => start + index)
  const found = losses.map((_, step) => {
    const { lossSum, weightSum } = trainStep(training, table.gather(rowsOf(step * batchSize, batchSize)))
    return lossSum / weightSum
  })
  network.store.read()
  const output = forward(network, table.gather(rowsOf(0, 8)).x, 'inference')
  const logits = tf.readFloats(output)
  network.store.release()
  const beatSum = beats.reduce((sum, value) => sum + value, 0)
  return { network, weightSum, beatSum, losses: found, logits, weights: takeWeights(network) }
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length)
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? Number.NaN))))
}

describe.each(['model11', 'varied'] as const)('steps of %s against PyTorch', (name) => {
  const expected = fixture[name]
  const found = trainLikePyTorch(name)

  it('start from the same weights and beats', () => {
    expect(Math.abs(found.weightSum - expected.weightSum)).toBeLessThan(1e-6)
    expect(Math.abs(found.beatSum / expected.beatSum - 1)).toBeLessThan(1e-9)
  })

  it('have the same losses to 1e-4', () => {
    expect(expected.losses).toHaveLength(name === 'model11' ? 50 : 12)
    expect(largestDifference(found.losses, expected.losses)).toBeLessThan(1e-4)
  })

  it('end with the same running statistics and the same scores in inference', () => {
    expect(largestDifference(found.weights.get('block1.norm.running_mean') ?? [], expected.runningMean)).toBeLessThan(
      1e-4,
    )
    expect(
      largestDifference(found.weights.get('block1.norm.running_var') ?? [], expected.runningVariance),
    ).toBeLessThan(1e-4)
    expect(largestDifference(found.logits, expected.logits.flat())).toBeLessThan(1e-3)
  })
})

it('strays from PyTorch, with weights as initialised, no further than a few times its float32 from its float64', () => {
  const { losses } = trainLikePyTorch('model11AsInitialised')
  const rounding = largestDifference(fixture.model11AsInitialised.losses, fixture.losses64AsInitialised)
  expect(largestDifference(losses.slice(0, 3), fixture.losses64AsInitialised.slice(0, 3))).toBeLessThan(1e-4)
  expect(largestDifference(losses, fixture.losses64AsInitialised)).toBeLessThan(6 * rounding)
})

it('compares Model 11 as the study published it', () => {
  expect(fixture.model11.architecture).toEqual(publishedArchitecture(11))
})
