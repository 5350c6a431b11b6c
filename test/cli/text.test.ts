import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { predictionsCsv, shortestFloat32 } from '../../electron/cli/predictionsCsv.ts'
import { formatTable } from '../../electron/cli/terminal.ts'
import { numberList, wholeNumber } from '../../electron/cli/usageError.ts'

describe('numbers on the command line', () => {
  it('are whole, in range, and written with digits only', () => {
    expect(wholeNumber(1, 11)('11')).toBe(11)
    for (const text of ['0', '12', '1.5', '-1', '1e1', '0x1', '', ' ']) expect(() => wholeNumber(1, 11)(text)).toThrow()
  })

  it('come in lists without doubles', () => {
    expect(numberList(1, 11)('1, 6,6,11')).toEqual([1, 6, 11])
    expect(() => numberList(1, 11)('1,,2')).toThrow()
  })
})

it('a printed logit is the same 32-bit number, in at most nine digits', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = shortestFloat32(value)
      expect(Math.fround(Number(text)) === value).toBe(true)
      expect(Number(text).toExponential().replace(/e.*$/, '').replace(/\D/g, '').length).toBeLessThanOrEqual(9)
    }),
  )
  expect(shortestFloat32(Math.fround(0.1))).toBe('0.1')
})

it('predictions name record and sample behind the logits, and leave empty what is not known', () => {
  const csv = predictionsCsv({
    rows: [7, 8],
    labels: [0, 4],
    logits: [
      [1, 2, 3, 4, 5],
      [0.5, 0, 0, 0, -1],
    ],
    records: ['lead, "A"', null],
    samples: [1234, null],
  })
  expect(csv.split('\n')).toEqual([
    'row,label,N,S,V,F,Q,record,sample',
    '7,0,1,2,3,4,5,"lead, ""A""",1234',
    '8,4,0.5,0,0,0,-1,,',
  ])
})

it('a table stands in columns, numbers at the right', () => {
  const rows = [
    { name: 'short', count: 5 },
    { name: 'a longer name', count: null },
  ]
  const table = formatTable(rows, [
    { title: 'name', read: ({ name }) => name },
    { title: 'count', read: ({ count }) => count, align: 'right' },
  ])
  expect(table.split('\n')).toEqual(['name           count', 'short              5', 'a longer name      –'])
})
