import { describe, expect, it } from 'vitest'
import { blockOf, recurrentOf, type Architecture } from '../../../electron/shared/architecture.ts'
import { layersOf } from '../../../electron/shared/network.ts'
import { buildNetwork } from '../../../electron/trainer/buildNetwork.ts'
import { gradCam } from '../../../electron/trainer/explain/gradCam.ts'
import { forward } from '../../../electron/trainer/network.ts'
import { beatsOfClasses } from '../beatsOfClasses.ts'
import { tf } from '../loadedTensorFlow.ts'

const samples = [...beatsOfClasses('joins', 1).beats]

/** A way around over two blocks with a projection, another within it, and an LSTM behind; smooth, for finite differences. */
const architecture: Architecture = {
  blocks: [
    blockOf({ filters: 4, kernelSize: 5, activation: 'tanh' }),
    blockOf({ filters: 6, kernelSize: 3, activation: 'gelu', join: { type: 'add' }, pooling: { type: 'none' } }),
    blockOf({ filters: 6, kernelSize: 3, activation: 'tanh', join: { type: 'add-norm', span: 2 } }),
  ],
  recurrent: [recurrentOf({ cell: 'lstm', units: 5, bidirectional: true })],
  head: { reduce: 'last', dense: [], activation: 'relu', dropout: 0 },
}
const network = buildNetwork(tf, layersOf(architecture, 187), 3)

/** The score when `change` is added to all samples of one channel of the convolution's map. */
function scoreAt(position: number, targetClass: number, channel: number, change: number): number {
  network.store.read()
  const beat = tf.floats(Float32Array.from(samples), [1, 1, samples.length, 1])
  const map = forward(network.layers.slice(0, position), beat, 'inference')
  const values = tf.readFloats(map)
  const channels = map.shape[3] ?? 1
  const moved = tf.floats(
    values.map((value, i) => (i % channels === channel ? value + change : value)),
    map.shape,
  )
  tf.release(map)
  const output = forward(network.layers.slice(position), moved, 'inference')
  const score = tf.readFloats(output)[targetClass] ?? Number.NaN
  tf.release(output)
  network.store.release()
  return score
}

/** The map by its definition, with gradients by central differences, scaled to 0..1. */
function mapByDifferences(layer: string, targetClass: number): number[] {
  const position = network.layers.findIndex(({ name }) => name === layer) + 1
  network.store.read()
  const beat = tf.floats(Float32Array.from(samples), [1, 1, samples.length, 1])
  const map = forward(network.layers.slice(0, position), beat, 'inference')
  const [, , length = 0, channels = 0] = map.shape
  const values = tf.readFloats(map)
  tf.release(map)
  network.store.release()
  const step = 1e-2
  const weights = Array.from({ length: channels }, (_, channel) => {
    const slope =
      (scoreAt(position, targetClass, channel, step) - scoreAt(position, targetClass, channel, -step)) / (2 * step)
    return slope / length
  })
  const raw = Array.from({ length }, (_, time) =>
    Math.max(
      0,
      weights.reduce((sum, weight, channel) => sum + weight * (values[time * channels + channel] ?? 0), 0),
    ),
  )
  const [low, high] = [Math.min(...raw), Math.max(...raw)]
  return raw.map((value) => (value - low) / (high - low))
}

describe('Grad-CAM of a network with joins and an LSTM', () => {
  it.each(['block1.conv', 'block2.conv', 'block3.conv'])('is that of finite differences at %s', (layer) => {
    const explained = [0, 1, 2, 3, 4].map((target) => gradCam(tf, network, { samples, layer, targetClass: target }))
    const shown = explained.filter(({ rawMaximum }) => rawMaximum > 0)
    expect(shown.length).toBeGreaterThan(1)
    for (const { map, layers, targetClass } of shown) {
      expect(layers).toEqual(['block1.conv', 'block2.conv', 'block3.conv'])
      mapByDifferences(layer, targetClass).forEach((value, cell) =>
        expect(Math.abs((map[cell] ?? 0) - value)).toBeLessThan(0.02),
      )
    }
  })

  it('leaves no tensor behind, wherever the way back ends', () => {
    const all = () => {
      for (const layer of ['block1.conv', 'block2.conv', 'block3.conv']) gradCam(tf, network, { samples, layer })
    }
    all()
    const before = tf.tensorCount
    all()
    expect(tf.tensorCount).toBe(before)
  })

  it('says that there is none without convolutions', () => {
    const recurrent = buildNetwork(tf, layersOf({ ...architecture, blocks: [] }, 187), 1)
    expect(() => gradCam(tf, recurrent, { samples })).toThrow('This network has no convolution')
  })
})
