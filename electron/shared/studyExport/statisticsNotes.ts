import { mostEnumerated } from '../statistics/bootstrapMean.ts'
import type { ComparisonTest } from '../studyStatistics.ts'
import type { StudyTable } from '../studyTable.ts'
import { relevantWarnings } from './relevantWarnings.ts'
import { headlineWords } from './scoreColumns.ts'
import { hasRepeats, scoreUnits } from './scoreUnits.ts'
import { marksNotes } from './significanceMarks.ts'
import type { RowReport, TableReport } from './tableReport.ts'

const testTexts: Record<ComparisonTest, string> = {
  permutation: 'the sign-flip permutation test of the paired differences',
  mcnemar: "McNemar's test of how many beats are right, not of macro F1",
  'corrected-t': 'the corrected resampled t-test over folds (Nadeau and Bengio 2003)',
}

/** How intervals and tests were made, and what the marks mean: one or two sentences each, plain text. */
export function statisticsNotes(report: TableReport): string[] {
  return [...intervalNotes(report), ...differenceNotes(report), ...testNotes(report), ...marksNotes(report)]
}

function intervalNotes(report: TableReport): string[] {
  const { rows, interval, statistics, table } = report
  const scored = rows.filter(({ row }) => row.headline !== null)
  const lacking = scored.filter((row) => row.interval === null)
  if (lacking.length === scored.length) {
    if (interval === 'seeds-t') return []
    return [
      statistics === null
        ? `No 95 % intervals ${overText(report)}: of this part only those by Student's t over ${scoreUnits(table)} are made.`
        : `No 95 % intervals ${overText(report)} could be made.`,
    ]
  }
  const without = lacking.length > 0 ? ` None for ${namesOf(lacking)}.` : ''
  return [`95 % intervals of means and differences: ${intervalText(report)}${without}`]
}

function overText({ interval, table }: TableReport): string {
  if (interval === 'patients') return 'over patients'
  return `over ${interval === 'both' ? unitsAndPatients(table) : scoreUnits(table)}`
}

function intervalText({ interval, statistics, rows, table }: TableReport): string {
  const units = scoreUnits(table)
  const resamples = `${(statistics?.resamples ?? 0).toLocaleString('en-US')} resamples`
  const isEnumerated = rows.every(({ row }) => (row.headline?.n ?? 0) <= mostEnumerated)
  const persons = `${statistics?.persons ?? 0} persons with all their beats`
  switch (interval) {
    case 'seeds-t':
      return `Student's t over ${units}. ${coverText(table)}`
    case 'seeds-bootstrap':
      return `percentile bootstrap over ${units}, ${isEnumerated ? 'all resamples there are' : resamples}. ${coverText(table)}`
    case 'patients':
      return `percentile bootstrap over patients, ${resamples} of ${persons}. They cover the choice of patients, for these trained networks, not the chance of training.`
    case 'both':
      return `over ${unitsAndPatients(table)}: ${resamples} of ${persons}, in each of which Student's t over ${units} is drawn from. They cover the chance of training and the choice of patients.`
  }
}

const unitsAndPatients = (table: StudyTable): string =>
  hasRepeats(table) ? 'seeds, repeats and patients' : 'seeds and patients'

function coverText(table: StudyTable): string {
  return hasRepeats(table)
    ? 'Each repeat of a seed counts as one more, though all are of the same patients. They cover the chance of training and how these patients are dealt into folds, not new patients.'
    : 'They cover the chance of training on this one split, not new patients.'
}

function differenceNotes({ rows, table }: TableReport): string[] {
  if (rows.every(({ difference }) => difference === null)) return []
  const pairs = table.foldCount === 1 ? 'seed' : hasRepeats(table) ? 'seed and repeat' : 'seed and folds'
  return [`Δ baseline: mean difference of ${headlineWords(table)} to the baseline, paired by ${pairs}.`]
}

function testNotes({ rows, test, comparisons, table }: TableReport): string[] {
  const compared = rows.filter(({ comparison }) => comparison !== null)
  if (compared.length === 0) return []
  if (comparisons === 0) return [`p: ${testTexts[test]} could not be made, so no difference is marked as significant.`]
  const untested = compared.filter((row) => row.test === null)
  const without = untested.length > 0 ? ` It could not be made for ${namesOf(untested)}.` : ''
  const folds = table.foldCount > 1 && test !== 'mcnemar' ? ` ${ofFoldsText}` : ''
  return [`p: two-sided, by ${testTexts[test]}.${folds}${test === 'permutation' ? '' : methodText(rows)}${without}`]
}

const ofFoldsText =
  "This p is of the mean difference of the folds' own scores, not of Δ baseline, which is of the folds scored together: the two need not be equal, nor of one sign."

/**
 * How a test was made, in the words of the statistics: how McNemar's combines seeds, what the folds' own mean difference is. Says
 * of whom, where not all are alike.
 */
function methodText(rows: readonly RowReport[]): string {
  const byMethod = Map.groupBy(
    rows.filter((row) => row.test !== null),
    (row) => row.test!.method,
  )
  const methods = [...byMethod].map(([method, of]) => (byMethod.size === 1 ? method : `${namesOf(of)}: ${method}`))
  return methods.length === 0 ? '' : ` How it was made: ${methods.join('; ')}.`
}

/** Where n is too small for a claim, in the words of the statistics; what concerns another method or test is left out. */
export function warningNotes({ statistics, rows, ...chosen }: TableReport): string[] {
  const ofStudy = relevantWarnings(statistics?.warnings ?? [], chosen)
  const compared = rows.filter(({ comparison }) => comparison !== null)
  const byText = new Map<string, RowReport[]>()
  for (const row of compared)
    for (const warning of relevantWarnings(row.comparison?.warnings ?? [], chosen))
      byText.set(warning, [...(byText.get(warning) ?? []), row])
  const ofRows = [...byText].map(([text, of]) => {
    const isAll = of.length === compared.length && of.length > 1
    return `${isAll ? 'All comparisons' : namesOf(of)}: ${text}`
  })
  return [...ofStudy, ...ofRows]
}

const namesOf = (rows: readonly RowReport[]): string => rows.map(({ row }) => row.name).join(', ')
