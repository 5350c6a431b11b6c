import { describe, expect, it } from 'vitest'
import { readFixture } from '../support/parity/fixtures.ts'
import { compareLayers } from '../support/parity/layerParity.ts'
import { tf } from './loadedTensorFlow.ts'

const { cases } = readFixture('Layers')

describe('a layer gives the outputs and gradients of PyTorch', () => {
  it.each(cases)('$name', (layerCase) => {
    const comparisons = compareLayers(tf, layerCase)
    expect(comparisons.map(({ name }) => name)).toContain('gradient of input')
    for (const { name, difference, largest } of comparisons)
      expect(difference, name).toBeLessThanOrEqual(1e-5 * Math.max(1, largest))
  })
})

it('is compared in every kind of layer but dropout, whose masks are of a stream of our own', () => {
  const kinds = new Set(cases.flatMap(({ specs }) => specs.map(({ type }) => type)))
  expect([...kinds].toSorted()).toEqual([
    'activation',
    'averagePool',
    'batchNorm',
    'conv1d',
    'dense',
    'flatten',
    'fork',
    'globalAverage',
    'globalMax',
    'join',
    'lastState',
    'layerNorm',
    'maxPool',
    'recurrent',
  ])
})
