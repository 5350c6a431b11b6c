import { describe, expect, it } from 'vitest'
import { formatRuns } from '../../electron/cli/runCommands.ts'
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

  it('end with the fold in their name', () => {
    const run = runOf({ seed: 2, fold: 0, foldCount: 5, state: 'finished', testMacroF1: 0.5 })
    expect(endingOf(run)).toBe('Model 1 seed 2, fold 1 of 5  finished: test F1 0.500')
  })
})
