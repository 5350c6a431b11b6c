import type { Run } from '../../electron/shared/run.ts'

/** A run with the fields that a test cares about; the rest as of one that was just queued. */
export function runOf(change: Partial<Run>): Run {
  return {
    id: 1,
    studyId: 1,
    studyName: 'Study',
    variantId: 1,
    variantName: 'Model 1',
    seed: 1,
    state: 'queued',
    reason: null,
    position: 1,
    epoch: 0,
    epochs: 20,
    epochProgress: 0,
    trainLoss: null,
    bestEpoch: null,
    bestValidationLoss: null,
    validationMacroF1: null,
    testMacroF1: null,
    remainingMs: null,
    isRemainingAtMost: false,
    waitsFor: null,
    durationMs: null,
    hasWeights: false,
    hasMaps: false,
    hasCheckpoint: false,
    stopRequested: false,
    pauseRequested: false,
    isImported: false,
    archived: false,
    createdAt: '2026-01-01T09:00:00Z',
    startedAt: null,
    endedAt: null,
    ...change,
  }
}
