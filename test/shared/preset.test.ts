import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../electron/shared/architecture.ts'
import { AppError } from '../../electron/shared/appError.ts'
import { summarise } from '../../electron/shared/networkSummary.ts'
import { presetOf, presets, published11 } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { newVariantSchema } from '../../electron/shared/study.ts'

const parametersOf = (id: string) =>
  new Map(
    presetOf(id)
      .variants()
      .map(({ name, architecture }) => [name, summarise(architecture, 187).parameters.total]),
  )

describe.each(presets.map(({ id }) => id))('preset %s', (id) => {
  const variants = presetOf(id).variants()

  it('has variants that can be made and built', () => {
    for (const variant of variants) {
      expect(newVariantSchema.parse(variant)).toEqual(variant)
      expect(summarise(variant.architecture, 187).parameters.total).toBeGreaterThan(0)
    }
  })

  it('has no two variants of one name, nor of one design and recipe', () => {
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length)
    const designs = variants.map(({ architecture, recipe }) => canonicalJson({ architecture, recipe }))
    expect(new Set(designs).size).toBe(variants.length)
  })

  it('is made anew each time', () => {
    expect(presetOf(id).variants()).toEqual(variants)
    expect(presetOf(id).variants()[0]?.architecture).not.toBe(variants[0]?.architecture)
  })

  it('says what is wrong with each published score', () => {
    for (const { published } of variants) {
      if (!published) continue
      expect(published.value).toBeGreaterThan(0.8)
      expect(published.value).toBeLessThan(1)
      expect(published.caveat).not.toBe('')
      expect(published.source).not.toBe('')
    }
  })
})

describe('presets', () => {
  it('have the published numbers of variants', () => {
    expect(presets.map(({ id, variants }) => `${id} ${variants().length}`)).toEqual([
      'published-11 11',
      'cnn-lstm 10',
      'recurrent 72',
      'recurrent-skip 72',
      'recurrent-add-norm 72',
      'augmentation 3',
      'kachuee-2018 1',
    ])
  })

  it('are found by id, and another id is answered with those there are', () => {
    try {
      presetOf('published-12')
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'not-found', hint: expect.stringContaining('cnn-lstm') as string })
    }
  })

  it('give single published models, and refuse one that is none', () => {
    expect(published11([11, 6]).map(({ name }) => name)).toEqual(['Model 11', 'Model 6'])
    expect(() => published11([12])).toThrow(RangeError)
  })
})

/** Totals counted by PyTorch 2 (`sum(p.numel())`) for Conv1d, BatchNorm1d, LSTM and Linear of the same sizes. */
describe('parameters', () => {
  it('of the CNN-LSTMs are as PyTorch counts them', () => {
    expect([...parametersOf('cnn-lstm').values()]).toEqual([
      25_605, 40_133, 81_477, 131_461, 213_317, 296_069, 673_605, 2_374_469, 2_407_749, 2_735_941,
    ])
  })

  it('of recurrent networks are as PyTorch counts them', () => {
    const plain = parametersOf('recurrent')
    expect(plain.get('RNN 16')).toBe(192_453)
    expect(plain.get('2 x BiGRU 32')).toBe(797_893)
    expect(plain.get('4 x LSTM 64')).toBe(899_589)
    expect(plain.get('4 x BiLSTM 64')).toBe(1_896_965)
  })

  it('of a way around are those of its convolution, once, and of its norms', () => {
    expect(parametersOf('recurrent-skip').get('2 x BiGRU 32')).toBe(797_893 + (32 + 1) * 64)
    expect(parametersOf('recurrent-skip').get('4 x LSTM 64')).toBe(899_589)
    expect(parametersOf('recurrent-add-norm').get('4 x LSTM 64')).toBe(899_589 + 4 * 2 * 64)
  })

  it('of the residual network of 2018 are 55,013', () => {
    const convolutions = 5 * 32 + 32 + 10 * (5 * 32 * 32 + 32)
    const dense = (2 * 32 + 1) * 32 + (32 + 1) * 32 + (32 + 1) * 5
    expect([...parametersOf('kachuee-2018').values()]).toEqual([convolutions + dense])
  })
})

describe('what differs from the published recipe', () => {
  it('is the augmentation alone in the augmentation preset', () => {
    const [plain, noisy, cutMix] = presetOf('augmentation').variants()
    expect(plain?.recipe).toEqual(publishedRecipe())
    expect(noisy?.recipe.augmentation).toMatchObject({
      gaussianNoise: { sigma: 0.01 },
      zeroMasking: { probability: 0.1 },
    })
    expect(cutMix?.recipe.augmentation).toMatchObject({ gaussianNoise: null, cutMix: { share: 0.1 } })
    expect({ ...noisy?.recipe, augmentation: publishedRecipe().augmentation }).toEqual(publishedRecipe())
  })

  it('is the decay of the rate in steps, and no weight decay, in the residual network of 2018', () => {
    const [variant] = presetOf('kachuee-2018').variants()
    expect(variant?.recipe.schedule).toEqual({ type: 'step', every: 10_000, unit: 'steps', factor: 0.75 })
    expect(variant?.recipe.optimiser).toMatchObject({ learningRate: 1e-3, weightDecay: 0 })
  })
})

describe('published scores', () => {
  it('tell their metric: macro F1 only where it is one', () => {
    const metrics = presets.map(({ id, variants }) => [
      id,
      [...new Set(variants().map(({ published }) => published?.metric ?? 'none'))].join(),
    ])
    expect(Object.fromEntries(metrics)).toEqual({
      'published-11': 'macro-f1',
      'cnn-lstm': 'f1',
      recurrent: 'macro-f1',
      'recurrent-skip': 'macro-f1',
      'recurrent-add-norm': 'macro-f1',
      augmentation: 'macro-f1,none',
      'kachuee-2018': 'accuracy',
    })
  })
})
