import { describe, expect, it } from 'vitest'
import { smoothCentred, smoothCentredLog } from '../../../renderer/charts/smoothCentred.ts'

describe('smoothCentred', () => {
  it('never draws a value beyond those that were measured', () => {
    const smooth = smoothCentred([0.6, 0.773, 0.791], 0.3)
    for (const value of smooth) {
      expect(value).toBeGreaterThanOrEqual(0.6)
      expect(value).toBeLessThanOrEqual(0.791)
    }
  })

  it('leaves the curve as it is at strength 0', () => {
    expect(smoothCentred([3, 1, 2], 0)).toEqual([3, 1, 2])
  })

  it('leaves a straight line as it is, its ends too, at any strength', () => {
    const line = Array.from({ length: 20 }, (_, i) => 5 - 0.25 * i)
    for (const strength of [0.1, 0.5, 1]) {
      smoothCentred(line, strength).forEach((value, i) => expect(value).toBeCloseTo(line[i] ?? 0, 9))
    }
  })

  it('does not lag: a symmetric peak keeps its place and its symmetry', () => {
    const peak = [0, 0, 0, 0, 1, 0, 0, 0, 0]
    const smooth = smoothCentred(peak, 0.4)
    expect(smooth.indexOf(Math.max(...smooth.map(Number)))).toBe(4)
    smooth.forEach((value, i) => expect(value).toBeCloseTo(Number(smooth[8 - i]), 9))
  })

  it('lowers the scatter around a trend', () => {
    const noisy = Array.from({ length: 30 }, (_, i) => i / 10 + (i % 2 === 0 ? 0.5 : -0.5))
    const scatter = (values: (number | null)[]) =>
      values.reduce<number>((sum, value, i) => sum + Math.abs(Number(value) - i / 10), 0)
    expect(scatter(smoothCentred(noisy, 0.5))).toBeLessThan(0.3 * scatter(noisy))
  })

  it('keeps gaps as gaps and lets them weigh nothing', () => {
    const smooth = smoothCentred([1, null, 3, 4], 0.5)
    expect(smooth[1]).toBeNull()
    expect(smooth[2]).toBeCloseTo(3, 9)
  })

  it('handles a single point', () => {
    expect(smoothCentred([7], 1)).toEqual([7])
  })
})

describe('smoothCentredLog', () => {
  it('leaves an exponential decay as it is and stays above zero', () => {
    const decay = Array.from({ length: 12 }, (_, i) => 2 ** -i)
    smoothCentredLog(decay, 0.8).forEach((value, i) => expect(Number(value) / (decay[i] ?? 1)).toBeCloseTo(1, 9))
    expect(Math.min(...smoothCentredLog([1, 1e-6, 1, 1e-6], 1).map(Number))).toBeGreaterThan(0)
  })
})
