import { describe, expect, it } from 'vitest'
import { noAugmentation, publishedRecipe, type Recipe } from '../../../../electron/shared/recipe.ts'
import { describeRecipe } from '../../../../renderer/components/runs/describeRecipe.ts'

const rowsOf = (change: Partial<Recipe> = {}) => describeRecipe({ ...publishedRecipe(), ...change })
const valuesOf = (change: Partial<Recipe> = {}) => Object.fromEntries(rowsOf(change))

describe('describeRecipe', () => {
  it('tells the published recipe in a few rows and leaves out what is off', () => {
    expect(rowsOf()).toEqual([
      ['Optimiser', 'Adam 1e−3'],
      ['Weight decay', '1e−5, coupled'],
      ['Betas, eps', '0.9, 0.999, 1e−8'],
      ['Batch, epochs', '64, at most 20'],
      ['Early stop', 'val loss, patience 3'],
      ['Keeps weights', 'last epoch'],
      ['Loss', 'cross-entropy'],
      ['First weights', 'PyTorch'],
    ])
  })

  it('names optimiser, momentum and how the decay is taken', () => {
    const sgdw = { name: 'sgdw', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 5e-4 } as const
    expect(valuesOf({ optimiser: sgdw })).toMatchObject({
      Optimiser: 'SGDW 0.1, Nesterov 0.9',
      'Weight decay': '5e−4, decoupled',
    })
    expect(valuesOf({ optimiser: { ...sgdw, name: 'sgd', weightDecay: 0 } })).not.toHaveProperty('Weight decay')
    expect(valuesOf({ optimiser: sgdw })).not.toHaveProperty('Betas, eps')
  })

  it('tells schedule, warm-up and clipping', () => {
    expect(valuesOf({ schedule: { type: 'cosine', minimum: 0.01 }, warmUpEpochs: 2 })['Learning rate']).toBe(
      'cosine to 0.01, warm-up 2',
    )
    expect(valuesOf({ warmUpEpochs: 3 })['Learning rate']).toBe('constant, warm-up 3')
    expect(valuesOf({ schedule: { type: 'plateau', factor: 0.5, patience: 2 } })['Learning rate']).toBe(
      '× 0.5 on a plateau, patience 2',
    )
    expect(valuesOf({ gradientClipping: { type: 'norm', maximum: 1 } })['Clipping']).toBe('gradients, norm 1')
  })

  it('does not say "at most" where nothing can stop it early', () => {
    expect(valuesOf({ earlyStopping: null })).toMatchObject({ 'Batch, epochs': '64, 20', 'Early stop': 'off' })
  })

  it('tells loss and class weights apart', () => {
    const focal = {
      focalGamma: 2,
      labelSmoothing: 0.05,
      classWeights: { type: 'effective-number', beta: 0.999 },
    } as const
    expect(valuesOf(focal)).toMatchObject({
      Loss: 'focal 2, smoothing 0.05',
      'Class weights': 'effective number 0.999',
    })
    expect(valuesOf({ classWeights: [1, 2, 3, 4, 5] })['Class weights']).toBe('N 1, S 2, V 3, F 4, Q 5')
    expect(valuesOf({ classWeights: 'balanced' })['Class weights']).toBe('balanced')
  })

  it('tells augmentation and first weights', () => {
    const augmentation = { ...noAugmentation(), timeShift: { samples: 5 }, cutMix: { share: 0.2 } }
    expect(valuesOf({ augmentation, initialisation: 'keras' })).toMatchObject({
      Augmentation: 'shift 5, CutMix 0.2',
      'First weights': 'Keras: Glorot, orthogonal',
    })
  })
})
