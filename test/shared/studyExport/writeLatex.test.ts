import { describe, expect, it } from 'vitest'
import {
  latexWidthPoints,
  lineHeightPoints,
  pageHeightPoints,
  pageWidthPoints,
} from '../../../electron/shared/studyExport/latexSize.ts'
import { buildStudyTable } from '../../../electron/shared/studyTableBuilder.ts'
import {
  comparedStatistics,
  comparedTable,
  exported,
  foldedTable,
  mixedTable,
  namedTable,
} from '../../support/exportedTable.ts'
import { studyResults, variantResults } from '../../support/studyResults.ts'

const { text } = exported(namedTable, 'latex')
const body = text.split('\\midrule')[1]?.split('\\bottomrule')[0]?.trim().split('\n') ?? []
const compared = exported(comparedTable, 'latex', { statistics: comparedStatistics, interval: 'both' }).text
const many = exported(
  buildStudyTable(
    studyResults(
      Array.from({ length: 130 }, (_, index) => ({
        ...variantResults(1 + (index % 11), [0.8, 0.8 + index / 1000]),
        variantId: index + 1,
        name: `Variant ${index + 1}`,
      })),
    ),
  ),
  'latex',
).text
const all = [text, exported(mixedTable, 'latex').text, exported(foldedTable, 'latex').text, compared, many]

const panelsOf = (latex: string) =>
  latex
    .split('\\begin{tabular}')
    .slice(1)
    .map((panel) => panel.split('\n').filter((row) => row.endsWith('\\\\')))

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
  expect(panelsOf(exported(short, 'latex').text)).toHaveLength(3)
})

it('parts panels that would be wider than a page', () => {
  const wide = exported(mixedTable, 'latex').text
  expect(panelsOf(wide).length).toBeGreaterThan(3)
  for (const panel of all.flatMap(panelsOf)) {
    const cells = panel.map((row) => row.slice(0, -2).split(/(?<!\\)&/))
    const columns = (cells[0] ?? []).map((_, index) =>
      Math.max(...cells.map((row) => latexWidthPoints((row[index] ?? '').trim()))),
    )
    expect(columns.reduce((sum, width) => sum + width + 5, 0)).toBeLessThan(pageWidthPoints + 5)
  }
  for (const head of ['Recurrent', 'Published', 'Macro F1', 'Weighted F1', 'F1 Q']) expect(wide).toContain(head)
  expect(wide).toContain('0.981 (F1, avg. ?)')
})

describe('a table that would be higher than a page', () => {
  const tables = many.split('\\begin{table}').slice(1)

  it('is parted into several under one number', () => {
    expect(tables.length).toBeGreaterThan(6)
    tables.forEach((part, index) => {
      expect(part.includes('\\addtocounter{table}{-1}')).toBe(index > 0)
      expect(part).toContain(index > 0 ? '\\caption{Depth \\& width (continued)}' : '\\caption{Depth \\& width}')
    })
  })

  it('has in no part more rows than fit, and every row in each group of columns', () => {
    for (const part of tables) {
      const rows = panelsOf(part).flat().length
      expect(rows * lineHeightPoints).toBeLessThan(pageHeightPoints)
    }
    const names = panelsOf(many).flatMap((panel) => panel.slice(1).map((row) => row.split(' & ')[0]!))
    const counts = Map.groupBy(names, (name) => name)
    expect(counts.size).toBe(130)
    expect(new Set([...counts.values()].map((found) => found.length))).toEqual(new Set([3]))
  })
})

it('escapes names and prints the best bold', () => {
  expect(body[1]).toContain('100\\% deep\\_net \\& more')
  expect(text).toContain('100\\% deep\\_net \\& more & \\textbf{0.923} $\\pm$ 0.004')
})

it('prints the other scores with their standard deviation in units of the last digit', () => {
  const rows = panelsOf(compared).flat()
  expect(rows.find((row) => row.startsWith('Variant & Weighted'))).toBeDefined()
  expect(rows.filter((row) => row.includes('0.900(0)'))).toHaveLength(4)
  expect(compared).toContain('0.843(8) is 0.843 $\\pm$ 0.008')
})

it('sets marks as superscripts, and their meaning below', () => {
  expect(compared).toContain('+0.020$^{*}$ [$-$0.040, +0.080] & 0.012')
  expect(compared).toContain('+0.001$^{\\approx}$ [')
  expect(compared).toContain('*** p \\textless{} 0.001, after Holm over 2 comparisons')
  expect(compared).toContain('$\\approx$ practically equivalent to the baseline')
})

it('says under the rules what split, part and seeds, and what is wrong with the published values', () => {
  const notes = text.split('\\end{tabular}').at(-1) ?? ''
  expect(notes).toContain('test part of Beats, split: Published (patients overlap)')
  expect(notes).toContain('n = 2 runs per variant, seeds 1, 2')
  expect(notes).toContain('not new patients')
  expect(notes).toContain('macro F1 on the validation part, patients in both parts')
  expect(notes).toContain('ODC-By 1.0')
})

it('opens and closes every environment, brace and formula', () => {
  for (const latex of all) {
    const count = (pattern: RegExp) => (latex.match(pattern) ?? []).length
    for (const name of ['table', 'tabular', 'minipage'])
      expect(count(new RegExp(`\\\\begin\\{${name}\\}`, 'g'))).toBe(count(new RegExp(`\\\\end\\{${name}\\}`, 'g')))
    expect(count(/\\begin\{/g)).toBe(count(/\\end\{/g))
    expect(count(/(?<!\\)\{/g)).toBe(count(/(?<!\\)\}/g))
    for (const line of latex.split('\n')) expect((line.match(/(?<!\\)\$/g) ?? []).length % 2).toBe(0)
  }
})

it('leaves no sign that its plain fonts lack', () => {
  for (const latex of all) expect(latex).toMatch(/^\p{ASCII}*$/u)
})
