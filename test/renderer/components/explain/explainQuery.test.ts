import { describe, expect, it } from 'vitest'
import { readExplainQuery, writeExplainQuery } from '../../../../renderer/components/explain/explainQuery.ts'

const nothing = { run: null, part: 'test', label: null, predicted: null } as const

describe('an address of Explain', () => {
  it('asks for a cell of a confusion matrix', () => {
    expect(readExplainQuery({ run: '12', part: 'validation', label: '2', predicted: '0' })).toEqual({
      run: 12,
      part: 'validation',
      label: 2,
      predicted: 0,
    })
  })

  it('asks for the test part of whatever run where it says nothing', () => {
    expect(readExplainQuery({})).toEqual(nothing)
    expect(writeExplainQuery(nothing)).toEqual({})
  })

  it('is read as if what makes no sense were not there', () => {
    const query = { run: '-1', part: 'train', label: '5', predicted: ['0', '1'] }
    expect(readExplainQuery(query)).toEqual(nothing)
  })

  it('comes back from what it was read as', () => {
    const asked = { run: 3, part: 'validation', label: 0, predicted: 4 } as const
    expect(readExplainQuery(writeExplainQuery(asked))).toEqual(asked)
  })
})
