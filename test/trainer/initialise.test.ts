import { describe, expect, it } from 'vitest'
import { layersOf } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { uniformByFanIn } from '../../electron/trainer/initialise.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { tf } from './loadedTensorFlow.ts'

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
    const { store } = buildNetwork(tf, layersOf(publishedArchitecture(6)), 3)
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
})
