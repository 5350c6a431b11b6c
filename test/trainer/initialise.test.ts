import { describe, expect, it } from 'vitest'
import { layersOf } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { createInitialiser } from '../../electron/trainer/initialise.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { tf } from './loadedTensorFlow.ts'

const uniformByFanIn = (count: number, fanIn: number, seed: number, name: string) =>
  createInitialiser('pytorch', seed).weight(name, count, { fanIn, fanOut: 1 })

describe('first weights', () => {
  it('fill +-1/sqrt(fan in) evenly', () => {
    const count = 100_000
    const values = uniformByFanIn(count, 96, 1, 'weight')
    const bound = 1 / Math.sqrt(96)
    const mean = values.reduce((sum, value) => sum + value, 0) / count
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count
    expect(Math.max(...values.subarray(0, 50_000))).toBeLessThanOrEqual(bound)
    expect(Math.min(...values.subarray(0, 50_000))).toBeGreaterThanOrEqual(-bound)
    // Five standard errors of the mean of a uniform variable, whose variance is bound^2 / 3.
    expect(Math.abs(mean)).toBeLessThan((5 * bound) / Math.sqrt(3 * count))
    expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1)
    const quarters = [0, 0, 0, 0]
    for (const value of values) quarters[Math.min(3, Math.floor(((value / bound + 1) / 2) * 4))]! += 1
    for (const quarter of quarters) expect(Math.abs(quarter / count - 0.25)).toBeLessThan(0.01)
  })

  it('are those of PyTorch for each layer: fan in of kernel times channels, or of inputs; norms 1 and 0', () => {
    const { store } = buildNetwork(tf, layersOf(publishedArchitecture(6), 187), 3)
    const largest = new Map(
      store.parameters.map(({ name, initial }) => [
        name,
        initial.reduce((top, value) => Math.max(top, Math.abs(value)), 0),
      ]),
    )
    const expectBound = (name: string, fanIn: number) => {
      const ratio = (largest.get(name) ?? 0) * Math.sqrt(fanIn)
      expect(ratio).toBeLessThanOrEqual(1.000001)
      expect(ratio).toBeGreaterThan(0.8)
    }
    expectBound('block1.conv.weight', 3)
    expectBound('block1.conv.bias', 3)
    expectBound('block2.conv.weight', 96)
    expectBound('block2.conv.bias', 96)
    expectBound('head.dense1.weight', 46 * 64)
    expectBound('head.dense1.bias', 46 * 64)
    expectBound('head.output.weight', 128)
    expect(largest.get('block1.norm.weight')).toBe(1)
    expect(largest.get('block1.norm.bias')).toBe(0)
  })

  it('follow from the seed and the name alone', () => {
    const draw = (seed: number, name: string) => [...uniformByFanIn(20, 3, seed, name)]
    expect(draw(1, 'a')).toEqual(draw(1, 'a'))
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'))
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'))
  })

  it('of recurrent layers are uniform in +-1/sqrt(units) by PyTorch, biases too', () => {
    const initialiser = createInitialiser('pytorch', 1)
    const size = { rows: 8, units: 16, gates: 4 }
    const drawn = [
      initialiser.inputWeight('a', size),
      initialiser.stateWeight('b', { ...size, rows: 16 }),
      initialiser.recurrentBias('c', size, true),
    ]
    expect(drawn.map(({ length }) => length)).toEqual([512, 1024, 64])
    for (const values of drawn) {
      const largest = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
      expect(largest).toBeLessThanOrEqual(0.25)
      expect(largest).toBeGreaterThan(0.23)
    }
  })

  it('are those of Keras where asked: Glorot, orthogonal states, biases of zero and an open forget gate', () => {
    const initialiser = createInitialiser('keras', 1)
    const largestOf = (values: Float32Array) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
    const glorot = Math.sqrt(6 / (96 + 192))
    const weight = initialiser.weight('conv', 96 * 64, { fanIn: 96, fanOut: 192 })
    expect(largestOf(weight)).toBeLessThanOrEqual(Math.fround(glorot))
    expect(largestOf(weight)).toBeGreaterThan(0.99 * glorot)
    expect(largestOf(initialiser.bias('conv', 64, { fanIn: 96, fanOut: 192 }))).toBe(0)
    const units = 12
    const bias = initialiser.recurrentBias('lstm', { units, gates: 4 }, true)
    expect([...bias]).toEqual(Array.from({ length: 48 }, (_, index) => (index >= 12 && index < 24 ? 1 : 0)))
    const columns = 4 * units
    const state = initialiser.stateWeight('lstm', { rows: units, units, gates: 4 })
    for (let a = 0; a < units; a++)
      for (let b = 0; b <= a; b++) {
        const along = Array.from(
          { length: columns },
          (_, i) => (state[a * columns + i] ?? 0) * (state[b * columns + i] ?? 0),
        )
        expect(along.reduce((sum, value) => sum + value, 0)).toBeCloseTo(a === b ? 1 : 0, 5)
      }
  })
})
