import { describe, expect, it } from 'vitest'
import { describeRateBeyond, isRateSpent, learningRateAt } from '../../electron/shared/learningRate.ts'
import { publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import { readFixture } from '../support/parity/fixtures.ts'

const { epochs, stepsPerEpoch, learningRate, validationLosses, cases } = readFixture('Schedules')

/** The rates of every step of a training whose validation losses are the given ones. */
function ratesOf(recipe: Recipe, losses = validationLosses): number[] {
  return Array.from({ length: recipe.epochs * stepsPerEpoch }, (_, done) => {
    const epoch = Math.floor(done / stepsPerEpoch) + 1
    const place = { epoch, step: done % stepsPerEpoch, stepsPerEpoch, validationLosses: losses.slice(0, epoch - 1) }
    return learningRateAt(recipe, place)
  })
}

const recipeOf = (changes: Partial<Recipe>): Recipe => {
  const recipe = publishedRecipe()
  return { ...recipe, epochs, optimiser: { ...recipe.optimiser, learningRate }, ...changes }
}

describe('the learning rate of every step', () => {
  it.each(cases)('is that of PyTorch: $name', ({ schedule, warmUpEpochs, rates }) => {
    const found = ratesOf(recipeOf({ schedule, warmUpEpochs }))
    expect(found).toHaveLength(rates.length)
    found.forEach((rate, step) => expect(rate / (rates[step] ?? Number.NaN)).toBeCloseTo(1, 6))
  })

  it('reaches the whole rate with the last step of a warm-up', () => {
    const rates = ratesOf(recipeOf({ warmUpEpochs: 3 }))
    expect(rates[3 * stepsPerEpoch - 1]).toBe(learningRate)
    expect(rates[0]).toBeCloseTo(learningRate / (3 * stepsPerEpoch), 12)
  })

  it('is at its minimum when a cosine goes on beyond the epochs of the recipe, as in a run that was extended', () => {
    const recipe = recipeOf({ schedule: { type: 'cosine', minimum: 0.25 } })
    const beyond = { epoch: epochs + 5, step: 0, stepsPerEpoch, validationLosses: [] }
    expect(learningRateAt(recipe, beyond)).toBeCloseTo(0.25 * learningRate, 12)
  })

  it('never rises on a plateau, and falls at most once in patience + 1 epochs', () => {
    const rates = ratesOf(
      recipeOf({ schedule: { type: 'plateau', factor: 0.5, patience: 2 } }),
      validationLosses.map(() => 1),
    )
    const byEpoch = rates.filter((_, step) => step % stepsPerEpoch === 0)
    expect(byEpoch).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125].map((f) => f * learningRate))
  })

  it('treats a loss that is not a number as no improvement', () => {
    const recipe = recipeOf({ schedule: { type: 'plateau', factor: 0.5, patience: 0 } })
    const place = { epoch: 4, step: 0, stepsPerEpoch, validationLosses: [1, Number.NaN, 0.5] }
    expect(learningRateAt(recipe, place)).toBe(0.5 * learningRate)
  })
})

describe('the learning rate behind the last epoch', () => {
  const behind = { step: 0, stepsPerEpoch, validationLosses: [] }
  const cosine = (minimum: number) => recipeOf({ schedule: { type: 'cosine', minimum } })

  it('is spent where a cosine has fallen to 0, not before and not above 0', () => {
    for (const minimum of [0, 0.1])
      for (const epoch of [epochs - 1, epochs, epochs + 5])
        expect(isRateSpent(cosine(minimum), epoch)).toBe(
          learningRateAt(cosine(minimum), { ...behind, epoch: epoch + 1 }) === 0,
        )
    expect(isRateSpent(cosine(0), epochs)).toBe(true)
    expect(isRateSpent(recipeOf({ schedule: { type: 'constant' } }), epochs)).toBe(false)
  })

  it('is told for a cosine, which has come to its end', () => {
    expect(describeRateBeyond(recipeOf({ schedule: { type: 'constant' } }))).toBe('')
    expect(describeRateBeyond(cosine(0))).toMatch(/is 0, and no weight changes any more\.$/)
    expect(describeRateBeyond(cosine(0.1))).toMatch(/stays at 0\.1 times/)
  })
})
