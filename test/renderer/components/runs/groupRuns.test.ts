import { describe, expect, it } from 'vitest'
import type { Epoch, Run, RunState } from '../../../../electron/shared/run.ts'
import { publishedRecipe } from '../../../../electron/shared/recipe.ts'
import { groupRuns, isExtending, progressOf, resumableOf } from '../../../../renderer/components/runs/groupRuns.ts'
import { patienceUsed } from '../../../../renderer/components/runs/patience.ts'
import { runOf } from '../../runOf.ts'

const epoch = (n: number, validationLoss: number, validationMacroF1 = 0.5): Epoch => ({
  epoch: n,
  trainLoss: 1,
  validationLoss,
  validationAccuracy: 0.5,
  validationMacroF1,
  learningRate: 1e-3,
  durationMs: 1000,
})

describe('groupRuns', () => {
  it('gives every state of a run exactly one section', () => {
    const states: RunState[] = [
      'queued',
      'preparing',
      'training',
      'evaluating',
      'finished',
      'failed',
      'cancelled',
      'paused',
      'interrupted',
    ]
    const groups = groupRuns(states.map((state, id) => runOf({ id: id + 1, state })))
    const counts = Object.fromEntries(
      Object.entries(groups).map(([section, runs]: [string, Run[]]) => [section, runs.length]),
    )
    expect(counts).toEqual({ running: 3, paused: 1, waiting: 1, failed: 1, stopped: 2, done: 1 })
  })

  it('puts waiting runs in the order of the queue, paused ones as they began, and done ones latest first', () => {
    const groups = groupRuns([
      runOf({ id: 1, state: 'queued', position: 2 }),
      runOf({ id: 2, state: 'queued', position: 1 }),
      runOf({ id: 3, state: 'finished', endedAt: '2026-01-01T10:00:00Z' }),
      runOf({ id: 4, state: 'finished', endedAt: '2026-01-01T11:00:00Z' }),
      runOf({ id: 5, state: 'paused', startedAt: '2026-01-01T09:30:00Z' }),
      runOf({ id: 6, state: 'paused', startedAt: '2026-01-01T09:00:00Z' }),
    ])
    expect(groups.paused.map((run) => run.id)).toEqual([6, 5])
    expect(groups.waiting.map((run) => run.id)).toEqual([2, 1])
    expect(groups.done.map((run) => run.id)).toEqual([4, 3])
  })
})

describe('runs that are not at their end', () => {
  it('are trained on while they have a result from before', () => {
    expect(isExtending(runOf({ state: 'training', hasWeights: true }))).toBe(true)
    expect(isExtending(runOf({ state: 'paused', hasWeights: true }))).toBe(true)
    expect(isExtending(runOf({ state: 'finished', hasWeights: true }))).toBe(false)
    expect(isExtending(runOf({ state: 'training' }))).toBe(false)
  })

  it('are resumed together where nobody gave them up', () => {
    const states: RunState[] = ['queued', 'paused', 'failed', 'cancelled', 'interrupted', 'finished']
    const runs = states.map((state, id) => runOf({ id, state }))
    expect(resumableOf(runs).map(({ state }) => state)).toEqual(['paused', 'interrupted'])
  })
})

describe('progressOf', () => {
  it('counts finished epochs and the steps of the running one', () => {
    expect(progressOf(runOf({ epoch: 4, epochs: 10, epochProgress: 0.5 }))).toBeCloseTo(0.45, 12)
  })
})

describe('patienceUsed', () => {
  it('counts epochs since the monitored value last improved', () => {
    const curve = [epoch(1, 0.5), epoch(2, 0.3), epoch(3, 0.4), epoch(4, 0.35)]
    expect(patienceUsed(curve, publishedRecipe())).toEqual({ used: 2, of: 3 })
  })

  it('watches macro F1 when the recipe does, and nothing when early stopping is off', () => {
    const curve = [epoch(1, 0.5, 0.6), epoch(2, 0.3, 0.5), epoch(3, 0.2, 0.7)]
    const recipe = { ...publishedRecipe(), earlyStopping: { monitor: 'validation-macro-f1' as const, patience: 5 } }
    expect(patienceUsed(curve, recipe)).toEqual({ used: 0, of: 5 })
    expect(patienceUsed(curve, { ...recipe, earlyStopping: null })).toBeNull()
  })
})
