import type { RowReport, TableReport } from './tableReport.ts'

/** The mark of a p below its level, strongest first. */
const levels: readonly [below: number, mark: string][] = [
  [0.001, '***'],
  [0.01, '**'],
  [0.05, '*'],
]

/** Stands where the two are practically equivalent. */
export const equivalenceMark = '≈'
/** Above this probability a difference within the region counts as practically none. */
export const sureProbability = 0.95

/** `**`, `≈`, `*≈` or nothing: what stands at a row's difference to the baseline. */
export function marksOf({ test, comparison }: Pick<RowReport, 'test' | 'comparison'>): string {
  const significance = test === null ? '' : (levels.find(([below]) => test.adjustedP < below)?.[1] ?? '')
  return significance + ((comparison?.equivalence?.equivalent ?? 0) > sureProbability ? equivalenceMark : '')
}

/** `0.031`, or `< 0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** The marks in words; empty where nothing was compared. */
export function marksNotes({ rows, comparisons }: TableReport): string[] {
  const equivalence = rows.flatMap(({ comparison }) => comparison?.equivalence ?? [])[0]
  const stars = levels.map(([below, mark]) => `${mark} p < ${below}`).reverse()
  const made = comparisons === 1 ? 'of the one comparison' : `after Holm over ${comparisons} comparisons`
  return [
    ...(comparisons > 0 ? [`${stars.join(', ')}, ${made} with the baseline by this test in the study.`] : []),
    ...(equivalence
      ? [
          `${equivalenceMark} practically equivalent to the baseline: probability above ${sureProbability} of a difference within ±${equivalence.region} (Bayesian correlated t-test).`,
        ]
      : []),
  ]
}
