import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node'
import { describe, expect, it } from 'vitest'
import { layersOf } from '../../../electron/shared/network.ts'
import { publishedArchitecture } from '../../../electron/shared/preset.ts'
import { noAugmentation, publishedRecipe } from '../../../electron/shared/recipe.ts'
import { BeatTable } from '../../../electron/trainer/beatTable.ts'
import { Optimiser } from '../../../electron/trainer/optimisers/optimiser.ts'
import { combine, gradCam, scaleToUnit } from '../../../electron/trainer/explain/gradCam.ts'
import { buildNetwork } from '../../../electron/trainer/buildNetwork.ts'
import { createPacer } from '../../../electron/trainer/pacer.ts'
import { trainEpoch } from '../../../electron/trainer/trainEpoch.ts'
import { takeWeights, type Weights } from '../../../electron/trainer/weights.ts'
import { beatsOfClasses } from '../beatsOfClasses.ts'
import { expectClose } from '../layers/gradientChecks.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'

const count = 256
const { beats, labels } = beatsOfClasses('grad-cam', count)
const rows = Uint32Array.from({ length: count }, (_, index) => index)
const blocks = 5
const network = buildNetwork(tf, layersOf(publishedArchitecture(11), 187), 1)
const training = {
  tf,
  network,
  optimiser: new Optimiser(tf, network.store, publishedRecipe().optimiser),
  loss: { classWeights: null, focalGamma: 0, labelSmoothing: 0 },
  table: new BeatTable(tf, { beats, labels, count, length: 187, amplitude: 'unit' }),
  pacer: createPacer(Infinity),
  batchSize: 32,
  augmentation: noAugmentation(),
  seed: 1,
}
for (let epoch = 1; epoch <= 4; epoch++)
  await trainEpoch(training, { rows, epoch, learningRate: () => 1e-3, onStep: () => false })
const weights = takeWeights(network)
const samplesOf = (beat: number) => [...beats.subarray(beat * 187, (beat + 1) * 187)]

/** From the output of block `from`'s convolution to the logits with fixed statistics, by stock operations. */
function scoresAfter(map: Tensor, from: number, w: Weights): Tensor {
  const vector = (name: string) => tfjs.tensor1d(w.get(name) ?? new Float32Array())
  let x = map
  for (let block = from; block <= blocks; block++) {
    const norm = `block${block}.norm`
    if (block > from) x = convolve(x, block, w)
    const inverse = vector(`${norm}.running_var`).add(1e-5).rsqrt()
    x = x
      .sub(vector(`${norm}.running_mean`))
      .mul(inverse.mul(vector(`${norm}.weight`)))
      .add(vector(`${norm}.bias`))
    x = tfjs.avgPool(x.relu() as Tensor4D, [1, 2], [1, 2], 'valid')
  }
  const matrix = (name: string, inputs: number): Tensor2D =>
    tfjs.tensor2d(w.get(name) ?? new Float32Array(), [inputs, (w.get(name)?.length ?? 0) / inputs])
  const hidden = tfjs.matMul(x.reshape([1, 160]) as Tensor2D, matrix('head.dense1.weight', 160))
  return tfjs
    .matMul(hidden.add(vector('head.dense1.bias')).relu() as Tensor2D, matrix('head.output.weight', 128))
    .add(vector('head.output.bias'))
}

function convolve(x: Tensor, block: number, w: Weights): Tensor {
  const values = w.get(`block${block}.conv.weight`) ?? new Float32Array()
  const filter = tfjs.tensor4d(values, [1, 3, values.length / 96, 32])
  return tfjs.conv2d(x as Tensor4D, filter, 1, 'same').add(tfjs.tensor1d(w.get(`block${block}.conv.bias`) ?? []))
}

/** The map by tfjs's automatic differentiation, before scaling. */
function mapByAutodiff(samples: number[], block: number, targetClass: number): number[] {
  return tfjs.tidy(() => {
    let map: Tensor = convolve(tfjs.tensor4d(samples, [1, 1, 187, 1]), 1, weights)
    for (let next = 2; next <= block; next++) map = convolve(throughBlock(map, next - 1), next, weights)
    const gradient = tfjs.grad((x: Tensor) =>
      scoresAfter(x, block, weights).reshape([5]).slice([targetClass], [1]).sum(),
    )(map)
    const channelWeights = gradient.mean([0, 1, 2])
    return [...map.mul(channelWeights).sum(3).relu().dataSync()]
  })
}

function throughBlock(map: Tensor, block: number): Tensor {
  const vector = (name: string) => tfjs.tensor1d(weights.get(`block${block}.norm.${name}`) ?? [])
  const normal = map.sub(vector('running_mean')).mul(vector('running_var').add(1e-5).rsqrt().mul(vector('weight')))
  return tfjs.avgPool(normal.add(vector('bias')).relu() as Tensor4D, [1, 2], [1, 2], 'valid')
}

describe('Grad-CAM', () => {
  it.each([
    [1, 0],
    [1, 3],
    [3, 1],
    [5, 4],
  ])('of block %i and class %i is the map of tfjs autodiff', (block, targetClass) => {
    const samples = samplesOf(block * 7)
    const found = gradCam(tf, network, { samples, layer: `block${block}.conv`, targetClass })
    const expected = mapByAutodiff(samples, block, targetClass)
    expect(found.map).toHaveLength([187, 93, 46, 23, 11][block - 1] ?? 0)
    expectClose([found.rawMaximum], [Math.max(...expected)], 1e-3)
    expectClose(found.map, scaleToUnit(expected), 1e-3)
  })

  it('explains the predicted class at the first convolution where nothing is asked', () => {
    const found = gradCam(tf, network, { samples: samplesOf(0) })
    expect(found).toMatchObject({ method: 'grad-cam', layer: 'block1.conv', targetClass: found.predicted })
    expect(found.layers).toEqual(['block1.conv', 'block2.conv', 'block3.conv', 'block4.conv', 'block5.conv'])
    expect(found.probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
    expect(Math.max(...found.probabilities)).toBe(found.probabilities[found.predicted])
  })

  it('gives the same map twice, leaves no tensor behind, and changes nothing of the network', () => {
    const first = gradCam(tf, network, { samples: samplesOf(3) })
    const before = tf.tensorCount
    expect(gradCam(tf, network, { samples: samplesOf(3) })).toEqual(first)
    expect(tf.tensorCount).toBe(before)
    expect(takeWeights(network)).toEqual(weights)
  })

  it('refuses a layer that is no convolution of the network, and names those that are', () => {
    expect(() => gradCam(tf, network, { samples: samplesOf(0), layer: 'block1.norm' })).toThrow(
      'This network has no convolution "block1.norm".',
    )
  })
})

describe('the parts of the map', () => {
  it('weigh channels by the time mean of their gradient and cut negative sums off', () => {
    const activations = Float32Array.of(1, 10, 2, 20, 3, -30)
    const gradients = Float32Array.of(3, -1, 0, 0, 0, -2)
    // Weights 1 and -1.
    expect(combine(activations, gradients, { length: 3, channels: 2 })).toEqual([0, 0, 33])
  })

  it('are scaled by smallest and largest value; an empty map stays empty', () => {
    expect(scaleToUnit([1, 2, 5])).toEqual([0, 0.25, 1])
    expect(scaleToUnit([0, 0])).toEqual([0, 0])
    expect(scaleToUnit([2, 2])).toEqual([1, 1])
  })
})
