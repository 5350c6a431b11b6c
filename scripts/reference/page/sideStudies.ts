import { intervalText, meanText } from '../../../electron/shared/studyExport/scoreText.ts'
import { differenceText } from '../../../electron/shared/studyExport/scoreText.ts'
import type { TableRow } from '../../../electron/shared/studyTable.ts'
import { listText, markdownTable } from './markdown.ts'
import { rowOf, type StudyReport } from './report.ts'
import { meanAndSd } from './scores.ts'

const withInterval = (row: TableRow, score: 'macroF1' | 'weightedF1') =>
  `${meanAndSd(row[score])} ${intervalText(row[score])}`.trim()

/** Both averages of the CNN-LSTMs beside the published F1, whose average is not told. */
export function cnnLstmTable({ validation, test }: StudyReport): string {
  const ofTest = (row: TableRow) => rowOf(test, row.name)
  return markdownTable(validation.rows, [
    { title: 'Network', read: ({ name }) => name },
    { title: 'Published F1', read: ({ published }) => published?.value.toFixed(3) ?? '–', align: 'right' },
    { title: 'n', read: ({ runs }) => String(runs.length), align: 'right' },
    { title: 'Macro F1, validation', read: (row) => withInterval(row, 'macroF1'), align: 'right' },
    { title: 'Weighted F1, validation', read: (row) => withInterval(row, 'weightedF1'), align: 'right' },
    { title: 'Macro F1, test', read: (row) => withInterval(ofTest(row), 'macroF1'), align: 'right' },
    { title: 'Weighted F1, test', read: (row) => withInterval(ofTest(row), 'weightedF1'), align: 'right' },
  ])
}

/** To which of our two averages each published value is nearer. */
export function cnnLstmVerdict({ validation }: StudyReport): string {
  return validation.rows
    .flatMap(({ name, published, macroF1, weightedF1 }) => {
      if (!published || !macroF1 || !weightedF1) return []
      const toMacro = Math.abs(published.value - macroF1.mean)
      const toWeighted = Math.abs(published.value - weightedF1.mean)
      const nearer = toMacro < toWeighted ? 'macro' : 'weighted'
      const distances = `${toMacro.toFixed(3)} from macro, ${toWeighted.toFixed(3)} from weighted F1`
      return [`${name}: ${published.value.toFixed(3)} is nearer to our ${nearer} F1 (${distances}).`]
    })
    .join(' ')
}

/** The augmented variants and their difference to the plain one of the same seeds. */
export function augmentationTable({ validation, test }: StudyReport): string {
  const ofTest = (row: TableRow) => rowOf(test, row.name)
  return markdownTable(validation.rows, [
    { title: 'Variant', read: ({ name }) => name },
    { title: 'Published', read: ({ published }) => published?.value.toFixed(4) ?? '–', align: 'right' },
    { title: 'n', read: ({ runs }) => String(runs.length), align: 'right' },
    { title: 'Macro F1, validation', read: (row) => withInterval(row, 'macroF1'), align: 'right' },
    { title: 'Difference to plain', read: (row) => differenceText(row) || '–', align: 'right' },
    { title: 'Macro F1, test', read: (row) => withInterval(ofTest(row), 'macroF1'), align: 'right' },
    { title: 'Difference to plain, test', read: (row) => differenceText(ofTest(row)) || '–', align: 'right' },
  ])
}

/** What augmentation does on each part, in words. */
export function augmentationVerdict({ validation, test }: StudyReport): string {
  const tell = (part: string, rows: readonly TableRow[]) => {
    const told = rows.flatMap(({ name, difference }) => {
      if (!difference?.interval) return []
      const [low, high] = difference.interval
      const what = low > 0 ? 'raises' : high < 0 ? 'lowers' : 'does not clearly change'
      return [`${name.replace('Model 11, ', '')} ${what} macro F1`]
    })
    return told.length === 0 ? [] : [`On the ${part} part ${listText(told)}.`]
  }
  return [...tell('validation', validation.rows), ...tell('test', test.rows)].join(' ')
}

/** `Model 11` of two studies, trained from the same seeds: the same runs give the same scores. */
export function repetitionText(cnns: StudyReport, { validation }: StudyReport): string {
  const again = validation.rows.find(({ isBaseline }) => isBaseline)
  const first = cnns.validation.rows.find(({ name }) => name === again?.name)
  if (!again || !first) return ''
  const lossOf = (row: TableRow, seed: number) => row.runs.find((run) => run.seed === seed)?.scores.loss
  const seeds = again.runs.map(({ seed }) => seed).filter((seed) => lossOf(first, seed) !== undefined)
  const equal = seeds.filter((seed) => lossOf(first, seed) === lossOf(again, seed))
  return `${again.name} was trained once more for this comparison: ${equal.length} of ${seeds.length} runs have the very same validation loss as in the study above, to the last bit (macro F1 ${meanText(again.macroF1)}).`
}
