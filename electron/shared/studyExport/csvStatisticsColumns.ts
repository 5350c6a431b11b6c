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
  ['resamples', (_of, { statistics }) => statistics?.resamples],
  ['persons', (_of, { statistics }) => statistics?.persons],
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
]
