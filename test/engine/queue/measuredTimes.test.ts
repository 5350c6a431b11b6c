import { describe, expect, it } from 'vitest'
import { createMeasuredTimes } from '../../../electron/engine/queue/measuredTimes.ts'

const of = (variantId: number, work: number, machine = 'here') => ({ machine, variantId, work })

describe('measured times', () => {
  it("tell the median of what a variant's own work took last", () => {
    const times = createMeasuredTimes()
    for (const ms of [9000, 100, 110, 900, 120, 140]) times.add(of(1, 10), ms)
    times.add(of(2, 10), 5000)
    expect(times.expect(of(1, 10))).toBe(120)
  })

  it('are scaled from other variants, by those of nearly the same work above all', () => {
    const times = createMeasuredTimes()
    times.add(of(1, 10), 100)
    expect(times.expect(of(3, 20))).toBeCloseTo(200, 9)
    times.add(of(2, 1000), 4000)
    const [small, middle, large] = [11, 100, 900].map((work) => times.expect(of(3, work))! / work)
    expect(small).toBeGreaterThan(9.5)
    expect(middle).toBeCloseTo(Math.sqrt(10 * 4), 9)
    expect(large).toBeLessThan(4.2)
    // The same variant with more beats is another work.
    expect(times.expect(of(1, 900))).toBe(900 * large!)
  })

  it('come from other machines, or other kernels, only where this one has none', () => {
    const times = createMeasuredTimes()
    times.add(of(1, 10, 'there'), 700)
    expect(times.expect(of(1, 10))).toBe(700)
    times.add(of(2, 20), 100)
    expect(times.expect(of(1, 10))).toBeCloseTo(50, 9)
  })

  it('are unknown while nothing was measured', () => {
    expect(createMeasuredTimes().expect(of(1, 10))).toBeNull()
  })
})
