import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/shared/appError.ts'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { summarise } from '../../electron/shared/networkSummary.ts'
import { noAugmentation, publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import { parseStudyFile } from '../../electron/shared/studyFile.ts'

const block = { filters: 8, kernelSize: 3 }
const architecture = { blocks: [block], head: { reduce: 'flatten', dense: [] } }

const fileOf = (...variants: object[]) => ({
  variants: variants.map((variant, index) => ({ name: `v${index + 1}`, architecture, ...variant })),
})

function recipeOf(recipe: unknown): Recipe {
  const [variant] = parseStudyFile('study.json', fileOf({ recipe })).variants
  if (!variant) throw new Error('no variant')
  return variant.recipe
}

function refusal(value: unknown): AppError {
  try {
    parseStudyFile('study.json', value)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('The file was taken.')
}

describe('the recipe of a study file', () => {
  it('is the published one where none is given', () => {
    expect(parseStudyFile('study.json', fileOf({})).variants[0]?.recipe).toEqual(publishedRecipe())
    expect(recipeOf({})).toEqual(publishedRecipe())
  })

  it('changes what it names and nothing else', () => {
    const named = { epochs: 7, focalGamma: 2, earlyStopping: null, augmentation: { cutMix: { share: 0.2 } } }
    expect(recipeOf(named)).toEqual({
      ...publishedRecipe(),
      ...named,
      augmentation: { ...noAugmentation(), cutMix: { share: 0.2 } },
    })
  })

  it('changes single numbers of Adam and of early stopping', () => {
    expect(recipeOf({ optimiser: { weightDecay: 0 } }).optimiser).toEqual({
      ...publishedRecipe().optimiser,
      weightDecay: 0,
    })
    expect(recipeOf({ optimiser: { name: 'adamw', weightDecay: 0.01 } }).optimiser).toEqual({
      ...publishedRecipe().optimiser,
      name: 'adamw',
      weightDecay: 0.01,
    })
    expect(recipeOf({ earlyStopping: { patience: 9 } }).earlyStopping).toEqual({
      monitor: 'validation-loss',
      patience: 9,
    })
  })

  it('takes another optimiser by name and learning rate', () => {
    expect(recipeOf({ optimiser: { name: 'sgd', learningRate: 0.01 } })).toEqual({
      ...publishedRecipe(),
      optimiser: { name: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 1e-5 },
    })
    expect(refusal(fileOf({ recipe: { optimiser: { name: 'sgd' } } })).message).toContain(
      'variants[0].recipe.optimiser.learningRate',
    )
  })

  it('is no list and no text', () => {
    expect(refusal(fileOf({ recipe: ['epochs'] })).message).toContain('variants[0].recipe')
    expect(refusal(fileOf({ recipe: 'published' })).message).toContain('variants[0].recipe')
  })
})

describe('a wrong study file', () => {
  it('is answered with the place of each wrong key', () => {
    const wrong = { ...block, kernalSize: 5 }
    const { code, message } = refusal(
      fileOf({}, { architecture: { ...architecture, blocks: [block, block, wrong] }, recipe: { epoch: 3 } }),
    )
    expect(code).toBe('bad-file')
    expect(message).toContain('study.json is no study file.')
    expect(message).toMatch(/Unrecognized key: "kernalSize"\n.*variants\[1\]\.architecture\.blocks\[2\]/)
    expect(message).toMatch(/Unrecognized key: "epoch"\n.*variants\[1\]\.recipe/)
  })

  it('knows its keys at every level', () => {
    const head = { ...architecture.head, units: 3 }
    const published = { metric: 'accuracy', value: 0.9, source: 's', caveat: 'c', f1: 0.8 }
    for (const value of [
      { ...fileOf({}), seed: 1 },
      fileOf({ notes: 'x' }),
      fileOf({ published }),
      fileOf({ architecture: { ...architecture, head } }),
      fileOf({ architecture: { ...architecture, recurrent: [{ cell: 'gru', units: 4, size: 3 }] } }),
    ])
      expect(refusal(value).message).toContain('Unrecognized key')
  })

  it('is told the new names of old keys', () => {
    const old = { ...architecture, blocks: [{ ...block, batchNorm: true }] }
    expect(refusal(fileOf({ architecture: old })).hint).toContain('"normalisation": "batch"')
    const published = { macroF1: 0.9, source: 's', caveat: 'c' }
    expect(refusal(fileOf({ published })).hint).toContain('"metric": "macro-f1"')
    expect(
      refusal(fileOf({ architecture: { ...architecture, blocks: [{ ...block, kernel: 1 }] } })).hint,
    ).toBeUndefined()
  })

  it('has a design that cannot be built: variant, place and reason are named', () => {
    const pooled = (count: number) => ({
      ...architecture,
      blocks: Array.from({ length: count }, () => ({ ...block, kernelSize: 1 })),
    })
    const { code, message, hint } = refusal(fileOf({}, { name: 'too deep', architecture: pooled(11) }))
    expect(code).toBe('bad-file')
    expect(message).toBe(
      'study.json: the variant “too deep” cannot be built. Block 11: pooling by 2 needs at least 2 samples, but only 1 arrive.',
    )
    expect(hint).toContain('Remove this pooling')
    // Whether there are beats long enough for it shows when the study is made.
    expect(parseStudyFile('study.json', fileOf({}, { architecture: pooled(8) })).variants).toHaveLength(2)
  })

  it('has no variants', () => {
    expect(refusal({ variants: [] }).message).toContain('variants')
    expect(refusal([]).message).toContain('study.json is no study file.')
  })
})

describe('a study file', () => {
  it('may leave out all that is published', () => {
    const value = fileOf({
      architecture: { blocks: [{ filters: 32, kernelSize: 3 }], head: { reduce: 'flatten', dense: [128] } },
    })
    expect(parseStudyFile('study.json', value).variants[0]).toEqual({
      name: 'v1',
      architecture: { blocks: [publishedBlock(32)], recurrent: [], head: publishedHead() },
      recipe: publishedRecipe(),
      published: null,
    })
  })

  it('is read as docs/formats.md describes it', () => {
    const text = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'formats.md'), 'utf8')
    const example = /```json\n([\s\S]+?)```/.exec(text)?.[1] ?? ''
    const study = parseStudyFile('docs/formats.md', JSON.parse(example))
    expect(study.variants.map(({ name }) => name)).toEqual(['one block', 'CNN-LSTM', 'residual'])
    for (const { architecture: design } of study.variants) expect(summarise(design, 187).macs).toBeGreaterThan(0)
    expect(study.variants[1]?.architecture.recurrent[0]).toMatchObject({ cell: 'lstm', units: 64 })
    expect(study.variants[2]?.architecture.blocks.some(({ join }) => join !== null)).toBe(true)
  })
})
