import { describe, expect, it } from 'vitest'
import { assignFiles } from '../../../../renderer/components/data/assignFiles.ts'

const file = (name: string, bytes = 1) => ({ token: name, name, bytes })

describe('which file trains and which tests', () => {
  it('goes by the names, in any order', () => {
    const pair = assignFiles([file('mitbih_test.csv.gz'), file('mitbih_train.csv')])
    expect([pair.train?.name, pair.test?.name]).toEqual(['mitbih_train.csv', 'mitbih_test.csv.gz'])
  })

  it('gives a file whose name does not say the place that is left', () => {
    const pair = assignFiles([file('beats.csv', 9), file('Test.csv', 99)])
    expect([pair.train?.name, pair.test?.name]).toEqual(['beats.csv', 'Test.csv'])
  })

  it('takes the larger of two unnamed files for training', () => {
    const pair = assignFiles([file('a.csv', 10), file('b.csv', 40)])
    expect([pair.train?.name, pair.test?.name]).toEqual(['b.csv', 'a.csv'])
  })

  it('keeps a file chosen before', () => {
    const before = assignFiles([file('train.csv')])
    expect(assignFiles([file('test.csv')], before)).toMatchObject({
      train: { name: 'train.csv' },
      test: { name: 'test.csv' },
    })
  })
})
