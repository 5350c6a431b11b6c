import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../electron/shared/architecture.ts'
import { published11, publishedArchitecture } from '../../../electron/shared/preset.ts'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import { variantSchema } from '../../../electron/shared/study.ts'
import { addRun, addStudy } from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

describe('variants', () => {
  it('come back as they were put in, in their order', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const read = store.variants.list(study.id)
    expect(read.map((variant) => variantSchema.parse(variant))).toEqual(read)
    expect(read).toMatchObject(published11([1, 6, 11]).map((variant, position) => ({ ...variant, position })))
  })

  it('have equal hashes for equal designs, whatever the order of keys', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const [model1] = store.variants.list(study.id)
    const { blocks, recurrent, head } = publishedArchitecture(1)
    const mirrored = { head: Object.fromEntries(Object.entries(head).reverse()) as typeof head, recurrent, blocks }
    const again = store.variants.insert(study.id, {
      name: 'again',
      architecture: mirrored,
      recipe: publishedRecipe(),
      published: null,
    })
    expect(again.architectureHash).toBe(model1?.architectureHash)
    expect(again.recipeHash).toBe(model1?.recipeHash)
    const text = canonicalJson(publishedArchitecture(1))
    expect(again.architectureHash).toBe(createHash('sha256').update(text).digest('hex'))
    expect(new Set(store.variants.list(study.id).map((variant) => variant.architectureHash)).size).toBe(3)
  })

  it('show a published score only while their design is the published one', () => {
    const store = temporaryStore()
    const { baselineVariantId } = addStudy(store)
    const id = baselineVariantId ?? 0
    const { published } = store.variants.get(id)
    expect(published).toMatchObject({ metric: 'macro-f1', value: 0.892 })
    expect(store.variants.update(id, { architecture: publishedArchitecture(2) }).published).toBeNull()
    expect(store.variants.update(id, { architecture: publishedArchitecture(1) }).published).toEqual(published)
    const edited = store.variants.update(id, { recipe: { ...publishedRecipe(), epochs: 1 } }).published
    expect(edited).toMatchObject({ value: 0.892, caveat: `${published?.caveat}; trained here with another recipe` })
  })

  it('change design and recipe until they have runs, name and archive flag always', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const id = study.baselineVariantId ?? 0
    const before = store.variants.get(id)
    const changed = store.variants.update(id, { architecture: publishedArchitecture(9) })
    expect(changed.architectureHash).not.toBe(before.architectureHash)

    addRun(store, study)
    const redesign = () => store.variants.update(id, { architecture: publishedArchitecture(2), name: 'sly' })
    expect(thrownBy(redesign)).toMatchObject({ code: 'conflict', hint: expect.stringContaining('Duplicate') })
    const longer = () => store.variants.update(id, { recipe: { ...publishedRecipe(), epochs: 99 } })
    expect(thrownBy(longer)).toMatchObject({ code: 'conflict' })
    expect(store.variants.update(id, { recipe: publishedRecipe(), name: 'wide', archived: true })).toMatchObject({
      name: 'wide',
      archived: true,
      architectureHash: changed.architectureHash,
      runs: { waiting: 1 },
    })
  })

  it('are put into another order only as a whole', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const ids = store.variants.list(study.id).map(({ id }) => id)
    store.variants.reorder(study.id, ids.toReversed())
    expect(store.variants.list(study.id).map(({ id }) => id)).toEqual(ids.toReversed())
    for (const wrong of [ids.slice(1), [...ids, 99], ids.map(() => ids[0] ?? 0)]) {
      expect(thrownBy(() => store.variants.reorder(study.id, wrong))).toMatchObject({ code: 'bad-input' })
    }
  })

  it('become the baseline of a study that has none', () => {
    const store = temporaryStore()
    const { dataSetId } = addStudy(store)
    const empty = { name: 'empty', dataSetId, split: 'published' as const, seeds: [1], variants: [] }
    const study = store.studies.insert(empty)
    expect(study.baselineVariantId).toBeNull()
    const architecture = publishedArchitecture(11)
    const variant = store.variants.insert(study.id, {
      name: 'first',
      architecture,
      recipe: publishedRecipe(),
      published: null,
    })
    expect(store.studies.get(study.id).baselineVariantId).toBe(variant.id)
    expect(thrownBy(() => store.variants.get(99))).toMatchObject({ code: 'not-found' })
  })
})
