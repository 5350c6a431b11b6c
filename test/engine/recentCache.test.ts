import { expect, it } from 'vitest'
import { createRecentCache } from '../../electron/engine/recentCache.ts'

it('makes a value once, and again after it was the one used longest ago', () => {
  const cache = createRecentCache<number>(2)
  const made: string[] = []
  const get = (key: string) =>
    cache.get(key, () => {
      made.push(key)
      return made.length
    })
  get('a')
  get('b')
  get('a')
  get('c')
  get('a')
  expect(made).toEqual(['a', 'b', 'c'])
  get('b')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

it('keeps nothing of a value that could not be made', () => {
  const cache = createRecentCache<number>(2)
  expect(() =>
    cache.get('a', () => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(cache.get('a', () => 5)).toBe(5)
})
