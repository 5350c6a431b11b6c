import { describe, expect, it } from 'vitest'
import type { LayerSpec } from '../../electron/shared/network.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { destroyNetwork } from '../../electron/trainer/network.ts'
import { readFixture, type DrawnWeight } from '../support/parity/fixtures.ts'
import { tf } from './loadedTensorFlow.ts'

const { cases } = readFixture('Initialisation')
type InitialisationCase = (typeof cases)[number]

const gateCounts = { rnn: 1, gru: 3, lstm: 4 }

function specOf({ layer, channels, filters, kernelSize, units }: InitialisationCase): LayerSpec {
  const shape = (count: number) => ({ length: 20, channels: count })
  const map = { name: 'layer', input: shape(channels), output: shape(units) }
  if (layer === 'conv1d') {
    const plain = { dilation: 1, stride: 1, padding: 'same', hasBias: true } as const
    return { ...map, type: 'conv1d', output: shape(filters), kernelSize, ...plain }
  }
  if (layer === 'dense') return { ...map, type: 'dense' }
  return { ...map, type: 'recurrent', cell: layer, units, bidirectional: false }
}

/** First weights [rows, columns] by their names within the layer; Keras has one recurrent bias, the sum of PyTorch's two. */
function drawWeights(drawn: InitialisationCase): Map<string, Float32Array> {
  const network = buildNetwork(tf, [specOf(drawn)], 7, drawn.initialisation)
  const values = network.store.snapshot()
  destroyNetwork(network)
  const weights = new Map([...values].map(([name, data]) => [name.replace('layer.', ''), data]))
  const [first, second] = [weights.get('bias_ih'), weights.get('bias_hh')]
  if (first && second)
    weights.set(
      'bias',
      first.map((value, i) => value + (second[i] ?? Number.NaN)),
    )
  return weights
}

function expectSameSpread(values: Float32Array, { largest, deviation, offIdentity }: DrawnWeight): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const found = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  // Three standard errors of the ratio of two deviations of uniform draws.
  expect(Math.abs(found / deviation - 1)).toBeLessThan(2 / Math.sqrt(values.length))
  const isUniform = offIdentity === undefined || offIdentity > 1e-3
  if (!isUniform) return
  const top = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  expect(Math.abs(top / largest - 1)).toBeLessThan(6 / values.length)
}

/** How far the rows [rows, columns] are from vectors of length one at right angles. */
function offIdentity(values: Float32Array, rows: number): number {
  const columns = values.length / rows
  const row = (index: number) => values.subarray(index * columns, (index + 1) * columns)
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
  const indices = Array.from({ length: rows }, (_, index) => index)
  return Math.max(...indices.flatMap((a) => indices.map((b) => Math.abs(dot(row(a), row(b)) - (a === b ? 1 : 0)))))
}

describe.each(cases)('first weights of $layer in the way of $initialisation', (drawn) => {
  const weights = drawWeights(drawn)

  it.each(Object.entries(drawn.weights))('have the spread of its own: %s', (name, expected) => {
    const values = weights.get(name) ?? new Float32Array()
    expect(values).toHaveLength(expected.size)
    if (expected.deviation > 0 && !(expected.gateMeans && drawn.initialisation === 'keras'))
      expectSameSpread(values, expected)
  })
})

describe.each(cases.filter(({ layer }) => layer in gateCounts))('$layer in the way of $initialisation', (drawn) => {
  const weights = drawWeights(drawn)
  const states = weights.get('weight_hh') ?? new Float32Array()

  it('has orthonormal weights of states exactly where it should', () => {
    const isOrthonormal = (drawn.weights['weight_hh']?.offIdentity ?? Infinity) < 1e-5
    expect(isOrthonormal).toBe(drawn.initialisation === 'keras')
    expect(offIdentity(states, drawn.units) < 1e-5).toBe(isOrthonormal)
  })

  it('has biases that mean the same', () => {
    const name = drawn.initialisation === 'keras' ? 'bias' : 'bias_ih'
    const { gateMeans = [] } = drawn.weights[name] ?? {}
    expect(gateMeans).toHaveLength(gateCounts[drawn.layer as keyof typeof gateCounts])
    gateMeans.forEach((expected, gate) => {
      const values = weights.get(name)?.subarray(gate * drawn.units, (gate + 1) * drawn.units)
      const mean = (values?.reduce((sum, value) => sum + value, 0) ?? Number.NaN) / drawn.units
      // Exactly zero and one in Keras; uniform draws in PyTorch, whose means of 64 are within 0.03.
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(drawn.initialisation === 'keras' ? 0 : 0.05)
    })
  })
})
