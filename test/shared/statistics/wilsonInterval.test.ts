import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { wilsonInterval } from '../../../electron/shared/statistics/wilsonInterval.ts'

const fixture = z
  .object({
    rows: z.array(z.object({ successes: z.number(), trials: z.number(), interval: z.tuple([z.number(), z.number()]) })),
  })
  .parse(
    JSON.parse(
      readFileSync(path.join(import.meta.dirname, '../../fixtures/statistics/wilson.json'), 'utf8'),
    ) as unknown,
  )

describe('wilsonInterval', () => {
  it('agrees with SciPy, from one trial to thousands', () => {
    expect(fixture.rows.length).toBeGreaterThan(5)
    for (const { successes, trials, interval } of fixture.rows) {
      const [low, high] = wilsonInterval(successes, trials)
      expect(low).toBeCloseTo(interval[0], 12)
      expect(high).toBeCloseTo(interval[1], 12)
    }
  })

  it('refuses a share of nothing', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError)
  })
})
