import { describe, expect, it } from 'vitest'
import type { Epoch } from '../../../electron/shared/run.ts'
import { takeSnapshot } from '../../../renderer/composables/useCurves.ts'
import { runOf } from '../runOf.ts'

const epoch = (n: number): Epoch => ({
  epoch: n,
  trainLoss: 0.9 / n,
  validationLoss: 1 / n,
  validationAccuracy: 0.8,
  validationMacroF1: 0.1 * n,
  learningRate: 1e-3,
  durationMs: 1500,
})

describe('takeSnapshot', () => {
  const drawn = [
    { id: 1, name: 'Model 1', colour: 'baseline' as const },
    { id: 2, name: 'Model 2', colour: 'other' as const },
    { id: 3, name: 'Model 3', colour: 0 },
  ]
  const runs = [
    runOf({ id: 11, variantId: 1, seed: 4, state: 'finished', epoch: 2 }),
    runOf({ id: 12, variantId: 1, seed: 5, state: 'training', epoch: 1 }),
    runOf({ id: 21, variantId: 2, state: 'finished', epoch: 1 }),
    runOf({ id: 31, variantId: 3, state: 'queued' }),
  ]
  const curves = new Map([
    [11, [epoch(1), epoch(2)]],
    [12, [epoch(1)]],
    [21, [epoch(1)]],
    [31, [epoch(1), epoch(2)]],
  ])
  const snapshot = takeSnapshot(drawn, runs, curves)

  it('takes loss, macro F1 and the seconds trained from each run of a variant', () => {
    expect(snapshot.loss[0]?.runs).toEqual([
      { runId: 11, seed: 4, fold: 0, foldCount: 1, isLive: false, values: [1, 0.5], seconds: [1.5, 3] },
      { runId: 12, seed: 5, fold: 0, foldCount: 1, isLive: true, values: [1], seconds: [1.5] },
    ])
    expect(snapshot.macroF1[0]?.runs[0]?.values).toEqual([0.1, 0.2])
  })

  it('leaves out variants without a finished epoch, and what a run had before it was queued again', () => {
    expect(snapshot.loss.map((variant) => variant.id)).toEqual([1, 2])
  })

  it('gives the learning rate of coloured variants', () => {
    expect(snapshot.learningRate.map((variant) => variant.id)).toEqual([1])
    expect(snapshot.learningRate[0]?.runs.map((run) => run.values)).toEqual([[1e-3, 1e-3], [1e-3]])
  })

  it('gives the training loss of coloured variants only', () => {
    expect(snapshot.loss[0]?.training).toHaveLength(2)
    expect(snapshot.loss[1]?.training).toEqual([])
  })
})
