import { describe, expect, it } from 'vitest'
import { findBeats } from '../../electron/data/beatRule.ts'

describe('the published rule', () => {
  const at = (sample: number, symbol: string) => ({ sample, symbol, text: '', subtype: 0, channel: 0, number: 0 })

  it('ends a beat a fifth of the way from the next annotation to the one after, beats or not', () => {
    const beats = findBeats([at(10, '+'), at(100, 'N'), at(400, '~'), at(709, 'V'), at(900, 'N')], 1000)
    expect(beats).toEqual([
      { sample: 100, end: 461, symbol: 'N', label: 0 },
      { sample: 709, end: 920, symbol: 'V', label: 2 },
    ])
  })
})
