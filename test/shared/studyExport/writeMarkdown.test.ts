import { describe, expect, it } from 'vitest'
import {
  comparedStatistics,
  comparedTable,
  exported,
  foldedTable,
  mixedTable,
  namedTable,
} from '../../support/exportedTable.ts'

const { text } = exported(namedTable, 'markdown')
const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('| '))
const rows = rowsOf(text)

it('has one line a variant under head and rule, all equally wide', () => {
  expect(rows).toHaveLength(4)
  expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size).toBe(1)
})

it('prints the best mean bold, with sd, and the difference to the baseline', () => {
  expect(rows[3]).toContain('**0.923** ± 0.004')
  expect(rows[3]).toContain('+0.031')
  expect(rows[2]).not.toContain('**0.892**')
})

it('prints nothing bold in a column of equal means', () => {
  expect(rows[2]?.match(/\*\*/g)).toBeNull()
})

it('says which published score is not macro F1', () => {
  const printed = exported(mixedTable, 'markdown').text
  expect(printed).toContain('| Macro F1 | Δ baseline | Weighted F1 |')
  expect(printed).toContain('| 0.981 (F1, avg. ?) |')
  expect(printed).toContain('| 0.934 (accuracy) |')
  expect(printed).toMatch(/Published \(CNN 64-1024 \+ LSTM 128, 64\): F1 \(average not told\), SC4001/)
})

it('has a column of recurrent layers only where there are some', () => {
  expect(text).not.toContain('Recurrent')
  const lines = exported(mixedTable, 'markdown').text.split('\n')
  expect(lines.find((entry) => entry.startsWith('| Variant'))).toContain('| Filters | Recurrent | Parameters |')
  expect(lines.find((entry) => entry.startsWith('| CNN'))).toContain('| LSTM 128, 64 | 2,735,941 |')
})

it('takes marks out of names', () => {
  expect(rows[3]).toContain('100% deep\\_net &amp; more')
})

it('begins the scores with the headline score, and has that of all classes beside it', () => {
  const [head] = rowsOf(exported(foldedTable, 'markdown').text)
  expect(head).toContain(
    '| Parameters | Macro F1 of N S V F | Macro F1 of all classes | 95 % interval, N S V F | Δ baseline, N S V F | Weighted F1 |',
  )
})

describe('with statistics', () => {
  const options = { statistics: comparedStatistics, interval: 'patients' } as const
  const lines = rowsOf(exported(comparedTable, 'markdown', options).text)
  const lineOf = (name: string) => lines.find((row) => row.startsWith(`| ${name}`))

  it('prints the interval by the method chosen', () => {
    expect(lineOf('Model 6')).toContain('| 0.912 ± 0.003 | [0.862, 0.962] | +0.020\\* [−0.030, +0.070] | 0.012 |')
    const bootstrap = exported(comparedTable, 'markdown', { ...options, interval: 'seeds-bootstrap' }).text
    expect(bootstrap).toContain('| [0.907, 0.917] | +0.020\\* [+0.015, +0.025] |')
  })

  it('marks what is practically equivalent, and nothing where there was no test', () => {
    expect(lineOf('Model 9')).toContain('| +0.001≈ [')
    expect(lineOf('Model 9')).toContain('| 1.000 |')
    expect(lineOf('Model 11')).toContain('| +0.031 [−0.019, +0.081] |  |')
  })

  it("puts the mark of McNemar's test at its p: it is not of the difference in F1", () => {
    const printed = rowsOf(exported(comparedTable, 'markdown', { ...options, test: 'mcnemar' }).text)
    const model6 = printed.find((row) => row.startsWith('| Model 6'))
    expect(model6).toContain('| +0.020 [−0.030, +0.070] | &lt; 0.001\\*\\*\\* |')
  })

  it('has no column of p where the test could not be made at all', () => {
    const printed = exported(comparedTable, 'markdown', { ...options, test: 'corrected-t' }).text
    expect(printed).not.toContain('p (Holm)')
    expect(printed).not.toMatch(/\| [+−]0\.\d{3}\\\*/)
    expect(printed).toContain('+0.001≈')
  })
})
