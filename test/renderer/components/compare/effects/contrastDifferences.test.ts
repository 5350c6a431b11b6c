import { describe, expect, it } from 'vitest'
import { contrastDifferences } from '../../../../../renderer/components/compare/effects/contrastDifferences.ts'
import { effectVerdict } from '../../../../../renderer/components/compare/effects/effectVerdict.ts'
import { studyTable, tableRun } from '../../../../support/studyTable.ts'
import { tableRow } from '../../../../support/tableRow.ts'

const row = (variantId: number, name: string, runs: ReturnType<typeof tableRun>[]) =>
  tableRow({ name, variantId, runs })
const effect = {
  factor: 'depth',
  from: '1',
  to: '5',
  contrasts: [
    { fromVariantId: 1, toVariantId: 2 },
    { fromVariantId: 1, toVariantId: 3 },
  ],
  seeds: 2,
  difference: 0.02,
  interval: null,
}

describe('the pairs behind an effect', () => {
  it('have the mean change over the seeds that both have, largest first', () => {
    const table = studyTable([
      row(1, 'small', [tableRun(1, 1, 0.8), tableRun(2, 2, 0.82)]),
      row(2, 'middle', [tableRun(3, 1, 0.81), tableRun(4, 3, 0.99)]),
      row(3, 'large', [tableRun(5, 1, 0.85), tableRun(6, 2, 0.85)]),
    ])
    expect(contrastDifferences(effect, table)).toEqual([
      { key: '1 3', from: 'small', to: 'large', difference: expect.closeTo(0.04, 9), seeds: 2 },
      { key: '1 2', from: 'small', to: 'middle', difference: expect.closeTo(0.01, 9), seeds: 1 },
    ])
  })

  it('take the mean of a seed’s folds as its score', () => {
    const table = studyTable([
      row(1, 'small', [tableRun(1, 1, 0.8, 0), tableRun(2, 1, 0.6, 1)]),
      row(2, 'middle', [tableRun(3, 1, 0.9, 0), tableRun(4, 1, 0.8, 1)]),
    ])
    expect(contrastDifferences(effect, table)[0]).toMatchObject({ difference: expect.closeTo(0.15, 9), seeds: 1 })
  })

  it('have no change where no seed is shared', () => {
    const table = studyTable([row(1, 'small', [tableRun(1, 1, 0.8)]), row(2, 'middle', [tableRun(2, 2, 0.9)])])
    expect(contrastDifferences(effect, table).map(({ difference }) => difference)).toEqual([null, null])
  })
})

it('says of an effect what its interval allows', () => {
  expect(effectVerdict({ interval: [0.01, 0.02] })).toEqual({ text: 'raises', isTold: true })
  expect(effectVerdict({ interval: [-0.02, -0.01] })).toEqual({ text: 'lowers', isTold: true })
  expect(effectVerdict({ interval: [-0.02, 0.01] })).toEqual({ text: 'not told from 0', isTold: false })
  expect(effectVerdict({ interval: null })).toEqual({ text: 'one seed', isTold: false })
})
