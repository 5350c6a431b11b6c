import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { estimateMean } from '../../../electron/shared/statistics/estimateMean.ts'
import { studyStatisticsSchema } from '../../../electron/shared/studyStatistics.ts'
import { studyTableSchema, tableFormatSchema } from '../../../electron/shared/studyTable.ts'
import { comparedStatistics, comparedTable, exported, namedTable, repeatedTable } from '../../support/exportedTable.ts'

describe('JSON', () => {
  const options = { statistics: comparedStatistics, interval: 'both', test: 'mcnemar' } as const
  const read = JSON.parse(exported(comparedTable, 'json', options).text) as Record<string, unknown>

  it('is read back as the whole table with its confusion matrices', () => {
    expect(studyTableSchema.parse(read)).toEqual(comparedTable)
  })

  it('has the whole statistics, and which interval and test its notes are of', () => {
    expect(studyStatisticsSchema.parse(read['statistics'])).toEqual(comparedStatistics)
    expect(read).toMatchObject({ interval: 'both', test: 'mcnemar' })
    expect(read['notes']).toContainEqual(expect.stringContaining("McNemar's test"))
  })

  it('labels its intervals: of rows and effects always by t, beside the chosen ones', () => {
    expect(read['intervalMethods']).toEqual({ rows: 'seeds-t', effects: 'seeds-t', chosen: 'both' })
    const statistics = studyStatisticsSchema.parse(read['statistics'])
    const rows = studyTableSchema.parse(read).rows
    expect(rows[1]!.headline!.interval).toEqual(estimateMean([0.91, 0.914]).interval)
    expect(rows[1]!.headline!.interval).not.toEqual(statistics.variants[1]!.intervals.both)
    expect(read['notes']).toContain(
      "Every interval inside rows is by Student's t over seeds, whatever was chosen, and every one of statistics.effects by Student's t over seeds; those that were chosen (both) are in statistics.variants, under intervals and comparison.intervals.",
    )
    expect(exported(repeatedTable, 'json', options).text).toContain(
      "inside rows is by Student's t over seeds and repeats",
    )
    expect(exported(comparedTable, 'markdown', options).text).not.toContain('inside rows')
  })

  it('says where there are no statistics', () => {
    const without = JSON.parse(exported(comparedTable, 'json').text) as Record<string, unknown>
    expect(without).toMatchObject({ statistics: null, intervalMethods: { rows: 'seeds-t', chosen: 'seeds-t' } })
    expect(without['notes']).toContain("Every interval inside rows is by Student's t over seeds, whatever was chosen.")
  })
})

describe('a file', () => {
  it('is named after study, part and format', () => {
    const names = tableFormatSchema.options.map((format) => exported(namedTable, format).fileName)
    expect(names).toEqual(['csv', 'json', 'md', 'html', 'tex'].map((ending) => `depth-width-test.${ending}`))
    expect(exported(namedTable, 'html').mediaType).toBe('text/html')
  })
})

describe('a choice of variants', () => {
  it('is exported alone and in the order chosen', () => {
    const { text } = exported(namedTable, 'csv', { variantIds: [11, 1] })
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(data.map((row) => row['run'])).toEqual(['1100', '1101', '100', '101'])
    expect(exported(namedTable, 'csv', { variantIds: [11] }).text).not.toContain('Model "1"')
  })

  it('keeps the p that were adjusted over the whole study', () => {
    const { text } = exported(comparedTable, 'markdown', { statistics: comparedStatistics, variantIds: [6] })
    expect(text).toContain('after Holm over 2 comparisons')
    expect(text).toContain('| 0.012 |')
    expect(text).not.toContain('Model 9')
  })
})
