import { describe, expect, it } from 'vitest'
import { formatRuns } from '../../electron/cli/runCommands.ts'
import { scoresHead } from '../../electron/cli/runText.ts'
import { endingOf } from '../../electron/cli/studyWatch.ts'
import { runOf } from '../renderer/runOf.ts'

describe('runs on the command line', () => {
  it('have a column of folds where any split has several', () => {
    const runs = [runOf({ id: 1, seed: 7, fold: 2, foldCount: 5 }), runOf({ id: 2, seed: 7 })]
    const [head, first, second] = formatRuns(runs).split('\n')
    expect(head).toMatch(/variant +seed +fold +state/)
    expect(first).toMatch(/Model 1 +7 +3\/5 +queued/)
    expect(second).toMatch(/Model 1 +7 +queued/)
  })

  it('have none where no split has', () => {
    expect(formatRuns([runOf({ id: 1 })])).not.toContain('fold')
  })

  it('say beside their scores whose patients those are on', () => {
    const overlap = { text: 'patients overlap', tone: 'warning' } as const
    const own = runOf({ testMacroF1: 0.5, badge: { text: 'patients separate', tone: 'success' } })
    const [head, first, second] = formatRuns([own, { ...own, badge: overlap, validationBadge: overlap }]).split('\n')
    expect(head).toMatch(/validation F1 +test F1 +patients/)
    expect(first).toMatch(/0\.500 +patients separate; validation: same patients as training/)
    expect(second).toMatch(/0\.500 +patients overlap  /)
  })

  it('name F1 as of all five classes where the headline leaves one out', () => {
    const few = runOf({ state: 'finished', testMacroF1: 0.5, headlineClasses: [0, 1, 2, 3] })
    expect(formatRuns([runOf({}), few]).split('\n')[0]).toMatch(/validation F1 \(5 classes\) +test F1 \(5 classes\)/)
    expect(endingOf(few)).toContain('finished: test F1 (5 classes) 0.500 (patients separate)')
    expect(scoresHead(few)).toMatch(/macro F1 over all 5 classes; the headline score leaves Q out\.$/)
    expect(scoresHead(runOf({}))).toBe(
      'Scores on the test part: patients separate; on the validation part: same patients as training.',
    )
  })

  it('end with the fold in their name', () => {
    const run = runOf({ seed: 2, fold: 0, foldCount: 5, state: 'finished', testMacroF1: 0.5 })
    expect(endingOf(run)).toBe('Model 1 seed 2, fold 1 of 5  finished: test F1 0.500 (patients separate)')
  })
})
