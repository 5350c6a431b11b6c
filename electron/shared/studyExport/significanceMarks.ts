import { isPracticallyEqual, isSignificant, significance, sureProbability } from '../significance.ts'
import type { RowReport, TableReport } from './tableReport.ts'

/** The mark of a p below its level, strongest first. */
const levels: readonly [below: number, mark: string][] = [
  [0.001, '***'],
  [0.01, '**'],
  [significance, '*'],
]

/** Stands where the two are practically equivalent. */
export const equivalenceSign = '≈'

/** `**`, or nothing where p is larger or the test could not be made. */
export function significanceMark({ test }: Pick<RowReport, 'test'>): string {
  if (test === null || !isSignificant(test.adjustedP)) return ''
  return levels.find(([below]) => test.adjustedP < below)![1]
}

/** `≈`, or nothing. */
export function equivalenceMark({ comparison }: Pick<RowReport, 'comparison'>): string {
  return isPracticallyEqual(comparison?.equivalence ?? null) ? equivalenceSign : ''
}

/** `0.031`, or `< 0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** The marks in words; empty where nothing was compared. */
export function marksNotes({ rows, comparisons, table }: TableReport): string[] {
  const equivalence = rows.flatMap(({ comparison }) => comparison?.equivalence ?? [])[0]
  const stars = levels.map(([below, mark]) => `${mark} p < ${below}`).reverse()
  const made = comparisons === 1 ? 'of the one comparison' : `after Holm over ${comparisons} comparisons`
  return [
    ...(rows.some(({ test }) => test)
      ? [`${stars.join(', ')}, ${made} with the baseline by this test in the study.`]
      : []),
    ...(equivalence
      ? [
          `${equivalenceSign} practically equivalent to the baseline: probability above ${sureProbability} of a difference within ±${equivalence.region} (Bayesian correlated t-test${table.foldCount > 1 ? " of the folds' own scores" : ''}).`,
        ]
      : []),
  ]
}
