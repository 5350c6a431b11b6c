import { expect, it } from 'vitest'
import type { Architecture } from '../../electron/shared/architecture.ts'
import { layersOf, summarise } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { Adam } from '../../electron/trainer/adam.ts'
import { BeatTable, batchesOf } from '../../electron/trainer/beatTable.ts'
import { CrossEntropy } from '../../electron/trainer/crossEntropy.ts'
import { evaluate } from '../../electron/trainer/evaluate.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { destroyNetwork } from '../../electron/trainer/network.ts'
import { createPacer } from '../../electron/trainer/pacer.ts'
import { trainEpoch, type Training } from '../../electron/trainer/trainEpoch.ts'
import { decodeWeights, encodeWeights, putWeights, takeWeights } from '../../electron/trainer/weights.ts'
import { beatsOfClasses } from './beatsOfClasses.ts'
import { tf } from './loadedTensorFlow.ts'

/** One of everything: both poolings, dilation, dropout, a block without norm, and one without activation or pooling. */
const varied: Architecture = {
  blocks: [
    {
      filters: 6,
      kernelSize: 5,
      dilation: 2,
      batchNorm: true,
      activation: 'relu',
      pooling: { type: 'max', size: 3 },
      dropout: 0.2,
    },
    {
      filters: 4,
      kernelSize: 2,
      dilation: 1,
      batchNorm: false,
      activation: 'relu',
      pooling: { type: 'average', size: 2 },
      dropout: 0,
    },
    {
      filters: 7,
      kernelSize: 3,
      dilation: 1,
      batchNorm: true,
      activation: 'none',
      pooling: { type: 'none' },
      dropout: 0.1,
    },
  ],
  head: { reduce: 'global-average', dense: [16, 8], dropout: 0.1 },
}

const count = 150
const { beats, labels } = beatsOfClasses('network', count)
const rows = Uint32Array.from({ length: count }, (_, index) => index)

function prepare(architecture: Architecture, seed = 1, learningRate = 1e-3): Training {
  const optimiser = { ...publishedRecipe().optimiser, learningRate }
  const network = buildNetwork(tf, layersOf(architecture), seed)
  return {
    tf,
    network,
    adam: new Adam(tf, network.store, optimiser),
    loss: new CrossEntropy(tf, [1, 2, 1, 1, 1]),
    table: new BeatTable(tf, { beats, labels, count, length: 187 }),
    pacer: createPacer(Infinity),
    batchSize: 32,
    learningRate,
    seed,
  }
}

const ignore = () => undefined

it.each([
  ['Model 11', publishedArchitecture(11)],
  ['a varied network', varied],
])('leaves no tensor behind in training and evaluation of %s', async (_, architecture) => {
  const training = prepare(architecture)
  const evaluator = { ...training, classWeights: null }
  const runOnce = async (epoch: number) => {
    await trainEpoch(training, rows, epoch, ignore)
    await evaluate(evaluator, rows)
    takeWeights(training.network)
  }
  await runOnce(1)
  const before = tf.tensorCount
  await runOnce(2)
  await runOnce(3)
  expect(tf.tensorCount).toBe(before)
})

it('gives everything back when it is destroyed', () => {
  destroyNetwork(buildNetwork(tf, layersOf(varied), 1))
  const before = tf.tensorCount
  destroyNetwork(buildNetwork(tf, layersOf(varied), 1))
  expect(tf.tensorCount).toBe(before)
})

it('has as many parameters as the design says', () => {
  for (const architecture of [varied, publishedArchitecture(1), publishedArchitecture(11)])
    expect(buildNetwork(tf, layersOf(architecture), 1).store.size).toBe(summarise(architecture).parameters.total)
})

it('learns: the loss of a varied network with dropout falls over epochs', async () => {
  const training = prepare(varied, 1, 1e-2)
  const losses: number[] = []
  for (let epoch = 1; epoch <= 12; epoch++) losses.push(await trainEpoch(training, rows, epoch, ignore))
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.9)
})

it('trains to the same bytes from the same seed, dropout and shuffling included, and to others from another', async () => {
  const train = async (seed: number) => {
    const training = prepare(varied, seed)
    await trainEpoch(training, rows, 1, ignore)
    return encodeWeights(training.network, takeWeights(training.network), {})
  }
  const first = await train(1)
  expect(await train(1)).toEqual(first)
  expect(await train(2)).not.toEqual(first)
})

it('scores the same after its weights went through a file into a network of another seed', async () => {
  const training = prepare(varied)
  await trainEpoch(training, rows, 1, ignore)
  const bytes = encodeWeights(training.network, takeWeights(training.network), { epoch: '1' })
  const other = prepare(varied, 2)
  putWeights(other.network, decodeWeights(other.network, bytes, 'weights'))
  const { logits } = await evaluate({ ...training, classWeights: null }, rows)
  expect((await evaluate({ ...other, classWeights: null }, rows)).logits).toEqual(logits)
})

it('refuses weights of another design, naming the tensor and both shapes', () => {
  const { network } = prepare(varied)
  const other = buildNetwork(tf, layersOf(publishedArchitecture(11)), 1)
  const bytes = encodeWeights(network, takeWeights(network), {})
  expect(() => decodeWeights(other, bytes, 'w.safetensors')).toThrow(
    'w.safetensors: block1.conv.weight should be F32 [3, 1, 32], but there is F32 [5, 1, 6].',
  )
})

it('evaluates beats in the order of the rows, whatever the batches', async () => {
  const training = prepare(varied)
  const evaluator = { ...training, classWeights: null }
  const many = Uint32Array.from({ length: 700 }, (_, index) => (index * 7) % count)
  const { logits, predicted, confusion } = await evaluate(evaluator, many)
  const single = await evaluate(evaluator, many.subarray(600, 601))
  single.logits.forEach((value, index) => expect(logits[600 * 5 + index]).toBeCloseTo(value, 5))
  expect(predicted).toHaveLength(700)
  expect(confusion.flat().reduce((sum, cell) => sum + cell, 0)).toBe(700)
})

it('names epoch, step and learning rate when the loss is no number any more', async () => {
  const training = prepare(varied)
  const weights = takeWeights(training.network)
  weights.set('head.output.bias', Float32Array.of(Number.NaN, 0, 0, 0, 0))
  putWeights(training.network, weights)
  await expect(trainEpoch(training, rows, 4, ignore)).rejects.toMatchObject({
    code: 'trainer-failed',
    message: 'The loss became infinite or not a number in epoch 4, step 1, at learning rate 0.001.',
  })
})

it('keeps a smaller last batch, but none of a single beat', async () => {
  expect(batchesOf(rows, 32).map((batch) => batch.length)).toEqual([32, 32, 32, 32, 22])
  const steps: number[] = []
  await trainEpoch({ ...prepare(varied), batchSize: 149 }, rows, 1, (step) => steps.push(step))
  expect(steps).toEqual([1])
})
