import { mostEnumerated } from '../statistics/bootstrapMean.ts'
import { relevantWarnings } from './relevantWarnings.ts'
import { equivalenceMark, significanceMark } from './significanceMarks.ts'
import type { RowReport, TableReport } from './tableReport.ts'

type Column = [name: string, read: (of: RowReport, report: TableReport) => string | number | null | undefined]

/** What is said of a variant as a whole; empty where it could not be made. `p_holm` is adjusted over `holm_comparisons`. */
export const csvStatisticsColumns: readonly Column[] = [
  ['variant_scores', ({ row }) => row.headline?.n],
  ['variant_headline_f1', ({ row }) => row.headline?.mean],
  ['variant_headline_f1_sd', ({ row }) => row.headline?.sd],
  ['interval_method', (_of, { interval }) => interval],
  ['interval_low', ({ interval }) => interval?.[0]],
  ['interval_high', ({ interval }) => interval?.[1]],
  ['resamples', resamplesOf],
  ['persons', personsOf],
  ['variant_minus_baseline', ({ difference }) => difference?.mean],
  ['variant_minus_baseline_low', ({ difference }) => difference?.interval?.[0]],
  ['variant_minus_baseline_high', ({ difference }) => difference?.interval?.[1]],
  ['test', (_of, { test }) => test],
  ['test_method', ({ test }) => test?.method],
  ['p', ({ test }) => test?.p],
  ['p_holm', ({ test }) => test?.adjustedP],
  ['holm_comparisons', (_of, { comparisons }) => comparisons],
  ['equivalence_region', ({ comparison }) => comparison?.equivalence?.region],
  ['probability_worse', ({ comparison }) => comparison?.equivalence?.worse],
  ['probability_equivalent', ({ comparison }) => comparison?.equivalence?.equivalent],
  ['probability_better', ({ comparison }) => comparison?.equivalence?.better],
  ['mark', (of) => significanceMark(of) + equivalenceMark(of)],
  ['warnings', warningsOf],
]

/** Of the variant's interval; of few scores the bootstrap over seeds takes every one that there is. */
function resamplesOf({ row, interval: ends }: RowReport, { interval, statistics }: TableReport) {
  if (ends === null || interval === 'seeds-t') return null
  const n = row.headline?.n ?? 0
  return interval === 'seeds-bootstrap' && n <= mostEnumerated ? n ** n : statistics?.resamples
}

function personsOf({ interval: ends }: RowReport, { interval, statistics }: TableReport) {
  return ends !== null && (interval === 'patients' || interval === 'both') ? statistics?.persons : null
}

/** The study's and the variant's, as under the printed tables. */
function warningsOf({ comparison }: RowReport, { statistics, interval, test }: TableReport): string {
  const all = [...(statistics?.warnings ?? []), ...(comparison?.warnings ?? [])]
  return relevantWarnings(all, { interval, test }).join(' | ')
}
