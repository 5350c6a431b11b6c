import { describe, expect, it } from 'vitest'
import { scoreDots } from '../../../../renderer/components/start/scoreDots.ts'

describe('scores of the reference study on the first page', () => {
  const row = (name: string, mean: number | null, interval: [number, number] | null = null) => ({
    name,
    isBaseline: name === 'Model 1',
    macroF1: mean === null ? null : { n: interval ? 3 : 1, mean, sd: null, interval },
  })

  it('leaves out variants without a score and keeps the order', () => {
    const plot = scoreDots([row('Model 1', 0.7), row('Model 2', null), row('Model 3', 0.8)])
    expect(plot?.dots.map((dot) => dot.name)).toEqual(['Model 1', 'Model 3'])
    expect(plot?.dots[0]?.low).toBe(plot?.dots[0]?.high)
  })

  it('keeps intervals inside the axis', () => {
    const plot = scoreDots([row('Model 1', 0.7, [0.61, 0.79]), row('Model 3', 0.8)])
    for (const dot of plot?.dots ?? []) {
      expect(dot.low).toBeGreaterThanOrEqual(0)
      expect(dot.high).toBeLessThanOrEqual(100)
    }
  })

  it('is not drawn without any score', () => {
    expect(scoreDots([row('Model 1', null)])).toBeNull()
  })
})
