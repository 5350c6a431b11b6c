import { expect, it } from 'vitest'
import { blockOf, recurrentOf, type Architecture } from '../../electron/shared/architecture.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { summarise } from '../../electron/shared/networkSummary.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import { BeatTable, batchesOf } from '../../electron/trainer/beatTable.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { evaluate } from '../../electron/trainer/evaluate.ts'
import { batchLoss } from '../../electron/trainer/loss.ts'
import { backward, destroyNetwork, forward } from '../../electron/trainer/network.ts'
import { Optimiser } from '../../electron/trainer/optimisers/optimiser.ts'
import { createPacer } from '../../electron/trainer/pacer.ts'
import { trainEpoch, type Training } from '../../electron/trainer/trainEpoch.ts'
import { decodeWeights, encodeWeights, putWeights, takeWeights } from '../../electron/trainer/weights.ts'
import { beatsOfClasses } from './beatsOfClasses.ts'
import { tf } from './loadedTensorFlow.ts'
import { takeGradients } from '../support/takeGradients.ts'

/** One of everything that convolves: poolings, dilation, dropout, norms, a block without norm, one without activation. */
const varied: Architecture = {
  blocks: [
    blockOf({ filters: 6, kernelSize: 5, dilation: 2, pooling: { type: 'max', size: 3 }, dropout: 0.2 }),
    blockOf({ filters: 4, kernelSize: 2, normalisation: 'none', activation: 'leaky-relu' }),
    blockOf({ filters: 7, kernelSize: 3, activation: 'none', pooling: { type: 'none' }, dropout: 0.1 }),
  ],
  recurrent: [],
  head: { reduce: 'global-average', dense: [16, 8], activation: 'relu', dropout: 0.1 },
}

/** Ways around: one that needs a projection over a stride, two that overlap, one with a norm, and one of a recurrent layer. */
const joined: Architecture = {
  blocks: [
    blockOf({ filters: 6, kernelSize: 3, stride: 2, join: { type: 'add' }, pooling: { type: 'none' } }),
    blockOf({ filters: 6, kernelSize: 3, normalisation: 'layer', activation: 'gelu', pooling: { type: 'none' } }),
    blockOf({ filters: 6, kernelSize: 3, join: { type: 'add', span: 2 }, pooling: { type: 'none' }, bias: false }),
    blockOf({
      filters: 8,
      kernelSize: 3,
      join: { type: 'add-norm', span: 3 },
      pooling: { type: 'average', size: 4, stride: 3 },
    }),
  ],
  recurrent: [
    recurrentOf({ cell: 'gru', units: 4, bidirectional: true, join: { type: 'add' } }),
    recurrentOf({ cell: 'lstm', units: 5, bidirectional: true, dropout: 0.1 }),
    recurrentOf({ cell: 'rnn', units: 3, join: { type: 'add-norm', span: 2 } }),
  ],
  head: { reduce: 'last', dense: [8], activation: 'tanh', dropout: 0 },
}

const count = 150
const { beats, labels } = beatsOfClasses('network', count)
const rows = Uint32Array.from({ length: count }, (_, index) => index)

function prepare(architecture: Architecture, seed = 1, changes: Partial<Recipe> = {}): Training {
  const recipe = { ...publishedRecipe(), batchSize: 32, ...changes }
  const network = buildNetwork(tf, layersOf(architecture, 187), seed)
  return {
    tf,
    network,
    optimiser: new Optimiser(tf, network.store, recipe.optimiser, recipe.gradientClipping),
    loss: { classWeights: [1, 2, 1, 1, 1], focalGamma: 0, labelSmoothing: 0 },
    table: new BeatTable(tf, { beats, labels, count, length: 187, amplitude: 'unit' }),
    pacer: createPacer(Infinity),
    batchSize: recipe.batchSize,
    augmentation: recipe.augmentation,
    seed,
  }
}

const plan = (epoch: number, rate = 1e-3) => ({ rows, epoch, learningRate: () => rate, onStep: () => false })
const scorer = (training: Training) => training

it.each([
  ['Model 11', publishedArchitecture(11)],
  ['a varied network', varied],
  ['joins and recurrent layers', joined],
])('leaves no tensor behind in training and evaluation of %s', async (_, architecture) => {
  const training = prepare(architecture)
  const evaluator = scorer(training)
  const runOnce = async (epoch: number) => {
    await trainEpoch(training, plan(epoch))
    await evaluate(evaluator, rows)
    takeWeights(training.network)
  }
  await runOnce(1)
  const before = tf.tensorCount
  await runOnce(2)
  await runOnce(3)
  expect(tf.tensorCount).toBe(before)
})

it.each([
  ['a varied network', varied],
  ['joins and recurrent layers', joined],
])('gives everything back when it is destroyed: %s', (_, architecture) => {
  destroyNetwork(buildNetwork(tf, layersOf(architecture, 187), 1))
  const before = tf.tensorCount
  destroyNetwork(buildNetwork(tf, layersOf(architecture, 187), 1))
  expect(tf.tensorCount).toBe(before)
})

it('has as many parameters as the design says', () => {
  for (const architecture of [varied, joined, publishedArchitecture(1), publishedArchitecture(11)])
    expect(buildNetwork(tf, layersOf(architecture, 187), 1).store.size).toBe(
      summarise(architecture, 187).parameters.total,
    )
})

it.each([
  ['a varied network with dropout', varied],
  ['joins and recurrent layers', { ...joined, head: { ...joined.head, reduce: 'flatten' } }],
] as const)('learns: the loss of %s falls over epochs', async (_, architecture) => {
  const training = prepare(architecture)
  const losses: number[] = []
  for (let epoch = 1; epoch <= 15; epoch++) losses.push(await trainEpoch(training, plan(epoch, 2e-2)))
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.9)
})

it('has gradients through joins and recurrent layers that finite differences of the loss confirm', () => {
  const smooth = structuredClone(joined)
  smooth.recurrent.forEach((layer) => (layer.dropout = 0))
  smooth.blocks.forEach((block) => (block.activation = 'tanh'))
  const { network, loss, table } = prepare(smooth)
  const { store } = network
  const at = store.snapshot()
  const random = createRandom(5, 'direction')
  const direction = new Map([...at].map(([name, values]) => [name, values.map(() => random.nextNormal())]))
  const passAt = (distance: number) => {
    store.restore(
      new Map(
        [...at].map(([name, values]) => [name, values.map((v, i) => v + distance * (direction.get(name)?.[i] ?? 0))]),
      ),
    )
    store.read()
    const { x, targets } = table.gather(rows.subarray(0, 64))
    const logits = forward(network.stages, x, 'training')
    const { lossSum, weightSum, gradient } = batchLoss(tf.readFloats(logits), targets, loss)
    tf.release(logits, backward(network.stages, tf.floats(gradient, logits.shape)) ?? undefined)
    const gradients = takeGradients(tf, store)
    store.release()
    return { mean: lossSum / weightSum, gradients }
  }
  const step = 2e-3
  const found = (passAt(step).mean - passAt(-step).mean) / (2 * step)
  const { gradients } = passAt(0)
  let predicted = 0
  for (const [name, gradient] of gradients)
    gradient?.forEach((value, i) => (predicted += value * (direction.get(name)?.[i] ?? 0)))
  expect(Math.abs(predicted)).toBeGreaterThan(0.01)
  expect(found / predicted).toBeCloseTo(1, 1)
})

it.each([
  ['dropout and shuffling', varied, {}],
  ['recurrent layers', joined, {}],
  [
    'augmentation',
    varied,
    {
      augmentation: {
        timeShift: { samples: 3 },
        amplitudeScale: { range: 0.1 },
        gaussianNoise: { sigma: 0.01 },
        zeroMasking: { probability: 0.1 },
        cutMix: { share: 0.3 },
      },
    },
  ],
] as const)(
  'trains to the same bytes from the same seed, %s included, and to others from another',
  async (_, architecture, changes) => {
    const train = async (seed: number) => {
      const training = prepare(architecture, seed, changes)
      await trainEpoch(training, plan(1))
      return encodeWeights(training.network, takeWeights(training.network), {})
    }
    const first = await train(1)
    expect(await train(1)).toEqual(first)
    expect(await train(2)).not.toEqual(first)
  },
)

it('scores the same after its weights went through a file into a network of another seed', async () => {
  const training = prepare(varied)
  await trainEpoch(training, plan(1))
  const bytes = encodeWeights(training.network, takeWeights(training.network), { epoch: '1' })
  const other = prepare(varied, 2)
  putWeights(other.network, decodeWeights(other.network, bytes, 'weights'))
  const { logits } = await evaluate(scorer(training), rows)
  expect((await evaluate(scorer(other), rows)).logits).toEqual(logits)
})

it('refuses weights of another design, naming the tensor and both shapes', () => {
  const { network } = prepare(varied)
  const other = buildNetwork(tf, layersOf(publishedArchitecture(11), 187), 1)
  const bytes = encodeWeights(network, takeWeights(network), {})
  expect(() => decodeWeights(other, bytes, 'w.safetensors')).toThrow(
    'w.safetensors: block1.conv.weight should be F32 [3, 1, 32], but there is F32 [5, 1, 6].',
  )
})

it('evaluates beats in the order of the rows, whatever the batches', async () => {
  const training = prepare(varied)
  const evaluator = scorer(training)
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
  await expect(trainEpoch(training, plan(4))).rejects.toMatchObject({
    code: 'diverged',
    message: 'The loss became infinite or not a number in epoch 4, step 1, at learning rate 0.001.',
  })
})

it('keeps a smaller last batch, but none of a single beat', async () => {
  expect(batchesOf(rows, 32).map((batch) => batch.length)).toEqual([32, 32, 32, 32, 22])
  const steps: number[] = []
  const onStep = (step: number) => steps.push(step) === 0
  await trainEpoch({ ...prepare(varied), batchSize: 149 }, { ...plan(1), onStep })
  expect(steps).toEqual([1])
})
