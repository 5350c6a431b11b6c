import { expect, it } from 'vitest'
import { describeViews } from '../../../../renderer/components/compare/describeViews.ts'

it('tells how often a part was scored and looked at, and nothing where it was scored once', () => {
  expect(describeViews({ part: 'test', looks: 0, timesScored: 1 })).toBe('')
  expect(describeViews({ part: 'test', looks: 1, timesScored: 1 })).toBe('1 later look at test beats')
  expect(describeViews({ part: 'test', looks: 3, timesScored: 2 })).toBe('scored 2 times, 3 later looks at test beats')
})
