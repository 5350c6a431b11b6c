import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createRandom, randomFromState } from '../../electron/shared/random.ts'

const draws = (random: { nextUint32(): number }, count: number) =>
  Array.from({ length: count }, () => random.nextUint32())

describe('the seeded generator', () => {
  it('gives the published first draws of xoshiro128** for the state 1, 2, 3, 4', () => {
    const published = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]
    expect(draws(randomFromState([1, 2, 3, 4]), 10)).toEqual(published)
  })

  it('fills its state with the published first draws of splitmix64 for the seed 1234567', () => {
    const [low, high, low2, high2] = createRandom(1234567).state().map(BigInt) as [bigint, bigint, bigint, bigint]
    expect(low + (high << 32n)).toBe(6457827717110365317n)
    expect(low2 + (high2 << 32n)).toBe(3203168211198807973n)
  })

  it('repeats itself for the same seed and stream, and differs for another seed or stream', () => {
    const first = draws(createRandom(7, 'shuffle'), 8)
    expect(draws(createRandom(7, 'shuffle'), 8)).toEqual(first)
    expect(draws(createRandom(8, 'shuffle'), 8)).not.toEqual(first)
    expect(draws(createRandom(7, 'dropout'), 8)).not.toEqual(first)
  })

  it('goes on from a stored state with the same draws', () => {
    const random = createRandom(3)
    draws(random, 100)
    const state = random.state()
    expect(draws(randomFromState(state), 20)).toEqual(draws(random, 20))
  })

  it('refuses a seed that is no safe integer', () => {
    expect(() => createRandom(0.5)).toThrow(RangeError)
    expect(() => createRandom(2 ** 53)).toThrow(RangeError)
  })

  it('draws integers below a bound about equally often', () => {
    const random = createRandom(11)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[random.nextBelow(7)]!++
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })

  it('draws normal numbers with mean 0 and variance 1', () => {
    const random = createRandom(5)
    const values = Array.from({ length: 50_000 }, () => random.nextNormal())
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.02)
    expect(Math.abs(variance - 1)).toBeLessThan(0.03)
  })

  it('shuffles without losing or repeating an item', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.array(fc.integer()), (seed, items) => {
        const shuffled = createRandom(seed).shuffle([...items])
        expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b))
      }),
    )
  })

  it('puts each of the six orders of three items about equally often', () => {
    const random = createRandom(2)
    const orders = new Map<string, number>()
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('')
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    for (const count of orders.values()) expect(Math.abs(count - 2000)).toBeLessThan(250)
  })
})
