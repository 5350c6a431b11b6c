import { afterAll, describe, expect, it } from 'vitest'
import { blockOf, type Architecture, type Block } from '../../electron/shared/architecture.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { loadAddon, loadFusedKernels } from '../../electron/trainer/fusedKernels.ts'
import { BatchNorm } from '../../electron/trainer/layers/batchNorm.ts'
import { FusedConvBlocks } from '../../electron/trainer/layers/fusedConvBlocks.ts'
import { FusedDense } from '../../electron/trainer/layers/fusedDense.ts'
import type { Layer } from '../../electron/trainer/layers/layer.ts'
import { backward, destroyNetwork, forward, type Network } from '../../electron/trainer/network.ts'
import { draw, expectClose } from './layers/gradientChecks.ts'
import { tf } from './loadedTensorFlow.ts'
import { takeGradients } from '../support/takeGradients.ts'

const { kernels } = tf
if (kernels.kind === 'stock') console.log(`Tests of the fused kernels are skipped: ${kernels.reason}.`)
const addon = kernels.kind === 'fused' ? loadAddon() : null
const sets = addon?.instructionSets() ?? []

afterAll(() => {
  if (kernels.kind === 'fused') addon?.use(kernels.instructionSet)
})

interface Case {
  name: string
  blocks: Partial<Block>[]
  length?: number
  batch?: number
  dense?: number[]
}

const average = (size: number) => ({ type: 'average', size, stride: size }) as const
const none = { type: 'none' } as const
const followed = { filters: 6, kernelSize: 3 }
const cases: Case[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 11].map((kernelSize) => ({
    name: `kernel ${kernelSize}, first and second`,
    blocks: [
      { filters: 8, kernelSize },
      { filters: 12, kernelSize },
    ],
  })),
  { name: 'kernel 21', blocks: [{ filters: 8, kernelSize: 21 }, followed] },
  ...[1, 5, 16, 31, 33, 48, 70].map((filters) => ({
    name: `${filters} filters`,
    blocks: [
      { filters, kernelSize: 3 },
      { filters, kernelSize: 5 },
      { filters, kernelSize: 3 },
    ],
  })),
  {
    name: 'dilation',
    blocks: [
      { filters: 8, kernelSize: 3, dilation: 2 },
      { ...followed, dilation: 3 },
    ],
  },
  {
    name: 'strides',
    blocks: [
      { filters: 8, kernelSize: 5, stride: 2 },
      { ...followed, stride: 3 },
    ],
  },
  {
    name: 'even kernel with stride and dilation',
    blocks: [followed, { filters: 9, kernelSize: 4, stride: 2, dilation: 2 }],
  },
  {
    name: 'no padding',
    blocks: [
      { filters: 8, kernelSize: 3, padding: 'valid' },
      { filters: 8, kernelSize: 5, padding: 'valid' },
      { filters: 8, kernelSize: 2, padding: 'valid' },
      { filters: 8, kernelSize: 7, padding: 'valid' },
    ],
    length: 120,
  },
  {
    name: 'no pooling',
    blocks: [
      { filters: 8, pooling: none },
      { ...followed, pooling: none },
    ],
    length: 40,
  },
  {
    name: 'pools of 3 and 5',
    blocks: [
      { filters: 8, pooling: average(3) },
      { ...followed, pooling: average(5) },
    ],
  },
  {
    name: 'a pool that drops samples',
    blocks: [
      { filters: 8, pooling: average(4) },
      { ...followed, pooling: average(4) },
    ],
    length: 31,
  },
  {
    name: 'two samples',
    blocks: [
      { filters: 8, kernelSize: 3 },
      { filters: 8, kernelSize: 2, pooling: none },
    ],
    length: 4,
  },
  {
    name: 'lengths around a tile',
    blocks: [followed, { ...followed, pooling: none }, { ...followed, pooling: none }],
    length: 13,
  },
  {
    name: 'no bias',
    blocks: [
      { filters: 8, bias: false },
      { ...followed, bias: false },
    ],
  },
  { name: 'one beat', blocks: [followed, followed], batch: 1 },
  { name: 'many beats', blocks: [{ filters: 20 }, { filters: 36 }], batch: 67 },
  { name: 'dense layers of odd sizes', blocks: [followed], dense: [33, 7, 130], length: 21 },
  {
    name: 'a wide panel of filters',
    blocks: [{ filters: 16 }, { filters: 512, kernelSize: 3 }, { filters: 33 }],
    length: 22,
    batch: 3,
  },
]

describe.skipIf(!addon)('fused kernels', () => {
  it('stand for the published blocks and the dense layers', () => {
    const network = build({ name: 'published', blocks: [followed, followed], dense: [8] })
    expect(network.stages.map(({ constructor }) => constructor)).toEqual([FusedConvBlocks, FusedDense, FusedDense])
    destroyNetwork(network)
  })

  it.each(cases)('agree with the single layers of stock kernels: $name', (given) => {
    addon?.use('plain')
    const network = build(given)
    const stock = pass(network, network.layers, given)
    const fused = pass(network, network.stages, given)
    // Layers by themselves leave the bias out of the running mean: `RunningBiases` would bring it.
    network.store.snapshot().forEach((bias, name) => {
      const mean = stock.get(name.replace('conv.bias', 'norm.mean'))
      if (name.endsWith('conv.bias')) mean?.forEach((value, i) => (mean[i] = value + 0.1 * (bias[i] ?? 0)))
    })
    expectSame(fused, stock, 5e-5)
    destroyNetwork(network)
  })

  it.each(cases)(
    'agree with the plain reference for every instruction set, and with themselves to the bit: $name',
    (given) => {
      const network = build(given)
      addon?.use('plain')
      const expected = pass(network, network.stages, given)
      for (const set of sets) {
        addon?.use(set)
        const found = pass(network, network.stages, given)
        expectSame(found, expected, 1e-5)
        expect(pass(network, network.stages, given)).toEqual(found)
      }
      destroyNetwork(network)
    },
  )

  it.each(sets)('keep a NaN a NaN: %s', (set) => {
    addon?.use(set)
    const network = build({ name: 'NaN', blocks: [followed, followed], dense: [8] })
    network.store.read()
    const x = draw('beats', 4 * 187)
    x[200] = Number.NaN
    const logits = tf.readFloats(forward(network.stages, tf.floats(x, [4, 1, 187, 1]), 'training'))
    expect(logits.every(Number.isNaN)).toBe(true)
    destroyNetwork(network)
  })

  it.each(sets)('keep the variance of a filter whose mean is far larger: %s', (set) => {
    addon?.use(set)
    const network = build({ name: 'offset', blocks: [{ filters: 8 }, { filters: 8 }], length: 60, batch: 16 })
    for (const norm of network.layers) if (norm instanceof BatchNorm) norm.scale.initial.fill(1)
    const x = Float32Array.from(draw('small', 16 * 60), (value) => 100 + 0.01 * value)
    network.store.read()
    tf.release(forward(network.stages, tf.floats(x, [16, 1, 60, 1]), 'training'))
    const [norm] = network.layers.filter((layer) => layer instanceof BatchNorm)
    const weight = network.store.snapshot().get('block1.conv.weight') ?? new Float32Array()
    const expected = Array.from({ length: 8 }, (_, f) => 0.9 + 0.1 * varianceOf(x, (j) => weight[j * 8 + f] ?? 0))
    expectClose(norm?.readStatistics().variance ?? [], expected, 1e-4)
    destroyNetwork(network)
  })

  it('say what does not fit together', () => {
    const x = tf.floats(new Float32Array(4), [1, 4])
    const parameters = tf.floats(new Float32Array(16))
    const run = () => tf.runMany('BeatbenchDense', [x, parameters, tf.intsConstant([1, 4, 4, 0, 1])], 2)
    expect(run).toThrow('The parameters do not fit the length, channels and units.')
    tf.release(x, parameters)
    expect(() => loadFusedKernels('fused-mmx')).toThrow('"fused-mmx"')
  })
})

function build({ blocks, length = 187, dense = [16] }: Case): Network {
  const architecture: Architecture = {
    blocks: blocks.map((block) => blockOf({ filters: 8, kernelSize: 3, ...block })),
    recurrent: [],
    head: { reduce: 'flatten', dense, activation: 'relu', dropout: 0 },
  }
  const network = buildNetwork(tf, layersOf(architecture, length), 3)
  network.store.restore(
    new Map(network.store.parameters.map(({ name, initial, shape }) => [name, weightsOf(name, initial.length, shape)])),
  )
  return network
}

/** Scales around one, filters whose outputs have a variance of about one. */
function weightsOf(name: string, count: number, shape: readonly number[]): Float32Array {
  const fanIn = shape.slice(0, -1).reduce((product, side) => product * side, 1)
  if (name.endsWith('norm.weight')) return draw(name, count).map((value) => 1 + 0.3 * value)
  return draw(name, count).map((value) => value / Math.sqrt(fanIn))
}

/** Output, gradients and running statistics of one training pass, and the output of inference after it. */
function pass(
  network: Network,
  layers: readonly Layer[],
  { name, length = 187, batch = 5 }: Case,
): Map<string, Float32Array> {
  const norms = network.layers.filter((layer) => layer instanceof BatchNorm)
  for (const norm of norms) {
    const channels = norm.scale.initial.length
    norm.writeStatistics({ mean: new Float32Array(channels), variance: new Float32Array(channels).fill(1) })
  }
  const beats = () => tf.floats(draw(`beats of ${name}`, batch * length), [batch, 1, length, 1])
  network.store.read()
  const y = forward(layers, beats(), 'training')
  const found = new Map([['output', tf.readFloats(y)]])
  tf.release(backward(layers, tf.floats(draw('slopes', batch * 5), [batch, 5])) ?? undefined, y)
  takeGradients(tf, network.store).forEach((values, parameter) => found.set(`gradient of ${parameter}`, values))
  for (const norm of norms) {
    const { mean, variance } = norm.readStatistics()
    found.set(`${norm.name}.mean`, mean).set(`${norm.name}.variance`, variance)
    // The same for all that are compared.
    norm.writeStatistics({ mean: draw(norm.name, mean.length), variance: variance.fill(2) })
  }
  const scores = forward(layers, beats(), 'inference')
  found.set('output in inference', tf.readFloats(scores))
  tf.release(scores)
  network.store.release()
  return found
}

function expectSame(found: Map<string, Float32Array>, expected: Map<string, Float32Array>, tolerance: number): void {
  expect([...found.keys()]).toEqual([...expected.keys()])
  const largestGradient = Math.max(
    ...[...expected].filter(([name]) => name.startsWith('gradient')).map(([, values]) => largestOf(values)),
  )
  for (const [name, values] of expected) {
    // A filter that batch norm scales back has a gradient of rounding errors: measured against the other gradients.
    const scale = name.startsWith('gradient') ? Math.max(largestOf(values), 0.1 * largestGradient) : largestOf(values)
    const difference = largestOf((found.get(name) ?? values).map((value, i) => value - (values[i] ?? Number.NaN)))
    expect(difference / (scale || 1), name).toBeLessThanOrEqual(tolerance)
  }
}

function largestOf(values: Float32Array): number {
  return values.reduce((top, value) => (Number.isNaN(value) ? Number.NaN : Math.max(top, Math.abs(value))), 0)
}

/** Unbiased variance over 16 beats of 60 samples of a convolution with a kernel of 3, in double precision. */
function varianceOf(x: Float32Array, weight: (tap: number) => number): number {
  const outputs = Array.from({ length: 16 * 60 }, (_, at) => {
    const [beat, t] = [Math.floor(at / 60), at % 60]
    const seen = (tap: number) => (t + tap - 1 < 0 || t + tap - 1 >= 60 ? 0 : (x[beat * 60 + t + tap - 1] ?? 0))
    return [0, 1, 2].reduce((sum, tap) => sum + weight(tap) * seen(tap), 0)
  })
  const mean = outputs.reduce((sum, value) => sum + value, 0) / outputs.length
  return outputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (outputs.length - 1)
}
