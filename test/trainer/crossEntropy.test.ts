import { describe, expect, it } from 'vitest'
import { softmax } from '../../electron/shared/metrics.ts'
import { balancedWeights, CrossEntropy } from '../../electron/trainer/crossEntropy.ts'
import { meanCrossEntropy } from '../../electron/trainer/evaluate.ts'
import { draw, expectClose } from './layers/gradientChecks.ts'
import { tf } from './loadedTensorFlow.ts'

const beats = 7
const logits = draw('logits', beats * 5)
const labels = Int32Array.of(0, 1, 2, 3, 4, 1, 1)
const weights = [0.5, 2, 0, 3, 0.25]

const lossOf = (values: Float32Array, classWeights: readonly number[] | null) => {
  let sum = 0
  let total = 0
  labels.forEach((label, beat) => {
    const weight = classWeights?.[label] ?? 1
    sum -= weight * Math.log(softmax(values.subarray(beat * 5, beat * 5 + 5))[label] ?? 0)
    total += weight
  })
  return sum / total
}

describe.each([
  ['no weights', null],
  ['class weights', weights],
])('cross-entropy with %s', (_, classWeights) => {
  const loss = new CrossEntropy(tf, classWeights)
  const run = (values: Float32Array) => loss.run(tf.floats(values, [beats, 5]), labels)

  it('is the (weighted) mean of -log softmax', () => {
    const { lossSum, weightSum } = run(logits)
    expect(lossSum / weightSum).toBeCloseTo(lossOf(logits, classWeights), 6)
  })

  it('has the gradient that finite differences of the definition give', () => {
    const { gradient } = run(logits)
    const found = tf.readFloats(gradient)
    const expected = logits.map((_value, index) => {
      const moved = (distance: number) => {
        const values = Float64Array.from(logits)
        values[index] = (values[index] ?? 0) + distance
        return lossOf(values as unknown as Float32Array, classWeights)
      }
      return (moved(1e-5) - moved(-1e-5)) / 2e-5
    })
    expectClose(found, expected)
  })

  it('agrees with the loss of an evaluation', () => {
    const { lossSum, weightSum } = run(logits)
    expect(meanCrossEntropy(logits, labels, classWeights)).toBeCloseTo(lossSum / weightSum, 6)
  })
})

it('teaches nothing where a batch holds only classes of weight zero', () => {
  const loss = new CrossEntropy(tf, [0, 1, 1, 1, 1])
  const { lossSum, weightSum, gradient } = loss.run(tf.floats(draw('logits', 10), [2, 5]), Int32Array.of(0, 0))
  expect([lossSum, weightSum]).toEqual([0, 0])
  expect(tf.readFloats(gradient).every((value) => value === 0)).toBe(true)
})

it('does not overflow on large logits', () => {
  const large = Float32Array.of(1000, -1000, 0, 0, 0)
  expect(meanCrossEntropy(large, Int32Array.of(1), null)).toBe(2000)
})

it('balances classes as scikit-learn does, with nothing for a class without beats', () => {
  expect(balancedWeights([6, 2, 1, 1, 0])).toEqual([10 / 30, 10 / 10, 2, 2, 0])
})
