import type { Tensor } from '@tensorflow/tfjs-node'
import { describe, expect, it } from 'vitest'
import { BatchNorm } from '../../../electron/trainer/layers/batchNorm.ts'
import { ParameterStore } from '../../../electron/trainer/parameterStore.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'
import { draw, expectClose, expectFiniteDifferences, expectSameAsAutodiff, type Subject } from './gradientChecks.ts'

const channels = 6
const shape = [5, 1, 9, channels]
const count = 5 * 9
const training: Subject = { create: () => new BatchNorm(tf, 'norm', channels), shape }

const statistics = {
  mean: Float32Array.of(0.5, -1, 0, 2, 0.1, -0.3),
  variance: Float32Array.of(1, 4, 0.25, 0.01, 9, 2),
}
const fixed: Subject = {
  create: () => {
    const norm = new BatchNorm(tf, 'norm', channels)
    norm.writeStatistics(statistics)
    return norm
  },
  shape,
  pass: 'explanation',
}

describe('batch norm', () => {
  it('gives the output and gradients of tfjs autodiff in training', () => {
    expectSameAsAutodiff(training, (x, [scale, shift]) => {
      const { mean, variance } = tfjs.moments(x, [0, 1, 2])
      return x
        .sub(mean)
        .div(variance.add(1e-5).sqrt())
        .mul(scale as Tensor)
        .add(shift as Tensor)
    })
  })

  it('has gradients in training that finite differences confirm', () => {
    expectFiniteDifferences(training, 3e-3)
  })

  it('gives the input gradient of tfjs autodiff with fixed statistics', () => {
    const norm = fixed.create()
    const store = new ParameterStore(tf, norm.parameters)
    const scale = draw('scale', channels)
    store.restore(
      new Map([
        ['norm.weight', scale],
        ['norm.bias', draw('shift', channels)],
      ]),
    )
    store.read()
    const x = draw('x', count * channels)
    const slopes = draw('slopes', count * channels)
    const y = norm.forward(tf.floats(x, shape), 'explanation')
    const gradient = norm.backward(tf.floats(slopes, shape))
    const spread = (values: Float32Array) => Float32Array.from(x, (_, index) => values[index % channels] ?? 0)
    const inverse = spread(statistics.variance.map((variance) => 1 / Math.sqrt(variance + 1e-5)))
    const factor = spread(scale).map((value, index) => value * (inverse[index] ?? 0))
    expectClose(
      tf.readFloats(y),
      x.map(
        (value, index) =>
          (value - (spread(statistics.mean)[index] ?? 0)) * (factor[index] ?? 0) +
          (draw('shift', channels)[index % channels] ?? 0),
      ),
    )
    expectClose(
      gradient ? tf.readFloats(gradient) : [],
      slopes.map((value, index) => value * (factor[index] ?? 0)),
    )
  })

  it('moves the running statistics by a tenth, with the unbiased variance, as PyTorch', () => {
    const norm = new BatchNorm(tf, 'norm', channels)
    const store = new ParameterStore(tf, norm.parameters)
    store.read()
    const x = draw('x', count * channels)
    norm.forward(tf.floats(x, shape), 'training')
    const means = Array.from({ length: channels }, (_, channel) => {
      let sum = 0
      for (let i = 0; i < count; i++) sum += x[i * channels + channel] ?? 0
      return sum / count
    })
    const unbiased = means.map((mean, channel) => {
      let sum = 0
      for (let i = 0; i < count; i++) sum += ((x[i * channels + channel] ?? 0) - mean) ** 2
      return sum / (count - 1)
    })
    const { mean, variance } = norm.readStatistics()
    expectClose(
      mean,
      means.map((value) => 0.1 * value),
    )
    expectClose(
      variance,
      unbiased.map((value) => 0.9 + 0.1 * value),
    )
  })

  it('leaves the running statistics alone in inference', () => {
    const norm = new BatchNorm(tf, 'norm', channels)
    const store = new ParameterStore(tf, norm.parameters)
    store.read()
    norm.forward(tf.floats(draw('x', count * channels), shape), 'inference')
    expect([...norm.readStatistics().mean]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...norm.readStatistics().variance]).toEqual([1, 1, 1, 1, 1, 1])
  })
})
