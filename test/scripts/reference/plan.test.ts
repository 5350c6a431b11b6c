import { describe, expect, it } from 'vitest'
import { referencePlan } from '../../../scripts/reference/plan.ts'
import { summarise } from '../../../electron/shared/networkSummary.ts'

const { cnns, cnnLstm, augmentation } = referencePlan.studies
const seedsOf = ({ variants }: typeof cnns) =>
  Object.fromEntries(variants.map(({ variant, seeds }) => [variant.name, seeds.length]))

describe('the plan of the reference study', () => {
  it('names the seeds: five for most of the 11 models, two for the two costly ones', () => {
    const counts = Array.from({ length: 11 }, (_, index) => [`Model ${index + 1}`, index === 8 || index === 9 ? 2 : 5])
    expect(seedsOf(cnns)).toEqual(Object.fromEntries(counts))
    for (const { seeds } of cnns.variants) expect(seeds).toEqual([1, 2, 3, 4, 5].slice(0, seeds.length))
  })

  it('has three CNN-LSTMs with an LSTM of 64 units, and Model 11 plain and augmented', () => {
    expect(cnnLstm.variants.map(({ variant: { architecture } }) => architecture.blocks.map((b) => b.filters))).toEqual([
      [32],
      [32, 64],
      [32, 64, 128],
    ])
    for (const { variant, seeds } of cnnLstm.variants) {
      expect(variant.architecture.recurrent).toMatchObject([{ cell: 'lstm', units: 64, bidirectional: false }])
      expect(seeds).toEqual([1, 2, 3])
    }
    const model11 = cnns.variants.find(({ variant }) => variant.name === 'Model 11')
    expect(augmentation.variants[0]?.variant).toEqual(model11?.variant)
    for (const { seeds } of augmentation.variants) expect(seeds).toEqual(model11?.seeds)
  })

  it('keeps weights that take less than half of the room', () => {
    const kept = cnns.variants.filter(({ keepsWeights }) => keepsWeights)
    expect(kept.map(({ variant }) => variant.name)).toEqual([1, 2, 3, 6, 7, 8, 11].map((model) => `Model ${model}`))
    const bytes = kept.reduce((sum, { variant }) => sum + 4 * summarise(variant.architecture, 187).parameters.total, 0)
    expect(bytes).toBeLessThan(12_500_000)
  })
})
