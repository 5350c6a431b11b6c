import { describe, expect, it } from 'vitest'
import { noAugmentation, publishedRecipe, type Recipe } from '../../../../../electron/shared/recipe.ts'
import {
  describeAugmentation,
  describeLength,
  describeLoss,
  describeOptimiser,
  describeSchedule,
  recipeDifferences,
  shortNumber,
} from '../../../../../renderer/components/design/recipe/recipeText.ts'
import {
  switchClipping,
  switchOptimiser,
  switchSchedule,
  switchWeights,
} from '../../../../../renderer/components/design/recipe/switchRecipe.ts'
import { checkRecipe } from '../../../../../renderer/components/design/checkRecipe.ts'

const recipe = publishedRecipe()

describe('a recipe in words', () => {
  it('is short for the published one', () => {
    expect(describeOptimiser(recipe.optimiser)).toBe('Adam 1e−3, decay 1e−5 coupled')
    expect(describeSchedule(recipe)).toBe('constant')
    expect(describeLength(recipe)).toBe('batch 64, at most 20 epochs, patience 3')
    expect(describeLoss(recipe)).toBe('cross-entropy')
    expect(describeAugmentation(recipe.augmentation)).toBe('none')
  })

  it('names what is told of other optimisers, schedules, losses and augmentation', () => {
    const sgdw = { name: 'sgdw', learningRate: 1e-3, momentum: 0.9, nesterov: true, weightDecay: 1e-5 } as const
    expect(describeOptimiser(sgdw)).toBe('SGDW 1e−3, Nesterov 0.9, decay 1e−5 decoupled')
    const schedule = { type: 'step', every: 10_000, unit: 'steps', factor: 0.75 } as const
    expect(describeSchedule({ schedule, warmUpEpochs: 2 })).toBe('× 0.75 every 10000 steps, warm-up 2')
    expect(describeLoss({ ...recipe, classWeights: 'balanced', focalGamma: 2, labelSmoothing: 0.1 })).toBe(
      'focal 2, balanced, smoothing 0.1',
    )
    const augmentation = { ...noAugmentation(), gaussianNoise: { sigma: 0.01 }, cutMix: { share: 0.1 } }
    expect(describeAugmentation(augmentation)).toBe('noise 0.01, CutMix 0.1')
  })

  it('writes small and large numbers with an exponent and a true minus', () => {
    expect([0, 0.9, 0.01, 0.001, 1e-8, 20_000].map(shortNumber)).toEqual(['0', '0.9', '0.01', '1e−3', '1e−8', '2e4'])
  })
})

describe('recipeDifferences', () => {
  it('is empty for equal recipes and names every change', () => {
    expect(recipeDifferences(recipe, publishedRecipe())).toEqual([])
    const other: Recipe = {
      ...recipe,
      optimiser: switchOptimiser('adamw', recipe.optimiser),
      schedule: switchSchedule('cosine'),
      gradientClipping: { type: 'norm', maximum: 1 },
      earlyStopping: null,
      classWeights: [1, 2, 1, 2, 1],
      augmentation: { ...noAugmentation(), zeroMasking: { probability: 0.1 } },
      initialisation: 'keras',
    }
    expect(recipeDifferences(recipe, other)).toEqual([
      'optimiser Adam 1e−3, decay 1e−5 coupled → AdamW 1e−3, decay 1e−5 decoupled',
      'schedule constant → cosine',
      'clipping none → norm 1',
      'early stop loss, patience 3 → off',
      'class weights none → N 1, S 2, V 1, F 2, Q 1',
      'augmentation none → masking 0.1',
      'first weights PyTorch → Keras',
    ])
  })
})

describe('switching parts of a recipe', () => {
  it('keeps learning rate and decay, and comes back to its own numbers', () => {
    const own = { ...recipe.optimiser, learningRate: 0.02, weightDecay: 0.1 }
    const sgd = switchOptimiser('sgd', own)
    expect(sgd).toEqual({ name: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: false, weightDecay: 0.1 })
    expect(switchOptimiser('sgdw', sgd)).toEqual({ ...sgd, name: 'sgdw' })
    expect(switchOptimiser('adam', sgd)).toEqual({ ...recipe.optimiser, learningRate: 0.02, weightDecay: 0.1 })
  })

  it('always ends with a possible recipe', () => {
    const recipes: Recipe[] = [
      ...['adam', 'adamw', 'sgd', 'sgdw'].map((name) => ({
        ...recipe,
        optimiser: switchOptimiser(name, recipe.optimiser),
      })),
      ...['constant', 'step', 'cosine', 'plateau'].map((type) => ({ ...recipe, schedule: switchSchedule(type) })),
      ...['none', 'norm', 'value'].map((type) => ({ ...recipe, gradientClipping: switchClipping(type, null) })),
      ...['none', 'balanced', 'effective-number', 'numbers'].map((kind) => ({
        ...recipe,
        classWeights: switchWeights(kind),
      })),
    ]
    for (const changed of recipes) expect(checkRecipe(changed, 187)).toEqual({})
  })
})
