import { describe, expect, it } from 'vitest'
import { readFixture } from '../support/parity/fixtures.ts'
import { compareClipping, compareOptimiser } from '../support/parity/optimiserParity.ts'
import { tf } from './loadedTensorFlow.ts'

const optimisers = readFixture('Optimisers')
const clipping = readFixture('Clipping')

describe('ten steps of an optimiser are those of PyTorch', () => {
  it.each(optimisers.cases)('$name', (optimiserCase) => {
    // A ten-thousandth of one step of Adam, which is about the learning rate of 0.01.
    expect(compareOptimiser(tf, optimisers, optimiserCase).difference).toBeLessThanOrEqual(1e-6)
  })
})

describe('gradients are clipped as by PyTorch', () => {
  it.each(clipping.cases)('$name', (clippingCase) => {
    const { difference, largest } = compareClipping(tf, clipping, clippingCase)
    expect(difference).toBeLessThanOrEqual(1e-6 * largest)
  })
})
