import { describe, expect, it } from 'vitest'
import type { Epoch } from '../../../electron/shared/run.ts'
import { mergeEpochs } from '../../../renderer/stores/runDetails.ts'

const epoch = (number: number, trainLoss = 1): Epoch => ({
  epoch: number,
  trainLoss,
  validationLoss: 1,
  validationAccuracy: 0,
  validationMacroF1: 0,
  learningRate: 1e-3,
  durationMs: 1,
})

describe('epochs of a curve', () => {
  it('are in order and once each, though events overtake the answer of a question', () => {
    const merged = mergeEpochs([epoch(1), epoch(2)], [epoch(4), epoch(2, 0.5), epoch(3)])
    expect(merged.map((each) => each.epoch)).toEqual([1, 2, 3, 4])
    expect(merged[1]?.trainLoss).toBe(0.5)
  })
})
