import { describe, expect, it } from 'vitest'
import type { EarlyStopping } from '../../electron/shared/recipe.ts'
import type { Epoch } from '../../electron/shared/run.ts'
import { createMonitor } from '../../electron/trainer/earlyStopping.ts'

const epochOf = (epoch: number, changes: Partial<Epoch>): Epoch => ({
  epoch,
  trainLoss: 1,
  validationLoss: 1,
  validationAccuracy: 0.5,
  validationMacroF1: 0.5,
  learningRate: 1e-3,
  durationMs: 1,
  ...changes,
})

/** Where a run would stop, and its best epoch then. */
function follow(earlyStopping: EarlyStopping | null, epochs: Partial<Epoch>[]) {
  const monitor = createMonitor(earlyStopping)
  for (const [index, changes] of epochs.entries()) {
    monitor.observe(epochOf(index + 1, changes))
    const reason = monitor.stopReason(index + 1)
    if (reason) return { stoppedAt: index + 1, best: monitor.bestEpoch, reason }
  }
  return { stoppedAt: null, best: monitor.bestEpoch, reason: null }
}

const losses = (...values: number[]) => values.map((validationLoss) => ({ validationLoss }))

describe('early stopping', () => {
  it('stops after as many epochs without a better loss as the patience says', () => {
    const found = follow({ monitor: 'validation-loss', patience: 3 }, losses(1, 0.5, 0.6, 0.7, 0.55, 0.4))
    expect(found).toMatchObject({ stoppedAt: 5, best: 2 })
    expect(found.reason).toBe('stopped early: validation loss has not improved for 3 epochs')
  })

  it('begins to count anew at each better loss', () => {
    const found = follow({ monitor: 'validation-loss', patience: 2 }, losses(1, 1.1, 0.9, 1, 0.8, 0.9))
    expect(found).toMatchObject({ stoppedAt: null, best: 5 })
  })

  it('does not take an equal loss for a better one', () => {
    expect(follow({ monitor: 'validation-loss', patience: 1 }, losses(1, 1))).toMatchObject({ stoppedAt: 2, best: 1 })
  })

  it('looks for the largest macro F1 where that is monitored', () => {
    const epochs = [0.2, 0.5, 0.4, 0.3].map((validationMacroF1) => ({ validationMacroF1 }))
    const found = follow({ monitor: 'validation-macro-f1', patience: 2 }, epochs)
    expect(found).toMatchObject({ stoppedAt: 4, best: 2 })
    expect(found.reason).toContain('validation macro F1')
  })

  it('never stops without a rule, and still knows the epoch of the smallest loss', () => {
    expect(follow(null, losses(1, 0.5, 2, 3, 4, 5))).toMatchObject({ stoppedAt: null, best: 2 })
  })
})
