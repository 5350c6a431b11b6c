import type { ReferencePlan } from '../../../scripts/reference/plan.ts'
import { published11 } from '../../../electron/shared/preset.ts'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import { recurrentOf } from '../../../electron/shared/architecture.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'

/** The published variant in a size that trains in a moment. */
function small(variant: NewVariant, epochs: number): NewVariant {
  const { blocks, ...rest } = variant.architecture
  return {
    ...variant,
    architecture: { ...rest, blocks: blocks.map((block) => ({ ...block, filters: 4 })) },
    recipe: { ...publishedRecipe(), epochs, earlyStopping: null },
  }
}

/** A plan with all that the real one has, on a few hundred beats. */
export function tinyPlan(epochs: number): ReferencePlan {
  const [one, six, eleven] = published11([1, 6, 11]).map((variant) => small(variant, epochs))
  if (!one || !six || !eleven) throw new Error('The published models are not there.')
  const recurrent = {
    ...small(one, epochs),
    name: 'CNN + LSTM',
    architecture: {
      ...small(one, epochs).architecture,
      recurrent: [recurrentOf({ cell: 'lstm', units: 4 })],
      head: { reduce: 'last' as const, dense: [], activation: 'relu' as const, dropout: 0 },
    },
    published: { metric: 'f1' as const, value: 0.5, source: 'a test', caveat: 'made up' },
  }
  return {
    dataSetName: 'Tiny set',
    studies: {
      cnns: {
        name: 'Published study',
        variants: [
          { variant: one, seeds: [1, 2], keepsWeights: true },
          { variant: six, seeds: [1], keepsWeights: false },
          { variant: eleven, seeds: [1, 2], keepsWeights: true },
        ],
      },
      cnnLstm: {
        name: 'Published CNN-LSTM',
        variants: [{ variant: recurrent, seeds: [1], keepsWeights: false }],
      },
      augmentation: {
        name: 'Published augmentation',
        variants: [
          { variant: eleven, seeds: [1], keepsWeights: false },
          {
            variant: {
              ...eleven,
              name: 'Model 11, noise',
              recipe: {
                ...eleven.recipe,
                augmentation: { ...eleven.recipe.augmentation, gaussianNoise: { sigma: 0.01 } },
              },
            },
            seeds: [1],
            keepsWeights: false,
          },
        ],
      },
    },
    examplesBy: 'Model 11',
    examplesPerClass: { right: 2, wrong: 1 },
  }
}
