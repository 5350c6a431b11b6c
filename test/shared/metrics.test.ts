import { describe, expect, it } from 'vitest'
import { argMax, countConfusion, scoreConfusion, softmax } from '../../electron/shared/metrics.ts'
import { statisticsFixture } from '../support/statisticsFixture.ts'

describe('scores of a confusion matrix', () => {
  it.each(statisticsFixture.scores.map((scores, index) => ({ index, scores })))(
    'are those of scikit-learn (case $index)',
    ({ scores: { actual, predicted, ...expected } }) => {
      const matrix = countConfusion(actual, predicted)
      expect(matrix).toEqual(expected.confusion)
      const scores = scoreConfusion(matrix)
      expect(scores.accuracy).toBeCloseTo(expected.accuracy, 12)
      expect(scores.macroF1).toBeCloseTo(expected.macroF1, 12)
      expect(scores.weightedF1).toBeCloseTo(expected.weightedF1, 12)
      scores.classF1.forEach((f1, label) => expect(f1).toBeCloseTo(expected.classF1[label] ?? NaN, 12))
    },
  )

  it('are zero for a part without beats', () => {
    expect(scoreConfusion(countConfusion([], []))).toEqual({
      accuracy: 0,
      macroF1: 0,
      weightedF1: 0,
      classF1: [0, 0, 0, 0, 0],
    })
  })
})

describe('countConfusion', () => {
  it('counts actual classes in rows and predicted ones in columns', () => {
    expect(countConfusion([1, 1], [1, 4])[1]).toEqual([0, 1, 0, 0, 1])
  })

  it('refuses a label that is no class', () => {
    expect(() => countConfusion([5], [0])).toThrow(RangeError)
    expect(() => countConfusion([0], [-1])).toThrow(RangeError)
  })
})

describe('argMax', () => {
  it('takes the first of equal values, as numpy does', () => {
    expect(argMax([1, 3, 3])).toBe(1)
  })

  it('looks only at the values it was given', () => {
    expect(argMax([9, 0, 2, 1, 9], 1, 3)).toBe(1)
  })
})

describe('softmax', () => {
  it('adds up to one and keeps the order, also for large logits', () => {
    const probabilities = softmax([1000, 1001, -1000])
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
    expect(probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  })
})
