import { expect, it } from 'vitest'
import { formatEstimate } from '../../electron/shared/quantityText.ts'

it('an estimate is about so long, or at most so long', () => {
  expect([20_000, 42 * 60_000, 150 * 60_000].map((ms) => formatEstimate(ms, false))).toEqual([
    'under 1 min',
    'about 42 min',
    'about 2.5 h',
  ])
  expect([20_000, 42 * 60_000, 150 * 60_000].map((ms) => formatEstimate(ms, true))).toEqual([
    'under 1 min',
    'at most 42 min',
    'at most 2.5 h',
  ])
})
