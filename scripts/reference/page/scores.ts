import { publishedMacroF1 } from '../../../electron/shared/publishedText.ts'
import { predictNext } from '../../../electron/shared/statistics/predictNext.ts'
import { blocksText, intervalText, meanText, sdText } from '../../../electron/shared/studyExport/scoreText.ts'
import type { Mean, TableRow } from '../../../electron/shared/studyTable.ts'
import { listText, markdownTable } from './markdown.ts'
import { macroF1Of, rowOf, type StudyReport } from './report.ts'

/** A published macro F1 beside ours of the validation part. */
export interface Comparison {
  row: TableRow
  published: number
  /** Where one more seed of ours is expected; null below two seeds. */
  next: [number, number] | null
  isInMean: boolean
  isInNext: boolean
}

const lies = (value: number, range: readonly [number, number] | null | undefined): boolean =>
  range !== null && range !== undefined && range[0] <= value && value <= range[1]

/** Every variant of the study that has a published macro F1. */
export function compareWithPublished({ validation }: StudyReport): Comparison[] {
  return validation.rows.flatMap((row) => {
    const published = publishedMacroF1(row.published)
    if (published === null || row.macroF1 === null) return []
    const next = predictNext(macroF1Of(row).map(({ value }) => value))
    return [{ row, published, next, isInMean: lies(published, row.macroF1.interval), isInNext: lies(published, next) }]
  })
}

/** `0.917 ± 0.002`. */
export function meanAndSd(score: Mean | null): string {
  const sd = sdText(score)
  return sd === null ? meanText(score) : `${meanText(score)} ± ${sd}`
}

const rangeText = (range: [number, number] | null): string =>
  range === null ? '–' : `[${range.map((end) => end.toFixed(3)).join(', ')}]`

export function publishedTable(comparisons: readonly Comparison[]): string {
  return markdownTable(comparisons, [
    { title: 'Model', read: ({ row }) => row.name },
    { title: 'Filters', read: ({ row }) => blocksText(row.filters, ` × ${row.depth}`) },
    { title: 'Kernels', read: ({ row }) => blocksText(row.kernelSizes) },
    { title: 'Published', read: ({ published }) => published.toFixed(3), align: 'right' },
    { title: 'Ours, mean ± sd', read: ({ row }) => meanAndSd(row.macroF1), align: 'right' },
    { title: 'n', read: ({ row }) => String(row.runs.length), align: 'right' },
    { title: '95 % interval of the mean', read: ({ row }) => intervalText(row.macroF1), align: 'right' },
    { title: 'One more seed, 95 %', read: ({ next }) => rangeText(next), align: 'right' },
    {
      title: 'The published value lies',
      read: ({ next, isInMean, isInNext }) =>
        next === null ? '–' : isInMean ? 'in both' : isInNext ? "in one more seed's range only" : '**in neither**',
    },
  ])
}

/** Which published values our intervals hold, in words. */
export function publishedVerdict(comparisons: readonly Comparison[]): string {
  const names = (chosen: readonly Comparison[]) => listText(chosen.map(({ row }) => row.name))
  const ranged = comparisons.filter(({ next }) => next !== null)
  const count = (chosen: readonly Comparison[]) => `${chosen.length} of ${ranged.length}`
  const inMean = comparisons.filter(({ isInMean }) => isInMean)
  const inNext = comparisons.filter(({ isInNext }) => isInNext)
  const neither = ranged.filter(({ isInNext }) => !isInNext)
  const side = ({ row, published }: Comparison) =>
    `${row.name} (${published.toFixed(3)}, ${published < (row.macroF1?.mean ?? 0) ? 'below' : 'above'} our ${meanText(row.macroF1)})`
  return [
    `The interval of our mean holds ${count(inMean)} published values${inMean.length > 0 ? ` (${names(inMean)})` : ''}.`,
    `A published value is one run with one seed, so the fairer question is whether it could be one more run of ours:`,
    `the range of one more seed holds ${count(inNext)}${inNext.length > 0 ? ` (${names(inNext)})` : ''}.`,
    ...(neither.length > 0 ? [`It holds not that of ${listText(neither.map(side))}.`] : []),
  ].join(' ')
}

/** Macro and weighted F1 on both parts. */
export function bothPartsTable(report: StudyReport): string {
  const test = (row: TableRow) => rowOf(report.test, row.name)
  return markdownTable(report.validation.rows, [
    { title: 'Model', read: ({ name }) => name },
    { title: 'n', read: ({ runs }) => String(runs.length), align: 'right' },
    { title: 'Macro F1, validation', read: ({ macroF1 }) => meanAndSd(macroF1), align: 'right' },
    {
      title: 'Macro F1, test',
      read: (row) => `${meanAndSd(test(row).macroF1)} ${intervalText(test(row).macroF1)}`.trim(),
      align: 'right',
    },
    { title: 'Weighted F1, validation', read: ({ weightedF1 }) => meanAndSd(weightedF1), align: 'right' },
    {
      title: 'Weighted F1, test',
      read: (row) => `${meanAndSd(test(row).weightedF1)} ${intervalText(test(row).weightedF1)}`.trim(),
      align: 'right',
    },
  ])
}
