import { describe, expect, it } from 'vitest'
import { publishedRecipe, type Recipe } from '../../../../../electron/shared/recipe.ts'
import { learningCurve, stepsPerEpochOf } from '../../../../../renderer/components/design/recipe/learningCurve.ts'

const recipe = (more: Partial<Recipe>): Recipe => ({ ...publishedRecipe(), ...more })
const rates = (of: Recipe, steps = 100) => learningCurve(of, steps).map(({ rate }) => rate)

describe('learningCurve', () => {
  it('is level for a constant rate and goes over all epochs', () => {
    const points = learningCurve(recipe({}), 100)
    expect(new Set(points.map(({ rate }) => rate))).toEqual(new Set([1e-3]))
    expect(points[0]?.epoch).toBe(0)
    expect(points.at(-1)?.epoch).toBe(20)
  })

  it('rises in the warm-up and falls by cosine from then on', () => {
    const curve = rates(recipe({ warmUpEpochs: 4, schedule: { type: 'cosine', minimum: 0.1 } }))
    const highest = curve.indexOf(Math.max(...curve))
    expect(curve.slice(0, highest)).toEqual(curve.slice(0, highest).toSorted((a, b) => a - b))
    expect(curve.slice(highest)).toEqual(curve.slice(highest).toSorted((a, b) => b - a))
    expect(Math.max(...curve)).toBe(1e-3)
  })

  it('shows steps that are counted in batches, by how many batches an epoch has', () => {
    const schedule = { type: 'step', every: 50, unit: 'steps', factor: 0.5 } as const
    const curve = rates(recipe({ schedule, epochs: 2 }), 100)
    expect([...new Set(curve)]).toEqual([1e-3, 5e-4, 2.5e-4, 1.25e-4])
  })

  it('keeps the rate for a plateau, and few points for very many epochs', () => {
    const plateau = recipe({ schedule: { type: 'plateau', factor: 0.5, patience: 1 }, epochs: 10_000 })
    expect(new Set(rates(plateau))).toEqual(new Set([1e-3]))
    expect(rates(plateau).length).toBeLessThanOrEqual(402)
  })

  it('counts the last, smaller batch of an epoch', () => {
    expect([stepsPerEpochOf(128, 64), stepsPerEpochOf(129, 64), stepsPerEpochOf(0, 64)]).toEqual([2, 3, 1])
  })
})
