import { describe, expect, it } from 'vitest'
import { countDiscordant, mcnemarP, mcnemarTails } from '../../../electron/shared/statistics/mcnemarTest.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

describe('mcnemarP', () => {
  it.each(inferenceFixture.mcnemar)("has statsmodels' p for $firstOnly and $secondOnly", (counts) => {
    expect(Math.abs(mcnemarP(counts) / counts.p - 1)).toBeLessThan(1e-12)
  })

  it('is 1 where both are right equally often, whatever the continuity correction would make of it', () => {
    expect(mcnemarP({ firstOnly: 50, secondOnly: 50 })).toBe(1)
  })
})

describe('mcnemarTails', () => {
  it('are exact below 25 discordant beats: of 12 coins 9 or more heads, and 9 or fewer', () => {
    expect(mcnemarTails({ firstOnly: 9, secondOnly: 3 })).toEqual({ firstMore: 299 / 4096, secondMore: 4017 / 4096 })
    expect(mcnemarTails({ firstOnly: 0, secondOnly: 0 })).toEqual({ firstMore: 1, secondMore: 1 })
  })

  it('are normal with continuity correction from 25 on: z = (61 - 40 - 1) / sqrt(101)', () => {
    const { firstMore, secondMore } = mcnemarTails({ firstOnly: 61, secondOnly: 40 })
    expect(firstMore).toBeCloseTo(0.0232913713, 9)
    // The other side begins at -22 / sqrt(101).
    expect(secondMore).toBeCloseTo(0.9857045531, 9)
  })
})

describe('countDiscordant', () => {
  it('counts beats that only one of the two has right, not those that both have wrong', () => {
    const labels = Uint8Array.of(0, 0, 1, 2, 3)
    const first = Uint8Array.of(0, 1, 1, 0, 0)
    const second = Uint8Array.of(0, 0, 2, 1, 3)
    expect(countDiscordant(labels, first, second)).toEqual({ firstOnly: 1, secondOnly: 2 })
  })

  it('refuses predictions of other beats', () => {
    expect(() => countDiscordant(Uint8Array.of(0, 1), Uint8Array.of(0, 1), Uint8Array.of(0))).toThrow(RangeError)
  })
})
