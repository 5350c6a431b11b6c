import { describe, expect, it } from 'vitest'
import { isPaced, labelsOfSymbols, problemOfMapping } from '../../electron/shared/beatSymbol.ts'

describe('labels of beat symbols', () => {
  it('are those of EC57, as the published set has them', () => {
    const labels = labelsOfSymbols()
    const ofClass = (label: number) => [...labels].filter(([, at]) => at === label).map(([symbol]) => symbol)
    expect([0, 1, 2, 3, 4].map((label) => ofClass(label).sort().join(''))).toEqual([
      'BLNRejn',
      'AJSa',
      'EVr',
      'F',
      '/?Qf',
    ])
    expect(labels.has('+')).toBe(false)
  })

  it('change where a mapping says so, also to none', () => {
    const labels = labelsOfSymbols({ f: 3, Q: null })
    expect([labels.get('f'), labels.get('Q'), labels.get('N')]).toEqual([3, undefined, 0])
  })

  it('are not given to what marks no beat, nor taken from all', () => {
    expect(problemOfMapping({ '+': 0, '~': 1, f: 4 })).toBe('+ ~ mark no beat.')
    expect(problemOfMapping({ '+': null })).toBeNull()
    const none = Object.fromEntries([...labelsOfSymbols().keys()].map((symbol) => [symbol, null]))
    expect(problemOfMapping(none)).toMatch(/no beat is left/)
  })
})

describe('a paced record', () => {
  it.each([
    [{ '/': 2028, f: 56, N: 99, V: 4 }, true],
    [{ '/': 10, N: 10 }, false],
    [{ '/': 3, N: 2, '+': 500 }, true],
    [{}, false],
  ])('%j: %s', (symbols, expected) => expect(isPaced(symbols)).toBe(expected))
})
