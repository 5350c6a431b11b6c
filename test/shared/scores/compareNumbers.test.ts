import { describe, expect, it } from 'vitest'
import { compareNumbers, largestByName } from '../../support/scores/compareNumbers.ts'

describe('compareNumbers', () => {
  it('names what differs, absolutely below 1 and relatively above', () => {
    const found = compareNumbers({ a: 0.5, b: [{ c: 300 }] }, { a: 0.25, b: [{ c: 200 }] })
    expect(found).toEqual([
      { name: 'a', difference: 0.25 },
      { name: 'b.c', difference: 0.5 },
    ])
  })

  it('lets no bound pass where only one side has a number, or a list is longer', () => {
    const largest = (ours: unknown, theirs: unknown) => largestByName(compareNumbers(ours, theirs)).get('a')
    expect(largest({ a: null }, { a: 1 })).toBeNaN()
    expect(largest({ a: 1 }, { a: null })).toBeNaN()
    expect(largest({}, { a: [1] })).toBeNaN()
    expect(largest({ a: [1, 2] }, { a: [1] })).toBeNaN()
    expect(largest({ a: [1] }, { a: [1] })).toBe(0)
  })
})
