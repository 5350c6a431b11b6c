import type {
  Comparison,
  ComparisonTest,
  Interval,
  IntervalMethod,
  StudyStatistics,
  TestResult,
} from '../studyStatistics.ts'
import type { Mean, StudyTable, TableRow } from '../studyTable.ts'

/** Which statistics stand in an exported table. */
export interface ReportOptions {
  /** Of the table's study and part; null where there are none (of the training part). */
  statistics: StudyStatistics | null
  interval: IntervalMethod
  test: ComparisonTest
}

/** A study's table with the interval and the test that were chosen for it. */
export interface TableReport extends ReportOptions {
  table: StudyTable
  /** In the order of the table. */
  rows: RowReport[]
  /** The study's comparisons that the test could be made for, printed or not: Holm's adjustment is over these. */
  comparisons: number
}

/** One row of the table with what the statistics say of it. */
export interface RowReport {
  row: TableRow
  /** Of the mean headline score, by the method chosen; null where there is none. */
  interval: Interval | null
  /** To the baseline; null for the baseline itself and where no seed is shared with it. */
  difference: RowDifference | null
  comparison: Comparison | null
  /** Null where the test chosen could not be made. */
  test: TestResult | null
}

interface RowDifference {
  mean: number
  interval: Interval | null
  /** Pairs that the mean is over: seeds, and repeats where there are. */
  n: number
}

/** Joins a table with its statistics. Without statistics only the table's own intervals, by Student's t, are there. */
export function reportTable(table: StudyTable, options: ReportOptions): TableReport {
  const { statistics, test } = options
  return {
    table,
    ...options,
    rows: table.rows.map((row) => reportRow(row, options)),
    comparisons: (statistics?.variants ?? []).filter(({ comparison }) => comparison?.tests[test]).length,
  }
}

function reportRow(row: TableRow, { statistics, interval, test }: ReportOptions): RowReport {
  if (!statistics) return withoutStatistics(row, interval)
  const own = statistics.variants.find(({ variantId }) => variantId === row.variantId)
  const comparison = own?.comparison ?? null
  return {
    row,
    interval: own?.intervals[interval] ?? null,
    difference: comparison && {
      mean: comparison.difference,
      interval: comparison.intervals[interval],
      n: row.difference?.n ?? comparison.pairs,
    },
    comparison,
    test: comparison?.tests[test] ?? null,
  }
}

function withoutStatistics(row: TableRow, method: IntervalMethod): RowReport {
  const intervalOf = (mean: Mean | null) => (method === 'seeds-t' ? (mean?.interval ?? null) : null)
  const difference = row.difference && { ...row.difference, interval: intervalOf(row.difference) }
  return { row, interval: intervalOf(row.headline), difference, comparison: null, test: null }
}
