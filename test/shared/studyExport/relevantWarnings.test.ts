import { expect, it } from 'vitest'
import { computeStatistics } from '../../../electron/shared/statistics/computeStatistics.ts'
import { relevantWarnings } from '../../../electron/shared/studyExport/relevantWarnings.ts'
import type { StatisticsInput } from '../../../electron/shared/statistics/statisticsInput.ts'
import type { ComparisonTest, IntervalMethod } from '../../../electron/shared/studyStatistics.ts'
import { input, scoresOnly } from '../../support/statisticsStudy.ts'

/** What the statistics really say, of studies that lack one thing or another. */
const warnings = warningsOf([
  input,
  { ...input, headlineClasses: [0, 1, 2, 3, 4] },
  scoresOnly([
    [0.8, 0.81, 0.82],
    [0.82, 0.84, 0.83],
  ]),
  scoresOnly([[0.8], [0.82]]),
])

function warningsOf(inputs: readonly StatisticsInput[]): string[] {
  const found = inputs.map((each) => computeStatistics({ ...each, resamples: 1000 }))
  return found.flatMap((statistics) => [
    ...statistics.warnings,
    ...statistics.variants.flatMap(({ comparison }) => comparison?.warnings ?? []),
  ])
}

const shown = (interval: IntervalMethod, test: ComparisonTest) =>
  relevantWarnings(warnings, { interval, test }).join('\n')

it.each([
  ['McNemar', shown('seeds-t', 'mcnemar'), shown('seeds-t', 'permutation')],
  ['No corrected t-test', shown('seeds-t', 'corrected-t'), shown('seeds-t', 'permutation')],
  ['the permutation test cannot give', shown('seeds-t', 'permutation'), shown('seeds-t', 'mcnemar')],
  ['The bootstrap over seeds is too narrow', shown('seeds-bootstrap', 'mcnemar'), shown('seeds-t', 'mcnemar')],
  ['The bootstrap over seeds is too narrow', shown('seeds-bootstrap', 'mcnemar'), shown('both', 'mcnemar')],
  ['No intervals over patients:', shown('patients', 'mcnemar'), shown('seeds-t', 'mcnemar')],
])('leaves out “%s …” unless that is in the table', (words, withIt, without) => {
  expect(withIt).toContain(words)
  expect(without).not.toContain(words)
})

it('keeps whatever else is said', () => {
  const all = shown('seeds-t', 'corrected-t')
  expect(all).toContain('Class S has only 37 beats')
  expect(all).toContain('how much of a difference is the chance of training cannot be told')
})
