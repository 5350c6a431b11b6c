import { describe, expect, it } from 'vitest'
import { recurrentOf } from '../../../../electron/shared/architecture.ts'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { noAugmentation, publishedRecipe } from '../../../../electron/shared/recipe.ts'
import { checkDesign, problemsIn } from '../../../../renderer/components/design/checkDesign.ts'
import { checkRecipe } from '../../../../renderer/components/design/checkRecipe.ts'
import {
  changeBlock,
  changeHead,
  changeRecurrent,
  insertLayer,
} from '../../../../renderer/components/design/editArchitecture.ts'

describe('checkDesign', () => {
  it('sums up a possible design', () => {
    expect(checkDesign(publishedArchitecture(11), 187).summary?.parameters.total).toBe(34117)
  })

  it('takes a network of recurrent layers alone', () => {
    const alone = { ...publishedArchitecture(1), blocks: [], recurrent: [recurrentOf({ cell: 'gru', units: 32 })] }
    expect(checkDesign(alone, 187).problem).toBeNull()
    const empty = { ...alone, recurrent: [] }
    expect(checkDesign(empty, 187).problem).toMatchObject({ place: { part: 'head', index: null, field: 'blocks' } })
  })

  it('names the block whose pooling has too few samples, and its field', () => {
    const pooling = { type: 'max', size: 64, stride: 64 } as const
    const first = changeBlock(publishedArchitecture(1), 0, { kernelSize: 1, pooling })
    const deep = insertLayer(first, 'block', 1)
    expect(checkDesign(deep, 187).problem?.place).toEqual({ part: 'block', index: 1, field: 'pooling' })
    expect(checkDesign(deep, 187).problem?.message).toContain('only 2 arrive')
  })

  it('names the kernel that is wider than what arrives, and gives a hint', () => {
    const wide = changeBlock(publishedArchitecture(11), 4, { kernelSize: 11, dilation: 8 })
    expect(checkDesign(wide, 187).problem?.place).toEqual({ part: 'block', index: 4, field: 'kernelSize' })
    expect(checkDesign(wide, 187).problem?.hint).toContain('pool less before it')
  })

  it('names the join whose way around gets shorter than the layers beside it', () => {
    const joined = changeBlock(publishedArchitecture(11), 2, { join: { type: 'add', span: 3 } })
    expect(checkDesign(joined, 187).problem?.place).toEqual({ part: 'block', index: 2, field: 'join' })
  })

  it('names the join of a recurrent layer that spans more layers than there are', () => {
    const one = insertLayer(publishedArchitecture(1), 'recurrent', 0)
    const joined = changeRecurrent(one, 0, { join: { type: 'add-norm', span: 2 } })
    expect(checkDesign(joined, 187).problem?.place).toEqual({ part: 'recurrent', index: 0, field: 'join' })
  })

  it('names the head that wants a last state where nothing is recurrent', () => {
    const last = changeHead(publishedArchitecture(1), { reduce: 'last' })
    expect(checkDesign(last, 187).problem?.place).toEqual({ part: 'head', index: null, field: 'reduce' })
  })

  it('depends on how long the beats are', () => {
    expect(checkDesign(publishedArchitecture(11), 32).summary?.rows[4]?.output.length).toBe(1)
    const { problem } = checkDesign(publishedArchitecture(11), 31)
    expect(problem?.place).toEqual({ part: 'block', index: 4, field: 'kernelSize' })
    const wide = changeBlock(publishedArchitecture(1), 0, { kernelSize: 401 })
    expect(checkDesign(wide, 187).problem?.place.field).toBe('kernelSize')
    expect(checkDesign(wide, 500).problem).toBeNull()
  })

  it('names a field that is out of its range in plain words', () => {
    const none = changeBlock(publishedArchitecture(1), 0, { filters: 0 })
    expect(checkDesign(none, 187).problem?.place).toEqual({ part: 'block', index: 0, field: 'filters' })
    expect(checkDesign(none, 187).problem?.message).toBe('Block 1, filters: Must be at least 1.')
  })

  it('gives the path of a field inside another, as the editor names it', () => {
    const pooling = { type: 'max', size: 2, stride: 0 } as const
    const pooled = checkDesign(changeBlock(publishedArchitecture(1), 0, { pooling }), 187).problem
    expect(pooled?.place.field).toBe('pooling.stride')
    expect(pooled?.message).toBe('Block 1, pooling stride: Must be at least 1.')
    const dense = checkDesign(changeHead(publishedArchitecture(1), { dense: [64, Number.NaN] }), 187).problem
    expect(dense).toMatchObject({ message: 'Head: A number is needed.', place: { part: 'head', field: 'dense.1' } })
  })

  it('tells of too many layers without blaming one of them', () => {
    const many = { ...publishedArchitecture(1), recurrent: Array(9).fill(recurrentOf({ cell: 'rnn', units: 8 })) }
    expect(checkDesign(many, 187).problem?.message).toBe('A network has at most 8 recurrent layers.')
  })
})

describe('problemsIn', () => {
  const wide = changeBlock(publishedArchitecture(11), 4, { kernelSize: 11, dilation: 8 })
  const { problem } = checkDesign(wide, 187)

  it('marks the field of the part that it lies in, with message and hint', () => {
    const problems = problemsIn({ part: 'block', index: 4 }, problem)
    expect(Object.keys(problems)).toEqual(['kernelSize'])
    expect(problems.kernelSize).toContain('Block 5: the kernel spans 81 samples')
    expect(problems.kernelSize).toContain('pool less before it.')
  })

  it('marks nothing in other parts', () => {
    expect(problemsIn({ part: 'block', index: 3 }, problem)).toEqual({})
    expect(problemsIn({ part: 'recurrent', index: 4 }, problem)).toEqual({})
    expect(problemsIn({ part: 'head', index: null }, null)).toEqual({})
  })
})

describe('checkRecipe', () => {
  it('finds nothing wrong with the published recipe', () => {
    expect(checkRecipe(publishedRecipe(), 187)).toEqual({})
  })

  it('says for each field what is wrong', () => {
    const recipe = { ...publishedRecipe(), batchSize: 1, epochs: Number.NaN }
    expect(checkRecipe(recipe, 187)).toEqual({ batchSize: 'Must be at least 2.', epochs: 'A number is needed.' })
  })

  it('finds a bad class weight, and weights that are all zero', () => {
    expect(checkRecipe({ ...publishedRecipe(), classWeights: [1, -1, 1, 1, 1] }, 187)).toEqual({
      'classWeights.1': 'Must be at least 0.',
    })
    expect(checkRecipe({ ...publishedRecipe(), classWeights: [0, 0, 0, 0, 0] }, 187)).toHaveProperty('classWeights')
  })

  it('names fields inside schedules, clipping, weights and augmentation by their paths', () => {
    const recipe = {
      ...publishedRecipe(),
      schedule: { type: 'plateau', factor: 1, patience: 2 } as const,
      gradientClipping: { type: 'norm', maximum: 0 } as const,
      classWeights: { type: 'effective-number', beta: 1 } as const,
      augmentation: { ...noAugmentation(), cutMix: { share: 2 } },
    }
    expect(checkRecipe(recipe, 187)).toEqual({
      'schedule.factor': 'Must be below 1.',
      'gradientClipping.maximum': 'Must be above 0.',
      'classWeights.beta': 'Must be below 1.',
      'augmentation.cutMix.share': 'Must be at most 1.',
    })
  })
})
