import { describe, expect, it } from 'vitest'
import {
  formatAbout,
  formatBytes,
  formatClock,
  formatCount,
  formatDifference,
  formatHash,
  formatScore,
  formatShort,
} from '../../../renderer/composables/format.ts'
import { shortPath } from '../../../renderer/composables/describePath.ts'

describe('numbers as people read them', () => {
  it('groups thousands and shows three figures in lists', () => {
    expect(formatCount(109446)).toBe('109,446')
    expect([381_893, 34_117, 2_751_237, 999, 999_600].map(formatShort)).toEqual([
      '382 k',
      '34.1 k',
      '2.75 M',
      '999',
      '1.00 M',
    ])
  })

  it('counts bytes in powers of 1000', () => {
    expect([0, 999, 1000, 62_000_000, 1_200_000_000, 66e9].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '62 MB',
      '1.2 GB',
      '66 GB',
    ])
  })

  it('writes times as clocks, and estimates roughly', () => {
    expect([66_000, 3_723_000, 400].map(formatClock)).toEqual(['1:06', '1:02:03', '0:00'])
    expect([20_000, 42 * 60_000, 150 * 60_000].map(formatAbout)).toEqual(['under 1 min', 'about 42 min', 'about 2.5 h'])
  })

  it('gives scores three decimals, differences a sign with a true minus, and nothing a dash', () => {
    expect(formatScore(0.9174)).toBe('0.917')
    expect([0.0171, -0.003, 0].map(formatDifference)).toEqual(['+0.017', '−0.003', '0.000'])
    expect([formatScore(null), formatScore(Number.NaN), formatDifference(undefined)]).toEqual(['–', '–', '–'])
  })

  it('shortens hashes and paths', () => {
    expect(formatHash('9f3c' + '0'.repeat(56) + 'e71b')).toBe('9f3c…e71b')
    expect(shortPath('/home/anna/data/lab.db')).toBe('…/data/lab.db')
    expect(shortPath('lab.db')).toBe('lab.db')
  })
})
