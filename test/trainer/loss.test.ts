import { describe, expect, it } from 'vitest'
import { softmax } from '../../electron/shared/metrics.ts'
import { balancedWeights, classWeightsOf, effectiveNumberWeights } from '../../electron/trainer/classWeights.ts'
import { batchLoss, meanLoss, targetsOf, type LossPlan } from '../../electron/trainer/loss.ts'
import { draw, expectClose } from './layers/gradientChecks.ts'

const beats = 7
const logits = draw('logits', beats * 5)
const labels = Int32Array.of(0, 1, 2, 3, 4, 1, 1)
const weights = [0.5, 2, 0, 3, 0.25]
const plain: LossPlan = { classWeights: null, focalGamma: 0, labelSmoothing: 0 }

/** Labels as CutMix makes them: the second beat is 70 % of its class and 30 % of class 3. */
const mixed = targetsOf(labels)
mixed[5 + 1] = 0.7
mixed[5 + 3] = 0.3

/** The definition, in double precision. */
const lossOf = (values: ArrayLike<number>, targets: Float32Array, plan: LossPlan) => {
  let sum = 0
  let total = 0
  for (let beat = 0; beat < beats; beat++) {
    const p = softmax(Array.from({ length: 5 }, (_, k) => values[beat * 5 + k] ?? 0))
    p.forEach((probability, k) => {
      const weight = plan.classWeights?.[k] ?? 1
      const target = targets[beat * 5 + k] ?? 0
      const share = weight * ((1 - plan.labelSmoothing) * target + plan.labelSmoothing / 5)
      sum -= share * (1 - probability) ** plan.focalGamma * Math.log(probability)
      total += weight * target
    })
  }
  return sum / total
}

const run = (plan: LossPlan, targets: Float32Array) => {
  const { lossSum, weightSum, gradient } = batchLoss(logits, targets, plan)
  return { mean: lossSum / weightSum, gradient }
}

describe.each([
  ['cross-entropy', {}],
  ['class weights', { classWeights: weights }],
  ['label smoothing', { labelSmoothing: 0.1 }],
  ['class weights and label smoothing', { classWeights: weights, labelSmoothing: 0.2 }],
  ['focal loss', { focalGamma: 2 }],
  ['focal loss of a gamma below one, with class weights', { focalGamma: 0.5, classWeights: weights }],
] as const)('the loss with %s', (_, changes) => {
  const plan = { ...plain, ...changes }

  it.each([
    ['hard', targetsOf(labels)],
    ['mixed', mixed],
  ])('is the mean of its definition, with %s labels', (__, targets) => {
    expect(run(plan, targets).mean).toBeCloseTo(lossOf(logits, targets, plan), 10)
  })

  it.each([
    ['hard', targetsOf(labels)],
    ['mixed', mixed],
  ])('has the gradient that finite differences of the definition give, with %s labels', (__, targets) => {
    const expected = logits.map((_value, index) => {
      const moved = (distance: number) => {
        const values = Float64Array.from(logits)
        values[index] = (values[index] ?? 0) + distance
        return lossOf(values, targets, plan)
      }
      return (moved(1e-5) - moved(-1e-5)) / 2e-5
    })
    expectClose(run(plan, targets).gradient, expected)
  })

  it('agrees with the loss of an evaluation', () => {
    expect(meanLoss(logits, labels, plan)).toBeCloseTo(run(plan, targetsOf(labels)).mean, 6)
  })
})

it('gives a certain beat no focal loss and a finite gradient, whatever the gamma', () => {
  for (const focalGamma of [0.5, 1, 2, 5]) {
    const certain = Float32Array.of(200, -200, 0, 0, 0)
    const { lossSum, gradient } = batchLoss(certain, targetsOf([0]), { ...plain, focalGamma })
    expect(Math.abs(lossSum)).toBe(0)
    expect(gradient.every(Number.isFinite)).toBe(true)
  }
})

it('teaches nothing where a batch holds only classes of weight zero', () => {
  const plan = { ...plain, classWeights: [0, 1, 1, 1, 1] }
  const { lossSum, weightSum, gradient } = batchLoss(draw('logits', 10), targetsOf([0, 0]), plan)
  expect([lossSum, weightSum]).toEqual([0, 0])
  expect(gradient.every((value) => Math.abs(value) === 0)).toBe(true)
})

it('does not overflow on large logits', () => {
  const large = Float32Array.of(1000, -1000, 0, 0, 0)
  expect(meanLoss(large, Int32Array.of(1), plain)).toBe(2000)
})

it('balances classes as scikit-learn does, with nothing for a class without beats', () => {
  expect(balancedWeights([6, 2, 1, 1, 0])).toEqual([10 / 30, 10 / 10, 2, 2, 0])
})

it('weighs classes by their effective number of beats, to a mean of one', () => {
  const found = effectiveNumberWeights([1, 2, 4, 1000, 0], 0.9)
  const raw = [1, 2, 4, 1000].map((n) => 0.1 / (1 - 0.9 ** n))
  const sum = raw.reduce((a, b) => a + b, 0)
  ;[...raw, 0].forEach((value, index) => expect(found[index]).toBeCloseTo((5 * value) / sum, 12))
  expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(5, 12)
})

it('chooses class weights by the recipe', () => {
  const counts = [6, 2, 1, 1, 0]
  expect(classWeightsOf('none', counts)).toBeNull()
  expect(classWeightsOf('balanced', counts)).toEqual(balancedWeights(counts))
  expect(classWeightsOf({ type: 'effective-number', beta: 0.99 }, counts)).toEqual(effectiveNumberWeights(counts, 0.99))
  expect(classWeightsOf([1, 2, 3, 4, 5], counts)).toEqual([1, 2, 3, 4, 5])
})

it('passes a logit that is no number on to loss and gradient', () => {
  const { lossSum, gradient } = batchLoss(Float32Array.of(0, Number.NaN, 0, 0, 0), targetsOf([2]), plain)
  expect(lossSum).toBeNaN()
  expect(gradient.every(Number.isNaN)).toBe(true)
})
