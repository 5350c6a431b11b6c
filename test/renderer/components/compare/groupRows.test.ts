import { describe, expect, it } from 'vitest'
import { publishedBlock, publishedHead } from '../../../../electron/shared/architecture.ts'
import { publishedRecipe } from '../../../../electron/shared/recipe.ts'
import { groupFactors, groupRows } from '../../../../renderer/components/compare/groupRows.ts'
import { tableItems } from '../../../../renderer/components/compare/tableItems.ts'
import { tableRun } from '../../../support/studyTable.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const designOf = (id: number, filters: number[]) => ({
  id,
  architecture: { blocks: filters.map((count) => publishedBlock(count)), recurrent: [], head: publishedHead() },
  recipe: publishedRecipe(),
})
const variants = [designOf(1, [32]), designOf(2, [32, 32]), designOf(3, [64, 64]), designOf(4, [64])]
const rows = [
  tableRow({ name: 'a', variantId: 1, isBaseline: true, macroF1: mean(0.8) }),
  tableRow({ name: 'b', variantId: 2, macroF1: mean(0.9), runs: [tableRun(1, 1, 0.9)] }),
  tableRow({ name: 'c', variantId: 3, macroF1: mean(0.7) }),
  tableRow({ name: 'd', variantId: 4 }),
]

describe('grouping rows', () => {
  it('offers the factors in which the variants differ', () => {
    expect(groupFactors(variants).map(({ name }) => name)).toEqual(['depth', 'filters'])
  })

  it('makes a group of each level, lowest first, with the mean of its variants’ means', () => {
    const filters = groupFactors(variants).find(({ name }) => name === 'filters')!
    const groups = groupRows(rows, filters)
    expect(groups.map(({ title, rows: members }) => [title, members.map(({ name }) => name)])).toEqual([
      ['filters 32', ['a', 'b']],
      ['filters 64', ['c', 'd']],
    ])
    expect(groups[0]).toMatchObject({ mean: expect.closeTo(0.85, 9), range: [0.8, 0.9] })
    expect(groups[1]).toMatchObject({ mean: 0.7, range: [0.7, 0.7] })
  })

  it('keeps the baseline above the groups, hides closed ones, and lists runs below their variant', () => {
    const depth = groupFactors(variants).find(({ name }) => name === 'depth')!
    const groups = groupRows(rows, depth)
    const keys = (closed: string[]) =>
      tableItems({ rows, groups, closedGroups: new Set(closed), opened: new Set([2]) }).map(({ key }) => key)
    expect(keys([])).toEqual([
      'variant 1',
      'group depth 1',
      'variant 4',
      'group depth 2',
      'variant 2',
      'run 1',
      'variant 3',
    ])
    expect(keys(['depth 2'])).toEqual(['variant 1', 'group depth 1', 'variant 4', 'group depth 2'])
  })
})
