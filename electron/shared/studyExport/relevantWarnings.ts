import type { ReportOptions } from './tableReport.ts'

type Chosen = Pick<ReportOptions, 'interval' | 'test'>

/** Warnings that speak of one method alone, by words of theirs, and when that method is in use. */
const methodWarnings: readonly [speaksOf: RegExp, isInUse: (chosen: Chosen) => boolean][] = [
  [/^The bootstrap over seeds/, ({ interval }) => interval === 'seeds-bootstrap'],
  [
    /^No intervals? over patients|resamples of patients/,
    ({ interval }) => interval === 'patients' || interval === 'both',
  ],
  [/permutation test/, ({ test }) => test === 'permutation'],
  [/McNemar/, ({ test }) => test === 'mcnemar'],
  [/corrected t-test/, ({ test }) => test === 'corrected-t'],
]

/** Leaves out warnings about intervals and tests that are not in the table; whatever else is said stays. */
export function relevantWarnings(warnings: readonly string[], chosen: Chosen): string[] {
  return warnings.filter((warning) =>
    methodWarnings.every(([speaksOf, isInUse]) => !speaksOf.test(warning) || isInUse(chosen)),
  )
}
