import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { studyStatisticsSchema } from '../../../electron/shared/studyStatistics.ts'
import { studyTableSchema, tableFormatSchema } from '../../../electron/shared/studyTable.ts'
import { comparedStatistics, comparedTable, exported, namedTable } from '../../support/exportedTable.ts'

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

  it('says where there are no statistics', () => {
    expect(JSON.parse(exported(comparedTable, 'json').text)).toMatchObject({ statistics: null })
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
