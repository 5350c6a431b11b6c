import { publishedMacroF1 } from '../../../electron/shared/publishedText.ts'
import { headlineF1, isOfAllClasses } from '../../../electron/shared/headline.ts'
import type {
  Comparison,
  ComparisonTest,
  Equivalence,
  Interval,
  IntervalMethod,
  StudyStatistics,
  VariantStatistics,
} from '../../../electron/shared/studyStatistics.ts'
import type { Mean, StudyTable, TableRow } from '../../../electron/shared/studyTable.ts'
import { verdictOf, type Verdict } from './verdictOf.ts'

/** What is drawn and written of a variant's headline score, with the interval that was chosen. */
export interface RowFigures {
  mean: number | null
  sd: number | null
  /** Scores that the mean is over: seeds, and folds where there are. */
  n: number
  interval: Interval | null
  /** Of each run, in the row's order. */
  scores: readonly number[]
  published: number | null
  /** Mean difference to the baseline and how many pairs it is over; null where there is none. */
  difference: number | null
  differenceInterval: Interval | null
  pairs: number
  /** Null for the baseline, and until the statistics are there. */
  verdict: Verdict | null
  equivalence: Equivalence | null
}

export interface FigureOptions {
  method: IntervalMethod
  test: ComparisonTest
}

/** The figures of all rows, by variant. Before the statistics are there the table's own t intervals stand in. */
export function figuresOf(
  table: StudyTable,
  statistics: StudyStatistics | null,
  options: FigureOptions,
): Map<number, RowFigures> {
  const byId = new Map(statistics?.variants.map((variant) => [variant.variantId, variant]))
  const allP = statistics?.variants.flatMap(({ comparison }) => comparison?.tests[options.test]?.p ?? []) ?? []
  const accuracy = table.rows.find((row) => row.isBaseline)?.accuracy?.mean ?? null
  return new Map(
    table.rows.map((row) => {
      const own = byId.get(row.variantId)
      const verdict = own?.comparison
        ? verdictOf(own.comparison, {
            test: options.test,
            allP,
            accuracyDifference: accuracy === null || !row.accuracy ? null : row.accuracy.mean - accuracy,
          })
        : null
      return [
        row.variantId,
        {
          ...scoreFigures(row, own, table, options.method),
          ...differenceFigures(row, own?.comparison ?? null, options.method),
          verdict,
        },
      ]
    }),
  )
}

function scoreFigures(
  row: TableRow,
  own: VariantStatistics | undefined,
  { headlineClasses }: StudyTable,
  method: IntervalMethod,
): Omit<RowFigures, 'verdict' | keyof DifferenceFigures> {
  return {
    mean: row.headline?.mean ?? null,
    sd: row.headline?.sd ?? null,
    n: row.headline?.n ?? 0,
    interval: own ? own.intervals[method] : ownInterval(row.headline, method),
    scores: row.runs.map((run) => headlineF1(run.scores, headlineClasses)),
    published: isOfAllClasses(headlineClasses) ? publishedMacroF1(row.published) : null,
  }
}

type DifferenceFigures = Pick<RowFigures, 'difference' | 'differenceInterval' | 'pairs' | 'equivalence'>

function differenceFigures(
  { difference }: TableRow,
  comparison: Comparison | null,
  method: IntervalMethod,
): DifferenceFigures {
  if (comparison)
    return {
      difference: comparison.difference,
      differenceInterval: comparison.intervals[method],
      pairs: comparison.pairs,
      equivalence: comparison.equivalence,
    }
  return {
    difference: difference?.mean ?? null,
    differenceInterval: ownInterval(difference, method),
    pairs: difference?.n ?? 0,
    equivalence: null,
  }
}

/** The table's own intervals are Student's t over seeds. */
function ownInterval(score: Mean | null, method: IntervalMethod): Interval | null {
  return method === 'seeds-t' ? (score?.interval ?? null) : null
}

/** Methods for which any variant has an interval; before the statistics are there, the table's own. */
export function availableMethods(statistics: StudyStatistics | null): ReadonlySet<IntervalMethod> {
  if (!statistics) return new Set(['seeds-t'])
  const methods = Object.keys(statistics.variants[0]?.intervals ?? {}) as IntervalMethod[]
  return new Set(methods.filter((method) => statistics.variants.some(({ intervals }) => intervals[method] !== null)))
}
