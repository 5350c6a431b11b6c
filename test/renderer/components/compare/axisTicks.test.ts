import { expect, it } from 'vitest'
import { differenceTick, labelledTicks, scoreTick } from '../../../../renderer/components/compare/axisTicks.ts'

it('writes ticks in as few signs as tell them apart', () => {
  expect([0.8, 0.845, 1].map(scoreTick)).toEqual(['.80', '.845', '1'])
  expect([-0.02, 0, 0.005].map(differenceTick)).toEqual(['−.02', '0', '+.005'])
})

it('labels as many ticks as do not touch, 0 among them', () => {
  const axis = { min: -0.05, max: 0.1, ticks: [-0.05, 0, 0.05, 0.1] }
  expect(labelledTicks(axis, 200, 30)).toEqual(axis.ticks)
  expect(labelledTicks(axis, 90, 30)).toEqual([0, 0.1])
})
