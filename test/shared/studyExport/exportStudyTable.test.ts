import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { buildStudyTable } from '../../../electron/shared/studyTableBuilder.ts'
import { rescoredNotes } from '../../../electron/shared/studyExport/tableNotes.ts'
import { latexWidthPoints, pageWidthPoints } from '../../../electron/shared/studyExport/latexSize.ts'
import { studyTableSchema } from '../../../electron/shared/studyTable.ts'
import { exported } from '../../support/exportedTable.ts'
import { finishedRun, presetResults, studyResults, variantResults } from '../../support/studyResults.ts'

const table = buildStudyTable(
  studyResults([
    { ...variantResults(1, [0.891, 0.893]), name: '=Model "1", base' },
    { ...variantResults(11, [0.92, 0.926]), name: '100% deep_net & more' },
  ]),
)

/** Published scores of three metrics, beside recurrent layers. */
const mixed = buildStudyTable(
  studyResults([
    variantResults(1, [0.89]),
    presetResults('cnn-lstm', 'CNN 64-1024 + LSTM 128, 64', [0.9]),
    presetResults('kachuee-2018', 'Kachuee 2018', [0.91]),
  ]),
)

const readCsv = (text: string) => Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data

describe('CSV', () => {
  const { text, fileName, mediaType } = exported(table, 'csv')
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })

  it('is read back as one row a run, with full precision', () => {
    expect(errors).toEqual([])
    expect(data.map((row) => Number(row['macro_f1']))).toEqual([0.891, 0.893, 0.92, 0.926])
    expect(data.map((row) => row['seed'])).toEqual(['1', '2', '1', '2'])
    expect(data[0]?.['headline_f1_minus_baseline']).toBe('')
    expect(Number(data[2]?.['headline_f1_minus_baseline'])).toBeCloseTo(0.029, 12)
  })

  it('carries in every row what data it was, and under which licence', () => {
    for (const row of data) {
      expect(row).toMatchObject({
        part: 'test',
        split: 'published',
        split_badge: 'patients overlap',
        data_sha256: table.dataSetSha256,
        licence: 'ODC-By 1.0',
        attribution: 'Moody and Mark 2001.',
        f1_Q: String(table.rows[0]?.runs[0]?.scores.classF1[4]),
      })
      expect(row['published_caveat']).toMatch(/one seed/)
    }
  })

  it('names the metric of each published score, and the recurrent layers', () => {
    const rows = readCsv(exported(mixed, 'csv').text)
    expect(rows.map((row) => `${row['published_metric']} ${row['published_value']}`)).toEqual([
      'macro-f1 0.892',
      'f1 0.981',
      'accuracy 0.934',
    ])
    expect(rows.map((row) => row['recurrent'])).toEqual(['', 'LSTM 128, 64', ''])
    expect(rows.every((row) => Number(row['macro_f1']) > 0 && Number(row['weighted_f1']) > 0)).toBe(true)
  })

  it('marks runs with imported weights, which a note names with their score', () => {
    const results = variantResults(1, [0.891, 0.893])
    const imported = { ...finishedRun(9, 7, 0.75), isImported: true }
    const withImported = buildStudyTable(studyResults([{ ...results, finished: [...results.finished, imported] }]))
    const rows = readCsv(exported(withImported, 'csv').text)
    expect(rows.map((row) => [row['seed'], row['imported']])).toEqual([
      ['1', '0'],
      ['2', '0'],
      ['7', '1'],
    ])
    const { text: markdown } = exported(withImported, 'markdown')
    expect(markdown).toContain(
      'Scored with imported weights, not trained here, and so in none of the means: Model 1, seed 7: macro F1 0.750.',
    )
    expect(markdown).toContain('n = 2 runs per variant, seeds 1, 2: ')
  })

  it('comes with a note of the runs that were trained on and scored again', () => {
    const results = variantResults(1, [0.891, 0.893])
    const finished = results.finished.map((run, index) => ({
      ...run,
      scores: { ...run.scores, timesScored: 1 + index },
    }))
    const mixed = buildStudyTable(studyResults([{ ...results, finished }]))
    expect(rescoredNotes(mixed)).toEqual(['Scored again after training on: Model 1, seed 2: 2 times.'])
    expect(exported(mixed, 'markdown').text).toContain(rescoredNotes(mixed)[0])
    expect(rescoredNotes(table)).toEqual([])
  })

  it('keeps a name from being taken for a formula', () => {
    expect(data[0]?.['variant']).toBe(`'=Model "1", base`)
  })

  it('has a header also when no run has finished', () => {
    const empty = exported(buildStudyTable(studyResults([variantResults(1, [])])), 'csv')
    expect(empty.text.trimEnd().split('\r\n')).toEqual([text.split('\r\n')[0]])
  })

  it('is named after study and part', () => {
    expect(fileName).toBe('depth-width-test.csv')
    expect(mediaType).toBe('text/csv')
  })
})

describe('JSON', () => {
  it('is read back as the whole table with its confusion matrices', () => {
    const read: unknown = JSON.parse(exported(table, 'json').text)
    expect(studyTableSchema.parse(read)).toEqual(table)
  })
})

describe('Markdown', () => {
  const { text } = exported(table, 'markdown')
  const rows = text.split('\n').filter((line) => line.startsWith('| '))

  it('has one line a variant under head and rule, all equally wide', () => {
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size).toBe(1)
  })

  it('prints the best mean bold, with sd, and the difference to the baseline', () => {
    expect(rows[3]).toContain('**0.923** ± 0.004')
    expect(rows[3]).toContain('+0.031')
    expect(rows[2]).not.toContain('**0.892**')
  })

  it('has macro and weighted F1, and says which published score is not macro F1', () => {
    const printed = exported(mixed, 'markdown').text
    expect(printed).toContain('| Macro F1 | Δ baseline | Weighted F1 |')
    expect(printed).toContain('| 0.981 (F1, avg. ?) |')
    expect(printed).toContain('| 0.934 (accuracy) |')
    expect(printed).toMatch(/Published \(CNN 64-1024 \+ LSTM 128, 64\): F1 \(average not told\), SC4001/)
  })

  it('has a column of recurrent layers only where there are some', () => {
    expect(text).not.toContain('Recurrent')
    const lines = exported(mixed, 'markdown').text.split('\n')
    expect(lines.find((entry) => entry.startsWith('| Variant'))).toContain('| Filters | Recurrent | Parameters |')
    expect(lines.find((entry) => entry.startsWith('| CNN'))).toContain('| LSTM 128, 64 | 2,735,941 |')
  })

  it('takes marks out of names', () => {
    expect(rows[3]).toContain('100% deep\\_net &amp; more')
  })
})

describe('LaTeX', () => {
  const { text } = exported(table, 'latex')
  const body = text.split('\\midrule')[1]?.split('\\bottomrule')[0]?.trim().split('\n') ?? []

  it('has in each panel one row a variant, with as many cells as it declares columns', () => {
    const panels = text.split('\\begin{tabular}').slice(1)
    expect(panels.length).toBeGreaterThanOrEqual(3)
    for (const panel of panels) {
      const columns = /^\{(\w+)\}/.exec(panel)?.[1] ?? ''
      const rows = panel.split('\\midrule')[1]?.split('\\bottomrule')[0]?.trim().split('\n') ?? []
      expect(rows).toHaveLength(2)
      for (const row of rows) expect(row.split(/(?<!\\)&/)).toHaveLength(columns.length)
    }
  })

  it('has three panels where names are short', () => {
    const short = buildStudyTable(studyResults([variantResults(1, [0.891, 0.893]), variantResults(11, [0.92, 0.926])]))
    expect(exported(short, 'latex').text.split('\\begin{tabular}')).toHaveLength(4)
  })

  it('parts panels that would be wider than a page', () => {
    const panelsOf = (latex: string) =>
      latex
        .split('\\begin{tabular}')
        .slice(1)
        .map((panel) => panel.split('\n').filter((row) => row.endsWith('\\\\')))
    const wide = exported(mixed, 'latex').text
    expect(panelsOf(wide).length).toBeGreaterThan(3)
    for (const panel of [...panelsOf(text), ...panelsOf(wide)]) {
      const cells = panel.map((row) => row.slice(0, -2).split(/(?<!\\)&/))
      const columns = (cells[0] ?? []).map((_, index) =>
        Math.max(...cells.map((row) => latexWidthPoints((row[index] ?? '').trim()))),
      )
      expect(columns.reduce((sum, width) => sum + width + 5, 0)).toBeLessThan(pageWidthPoints + 5)
    }
    for (const head of ['Recurrent', 'Published', 'Macro F1', 'Weighted F1', 'F1 Q']) expect(wide).toContain(head)
    expect(wide).toContain('0.981 (F1, avg. ?)')
  })

  it('escapes names and prints the best bold', () => {
    expect(body[1]).toContain('100\\% deep\\_net \\& more')
    expect(text).toContain('100\\% deep\\_net \\& more & \\textbf{0.923} $\\pm$ 0.004')
  })

  it('says under the rules what split, part and seeds, and what is wrong with the published values', () => {
    const notes = text.split('\\end{tabular}').at(-1) ?? ''
    expect(notes).toContain('test part of Beats, split: Published (patients overlap)')
    expect(notes).toContain('n = 2 runs per variant, seeds 1, 2')
    expect(notes).toContain('not new patients')
    expect(notes).toContain('macro F1 on the validation part, patients in both parts')
    expect(notes).toContain('ODC-By 1.0')
  })

  it('opens and closes every environment, and every brace', () => {
    const count = (pattern: RegExp) => (text.match(pattern) ?? []).length
    expect(count(/\\begin\{/g)).toBe(count(/\\end\{/g))
    expect(count(/(?<!\\)\{/g)).toBe(count(/(?<!\\)\}/g))
  })
})

describe('notes', () => {
  it('print the interval of the mean and of the paired difference where there are two seeds, and none for one', () => {
    const [, variant] = table.rows
    const ends = (variant?.difference?.interval ?? []).map((end) => end.toFixed(3).replace('-', '−'))
    const printed = exported(table, 'markdown').text
    expect(ends).toHaveLength(2)
    expect(printed).toContain(ends[0])
    expect(printed).toContain(`[${(variant?.macroF1?.interval ?? []).map((end) => end.toFixed(3)).join(', ')}]`)
    const single = buildStudyTable(studyResults([variantResults(1, [0.89]), variantResults(11, [0.92])]))
    expect(exported(single, 'markdown').text).not.toMatch(/±|\| \[/)
  })

  it('count later looks, and say that a sample does not compare with published values', () => {
    const results = studyResults([variantResults(1, [0.4])])
    results.variants[0]!.finished[0]!.scores.looks = 15
    const sample = buildStudyTable({ ...results, split: { ...results.split, key: 'sample' } })
    for (const format of ['markdown', 'latex', 'json'] as const) {
      const { text } = exported(sample, format)
      expect(text).toContain('after scoring: Model 1 15')
      expect(text).toContain('The two do not compare')
      expect(exported(table, format).text).not.toMatch(/after scoring|do not compare/)
    }
  })
})

describe('a choice of variants', () => {
  it('is exported alone and in the order chosen', () => {
    const { text } = exported(table, 'csv', { variantIds: [11, 1] })
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(data.map((row) => row['run'])).toEqual(['1100', '1101', '100', '101'])
    expect(exported(table, 'csv', { variantIds: [11] }).text).not.toContain('Model "1"')
  })
})
