import { describe, expect, it } from 'vitest'
import {
  architectureSchema,
  blockOf,
  publishedBlock,
  publishedHead,
  recurrentOf,
} from '../../../electron/shared/architecture.ts'
import type { Architecture, Block } from '../../../electron/shared/architecture.ts'
import { published11, publishedArchitecture } from '../../../electron/shared/presets/published11.ts'
import { publishedRecipe, recipeSchema, type Recipe } from '../../../electron/shared/recipe.ts'
import { designFactors } from '../../../electron/shared/statistics/designFactors.ts'

const recipe = publishedRecipe()
const factorsOf = (architecture: Architecture) => designFactors({ architecture, recipe })
const ofModel = (model: number) => factorsOf(publishedArchitecture(model))

/** The factors in which two designs differ, where both have a level. */
function differing(first: ReturnType<typeof ofModel>, second: ReturnType<typeof ofModel>): string[] {
  return Object.keys(first).filter(
    (name) => first[name] !== null && second[name] !== null && first[name] !== second[name],
  )
}

describe('designFactors', () => {
  it.each([
    [1, 11, ['depth']],
    [1, 6, ['depth']],
    [1, 8, ['depth']],
    [6, 8, ['depth']],
    [4, 9, ['depth']],
    [1, 4, ['filters']],
    [4, 5, ['filters']],
    [1, 2, ['kernel size']],
    [2, 3, ['kernel size']],
    [9, 10, ['kernel size']],
    [9, 11, ['filters', 'filter growth']],
  ])('tells Models %i and %i apart by what the published study changed', (from, to, expected) => {
    expect(differing(ofModel(from), ofModel(to))).toEqual(expected)
  })

  it('says how filters go on from the first block apart from how many those are', () => {
    const growth = (filters: number[]) => {
      const blocks = filters.map((count) => publishedBlock(count))
      const { filters: first, 'filter growth': following } = factorsOf({ blocks, recurrent: [], head: publishedHead() })
      return [first, following]
    }
    expect(growth([])).toEqual([null, null])
    expect(growth([32])).toEqual([32, null])
    expect(growth([32, 32, 32])).toEqual([32, 'constant'])
    expect(growth([16, 32, 64])).toEqual([16, 'doubling'])
    expect(growth([16, 32, 48])).toEqual([16, 'x1 x2 x3'])
    expect(growth([32, 64, 96])).toEqual([32, 'x1 x2 x3'])
  })

  it('tells levels of all blocks in one where they are equal, else each', () => {
    const blocks = [
      blockOf({ filters: 8, kernelSize: 11, dropout: 0.1 }),
      blockOf({ filters: 8, kernelSize: 5, dropout: 0.1 }),
    ]
    const found = factorsOf({ blocks, recurrent: [], head: publishedHead() })
    expect(found['kernel size']).toBe('11, 5')
    expect(found['dropout']).toBe(0.1)
    expect(found['pooling']).toBe('average 2')
  })

  it('tells recurrent layers by number, cell, units and directions, which match anything where there are none', () => {
    const cnn = ofModel(1)
    const lstm = factorsOf({
      ...publishedArchitecture(1),
      recurrent: [recurrentOf({ cell: 'lstm', units: 64, bidirectional: true })],
    })
    expect(differing(cnn, lstm)).toEqual(['recurrent layers'])
    expect(lstm).toMatchObject({ 'recurrent cell': 'lstm', 'recurrent units': 64, directions: 2 })
  })

  it('takes what Adam and SGD do not share as matching anything', () => {
    const sgd: Recipe = {
      ...recipe,
      optimiser: { name: 'sgd', learningRate: 1e-3, momentum: 0.9, nesterov: false, weightDecay: 1e-5 },
    }
    const architecture = publishedArchitecture(1)
    expect(differing(designFactors({ architecture, recipe }), designFactors({ architecture, recipe: sgd }))).toEqual([
      'optimiser',
    ])
  })

  it('has a factor for every field of a design', () => {
    const base: Block = publishedBlock(32)
    const changes: Partial<Block>[] = [
      { filters: 33 },
      { kernelSize: 5 },
      { dilation: 2 },
      { stride: 2 },
      { padding: 'valid' },
      { bias: false },
      { normalisation: 'layer' },
      { join: { type: 'add', span: 1 } },
      { activation: 'gelu' },
      { pooling: { type: 'max', size: 2, stride: 2 } },
      { pooling: { type: 'average', size: 2, stride: 1 } },
      { pooling: { type: 'none' } },
      { dropout: 0.2 },
    ]
    const changed = changes.map((change) => ({ ...publishedArchitecture(1), blocks: [{ ...base, ...change }] }))
    const heads = (
      [
        { reduce: 'global-max' },
        { dense: [] },
        { dense: [64] },
        { dense: [128, 128] },
        { activation: 'tanh' },
        { dropout: 0.1 },
      ] as const
    ).map((change) =>
      architectureSchema.parse({ ...publishedArchitecture(1), head: { ...publishedHead(), ...change } }),
    )
    for (const architecture of [...changed, ...heads])
      expect(differing(ofModel(1), factorsOf(architectureSchema.parse(architecture))).length).toBe(1)
  })

  it('has a factor for every field of a recipe', () => {
    const { optimiser } = recipe
    const changes: Partial<Record<keyof Recipe, unknown>>[] = [
      { optimiser: { ...optimiser, name: 'adamw' } },
      { optimiser: { ...optimiser, learningRate: 0.01 } },
      { optimiser: { ...optimiser, weightDecay: 0 } },
      { optimiser: { ...optimiser, beta1: 0.8 } },
      { optimiser: { ...optimiser, beta2: 0.99 } },
      { optimiser: { ...optimiser, epsilon: 1e-6 } },
      { schedule: { type: 'cosine' } },
      { schedule: { type: 'step', every: 2, factor: 0.5 } },
      { warmUpEpochs: 1 },
      { gradientClipping: { type: 'norm', maximum: 1 } },
      { batchSize: 32 },
      { epochs: 5 },
      { earlyStopping: null },
      { finalWeights: 'best' },
      { classWeights: 'balanced' },
      { classWeights: { type: 'effective-number', beta: 0.99 } },
      { classWeights: [1, 2, 1, 1, 1] },
      { focalGamma: 2 },
      { labelSmoothing: 0.1 },
      { augmentation: { timeShift: { samples: 3 } } },
      { augmentation: { amplitudeScale: { range: 0.1 } } },
      { augmentation: { gaussianNoise: { sigma: 0.1 } } },
      { augmentation: { zeroMasking: { probability: 0.1 } } },
      { augmentation: { cutMix: { share: 0.1 } } },
      { initialisation: 'keras' },
    ]
    const architecture = publishedArchitecture(1)
    for (const change of changes) {
      const other = designFactors({ architecture, recipe: recipeSchema.parse({ ...recipe, ...change }) })
      expect(differing(ofModel(1), other), JSON.stringify(change)).toHaveLength(1)
    }
    expect(new Set(changes.flatMap(Object.keys))).toEqual(new Set(Object.keys(recipe)))
  })

  it('tells all 11 published models apart', () => {
    const texts = published11().map((variant) => JSON.stringify(designFactors(variant)))
    expect(new Set(texts).size).toBe(11)
  })
})
