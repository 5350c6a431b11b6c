import { expect, it } from 'vitest'
import { describeRescored, describeViews } from '../../../../renderer/components/compare/describeViews.ts'

it('tells how often a part was scored and looked at, and nothing where it was scored once', () => {
  expect(describeViews({ part: 'test', looks: 0, timesScored: 1 })).toBe('')
  expect(describeViews({ part: 'test', looks: 1, timesScored: 1 })).toBe('1 later look at test beats')
  expect(describeViews({ part: 'test', looks: 3, timesScored: 2 })).toBe('scored 2 times, 3 later looks at test beats')
})

it('tells how many runs of a row were trained on, and nothing where none was', () => {
  const runs = (...times: number[]) => times.map((timesScored) => ({ scores: { timesScored } }))
  expect(describeRescored(runs(1, 1))).toBe('')
  expect(describeRescored(runs(1, 2, 1))).toBe('1 of 3 runs was trained on and scored again')
  expect(describeRescored(runs(3, 2))).toBe('2 of 2 runs were trained on and scored again')
  expect(describeRescored(runs(2))).toBe('1 of 1 run was trained on and scored again')
})
