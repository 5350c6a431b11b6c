import { describe, expect, it } from 'vitest'
import { classCount } from '../../electron/shared/beatClass.ts'
import { meanLoss } from '../../electron/trainer/loss.ts'
import { readFixture } from '../support/parity/fixtures.ts'
import { compareLoss } from '../support/parity/lossParity.ts'

const { logits, cases } = readFixture('Losses')

describe('a loss and its gradient are those of PyTorch', () => {
  it.each(cases)('$name', (lossCase) => {
    expect(lossCase.shares).toHaveLength(lossCase.labels.length * classCount)
    for (const { name, difference } of compareLoss(logits, lossCase)) expect(difference, name).toBeLessThanOrEqual(1e-6)
  })
})

describe('the loss of an evaluation is that of PyTorch', () => {
  it.each(cases.filter(({ isMixed }) => !isMixed))('$name', (lossCase) => {
    expect(Math.abs(meanLoss(Float32Array.from(logits), lossCase.labels, lossCase) - lossCase.loss)).toBeLessThan(1e-6)
  })
})
