import { expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { percentileInterval } from '../../../electron/shared/statistics/quantile.ts'
import { drawStudent } from '../../../electron/shared/statistics/studentDraws.ts'

const draws = drawStudent(10_000, createRandom(1, 'test'))

it.each([
  [1, 12.7062047],
  [2, 4.30265273],
  [4, 2.77644511],
  [30, 2.04227246],
])('of %i degrees of freedom have the percentiles of the tables, and no chance in them', (degrees, percentile) => {
  const [low, high] = percentileInterval(draws(degrees).slice())
  expect(high / percentile).toBeGreaterThan(0.997)
  expect(high / percentile).toBeLessThan(1.003)
  expect(low).toBeCloseTo(-high, 9)
})

it('stand in a random order that is the same for all degrees of freedom, and are computed once', () => {
  const order = (values: Float64Array) => [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  expect(order(draws(1))).toEqual(order(draws(4)))
  expect(order(draws(1))).not.toEqual([...draws(1).keys()])
  expect(draws(4)).toBe(draws(4))
  expect(drawStudent(10_000, createRandom(1, 'test'))(4)).toEqual(draws(4))
  expect(drawStudent(10_000, createRandom(2, 'test'))(4)).not.toEqual(draws(4))
})
