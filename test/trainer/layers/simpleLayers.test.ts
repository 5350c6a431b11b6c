import type { Tensor, Tensor2D } from '@tensorflow/tfjs-node'
import { describe, expect, it } from 'vitest'
import { createInitialiser } from '../../../electron/trainer/initialise.ts'
import { AveragePool } from '../../../electron/trainer/layers/averagePool.ts'
import { Dense } from '../../../electron/trainer/layers/dense.ts'
import { Flatten } from '../../../electron/trainer/layers/flatten.ts'
import { Gelu } from '../../../electron/trainer/layers/gelu.ts'
import { GlobalAverage } from '../../../electron/trainer/layers/globalAverage.ts'
import { GlobalMax } from '../../../electron/trainer/layers/globalMax.ts'
import { LayerNorm } from '../../../electron/trainer/layers/layerNorm.ts'
import { MaxPool } from '../../../electron/trainer/layers/maxPool.ts'
import { Relu } from '../../../electron/trainer/layers/relu.ts'
import { Tanh } from '../../../electron/trainer/layers/tanh.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'
import {
  draw,
  expectFiniteDifferences,
  expectSameAsAutodiff,
  passThrough,
  type Reference,
  type Subject,
} from './gradientChecks.ts'

/** [batch, 1, length, channels] to [batch, windows, size, channels]; what fills no window is dropped. */
const windowsOf = (x: Tensor, size: number, stride = size): Tensor => {
  const [batch = 0, , length = 0, channels = 0] = x.shape
  const windows = Math.floor((length - size) / stride) + 1
  const cut = (window: number) => x.slice([0, 0, window * stride, 0], [batch, 1, size, channels])
  return tfjs.concat(
    Array.from({ length: windows }, (_, window) => cut(window)),
    1,
  )
}
const restored = (pooled: Tensor): Tensor => pooled.expandDims(1)

const cases: [string, Subject, Reference][] = [
  ['ReLU', { create: () => new Relu(tf, 'relu'), shape: [3, 1, 7, 4] }, (x) => x.relu()],
  ['ReLU of vectors', { create: () => new Relu(tf, 'relu'), shape: [3, 28] }, (x) => x.relu()],
  [
    'average pooling by 2 of an odd length',
    { create: () => new AveragePool(tf, 'pool', { size: 2, stride: 2 }), shape: [3, 1, 11, 4] },
    (x) => restored(windowsOf(x, 2).mean(2)),
  ],
  [
    'average pooling by 3',
    { create: () => new AveragePool(tf, 'pool', { size: 3, stride: 3 }), shape: [2, 1, 12, 16] },
    (x) => restored(windowsOf(x, 3).mean(2)),
  ],
  [
    'max pooling by 2 of an odd length',
    { create: () => new MaxPool(tf, 'pool', { size: 2, stride: 2 }), shape: [3, 1, 11, 4] },
    (x) => restored(windowsOf(x, 2).max(2)),
  ],
  [
    'max pooling by 5',
    { create: () => new MaxPool(tf, 'pool', { size: 5, stride: 5 }), shape: [2, 1, 23, 16] },
    (x) => restored(windowsOf(x, 5).max(2)),
  ],
  [
    'average pooling by 4 in steps of 3',
    { create: () => new AveragePool(tf, 'pool', { size: 4, stride: 3 }), shape: [2, 1, 12, 5] },
    (x) => restored(windowsOf(x, 4, 3).mean(2)),
  ],
  [
    'max pooling by 5 in steps of 2',
    { create: () => new MaxPool(tf, 'pool', { size: 5, stride: 2 }), shape: [2, 1, 20, 4] },
    (x) => restored(windowsOf(x, 5, 2).max(2)),
  ],
  ['leaky ReLU', { create: () => new Relu(tf, 'leaky', true), shape: [3, 1, 7, 4] }, (x) => x.leakyRelu(0.01)],
  ['tanh', { create: () => new Tanh(tf, 'tanh'), shape: [3, 1, 7, 4] }, (x) => x.tanh()],
  [
    'GELU',
    { create: () => new Gelu(tf, 'gelu'), shape: [3, 1, 7, 4] },
    (x) => x.mul(x.mul(Math.SQRT1_2).erf().add(1).mul(0.5)),
  ],
  ['global maximum', { create: () => new GlobalMax(tf, 'maximum', 7), shape: [3, 1, 7, 4] }, (x) => x.max([1, 2])],
  [
    'layer norm',
    { create: () => new LayerNorm(tf, 'norm', 6), shape: [2, 1, 5, 6] },
    (x, [scale, shift]) => {
      const { mean, variance } = tfjs.moments(x, 3, true)
      return x
        .sub(mean)
        .div(variance.add(1e-5).sqrt())
        .mul(scale as Tensor)
        .add(shift as Tensor)
    },
  ],
  ['global average', { create: () => new GlobalAverage(tf, 'average'), shape: [3, 1, 7, 4] }, (x) => x.mean([1, 2])],
  ['flatten', { create: () => new Flatten(tf, 'flatten'), shape: [3, 1, 7, 4] }, (x) => x.reshape([3, 28])],
  [
    'dense',
    { create: () => new Dense(tf, 'dense', { inputs: 12, units: 7 }, createInitialiser('pytorch', 1)), shape: [4, 12] },
    (x, [weight, bias]) => tfjs.matMul(x as Tensor2D, weight as Tensor2D).add(bias as Tensor),
  ],
]

/** Values at least 0.1 apart from each other and from zero, so that a small step changes no maximum and no sign. */
const apart = (shape: readonly number[]) => {
  const x = draw(
    'x',
    shape.reduce((product, size) => product * size, 1),
  )
  const order = [...x.keys()].sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0))
  order.forEach((index, rank) => (x[index] = (rank - x.length / 2 + 0.5) * 0.2))
  return x
}

describe.each(cases)('%s', (_, subject, reference) => {
  it('gives the output and gradients of tfjs autodiff', () => {
    expectSameAsAutodiff(subject, reference)
  })

  it('has gradients that finite differences confirm', () => {
    expectFiniteDifferences(subject, 1e-2, apart(subject.shape))
  })

  it('gives the same output and input gradient in an explanation as in training', () => {
    const x = draw(
      'x',
      subject.shape.reduce((product, size) => product * size, 1),
    )
    const slopes = (count: number) => draw('slopes', count)
    const trained = passThrough(subject, x, slopes)
    const explained = passThrough({ ...subject, pass: 'explanation' }, x, slopes)
    expect(explained.output).toEqual(trained.output)
    expect(explained.inputGradient).toEqual(trained.inputGradient)
  })
})

describe('flatten', () => {
  it('orders by time, then channel', () => {
    const layer = new Flatten(tf, 'flatten')
    const x = tf.floats(Float32Array.of(1, 10, 2, 20, 3, 30), [1, 1, 3, 2])
    expect([...tf.readFloats(layer.forward(x, 'inference'))]).toEqual([1, 10, 2, 20, 3, 30])
  })
})

describe('ReLU', () => {
  it('keeps a NaN, so that a diverging run is seen', () => {
    const y = new Relu(tf, 'relu').forward(tf.floats(Float32Array.of(Number.NaN, -1, 2)), 'inference')
    expect([...tf.readFloats(y)]).toEqual([Number.NaN, 0, 2])
  })
})
