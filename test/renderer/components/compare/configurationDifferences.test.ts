import { expect, it } from 'vitest'
import { publishedBlock, publishedHead } from '../../../../electron/shared/architecture.ts'
import { publishedRecipe } from '../../../../electron/shared/recipe.ts'
import { configurationDifferences } from '../../../../renderer/components/compare/configurationDifferences.ts'

const small = {
  architecture: { blocks: [publishedBlock(32)], recurrent: [], head: publishedHead() },
  recipe: publishedRecipe(),
}

it('lists only the fields that differ, side by side', () => {
  const large = {
    architecture: { ...small.architecture, blocks: [publishedBlock(32, 5), publishedBlock(64, 5)] },
    recipe: { ...small.recipe, batchSize: 128, labelSmoothing: 0.1 },
  }
  expect(configurationDifferences([small, large])).toEqual([
    { group: 'Design', field: 'depth', values: ['1', '2'] },
    { group: 'Design', field: 'filters', values: ['32', '32, 64'] },
    { group: 'Design', field: 'kernel size', values: ['3', '5'] },
    { group: 'Recipe', field: 'batch size', values: ['64', '128'] },
    { group: 'Recipe', field: 'label smoothing', values: ['0', '0.1'] },
  ])
})

it('shows a dash for what only one of two optimisers has', () => {
  const sgd = {
    ...small,
    recipe: {
      ...small.recipe,
      optimiser: { name: 'sgd' as const, learningRate: 1e-3, momentum: 0.9, nesterov: false, weightDecay: 1e-5 },
    },
  }
  const differences = configurationDifferences([small, sgd])
  expect(differences).toContainEqual({ group: 'Recipe', field: 'momentum', values: ['–', '0.9'] })
  expect(differences).toContainEqual({ group: 'Recipe', field: 'optimiser', values: ['adam', 'sgd'] })
})

it('has nothing to say of equal variants', () => {
  expect(configurationDifferences([small, structuredClone(small)])).toEqual([])
})
