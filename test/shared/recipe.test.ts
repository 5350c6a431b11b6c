import { describe, expect, it } from 'vitest'
import { optimiserSchema, publishedRecipe, recipeSchema } from '../../electron/shared/recipe.ts'

describe('a recipe', () => {
  it('of the published study stays as it is', () => {
    expect(recipeSchema.parse(publishedRecipe())).toEqual(publishedRecipe())
  })

  it('of an earlier version gets the newer fields as they were then', () => {
    const { optimiser, batchSize, epochs, earlyStopping, finalWeights, classWeights, initialisation } =
      publishedRecipe()
    const earlier = { optimiser, batchSize, epochs, earlyStopping, finalWeights, classWeights, initialisation }
    expect(recipeSchema.parse(earlier)).toEqual(publishedRecipe())
  })

  it('has no other fields, in none of its parts', () => {
    const wrong = [
      { learningRate: 1 },
      { optimiser: { name: 'sgd', learningRate: 1, beta1: 0.9 } },
      { schedule: { type: 'cosine', every: 3 } },
      { augmentation: { noise: 0.1 } },
      { classWeights: { type: 'effective-number', beta: 0.99, gamma: 1 } },
    ]
    for (const fields of wrong) expect(recipeSchema.safeParse({ ...publishedRecipe(), ...fields }).success).toBe(false)
  })

  it('has optimisers whose numbers may be left out, but for the learning rate', () => {
    expect(optimiserSchema.parse({ name: 'sgdw', learningRate: 0.01 })).toEqual({
      name: 'sgdw',
      learningRate: 0.01,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 1e-5,
    })
    expect(optimiserSchema.parse({ name: 'adam', learningRate: 1e-3 })).toEqual(publishedRecipe().optimiser)
    expect(optimiserSchema.safeParse({ name: 'adam' }).success).toBe(false)
  })
})
