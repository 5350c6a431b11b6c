import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { publishedRecipe } from '../../../../electron/shared/recipe.ts'
import { checkDesign } from '../../../../renderer/components/design/checkDesign.ts'
import { checkRecipe } from '../../../../renderer/components/design/checkRecipe.ts'
import { changeBlock, insertBlock } from '../../../../renderer/components/design/editArchitecture.ts'

describe('checkDesign', () => {
  it('sums up a possible design', () => {
    expect(checkDesign(publishedArchitecture(11)).summary?.parameters.total).toBe(34117)
  })

  it('names the block whose pooling has too few samples, and its field', () => {
    const first = changeBlock(publishedArchitecture(1), 0, { kernelSize: 1, pooling: { type: 'max', size: 64 } })
    const deep = insertBlock(first, 1)
    expect(checkDesign(deep).problem).toMatchObject({ block: 1, field: 'pooling' })
    expect(checkDesign(deep).problem?.message).toContain('only 2 arrive')
  })

  it('names the kernel that is wider than what arrives', () => {
    const wide = changeBlock(publishedArchitecture(11), 4, { kernelSize: 11, dilation: 8 })
    expect(checkDesign(wide).problem).toMatchObject({ block: 4, field: 'kernelSize' })
  })

  it('names a field that is out of its range in plain words', () => {
    const none = changeBlock(publishedArchitecture(1), 0, { filters: 0 })
    expect(checkDesign(none).problem).toMatchObject({ block: 0, field: 'filters' })
    expect(checkDesign(none).problem?.message).toBe('Block 1, filters: Must be at least 1.')
  })
})

describe('checkRecipe', () => {
  it('finds nothing wrong with the published recipe', () => {
    expect(checkRecipe(publishedRecipe())).toEqual({})
  })

  it('says for each field what is wrong', () => {
    const recipe = { ...publishedRecipe(), batchSize: 1, epochs: Number.NaN }
    expect(checkRecipe(recipe)).toEqual({ batchSize: 'Must be at least 2.', epochs: 'A number is needed.' })
  })

  it('finds a bad class weight, and weights that are all zero', () => {
    expect(checkRecipe({ ...publishedRecipe(), classWeights: [1, -1, 1, 1, 1] })).toEqual({
      'classWeights.1': 'Must be at least 0.',
    })
    expect(checkRecipe({ ...publishedRecipe(), classWeights: [0, 0, 0, 0, 0] })).toHaveProperty('classWeights')
  })
})
