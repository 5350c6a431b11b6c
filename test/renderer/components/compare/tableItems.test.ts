import { describe, expect, it } from 'vitest'
import { rowWindow } from '../../../../renderer/components/compare/tableItems.ts'

const heights = Array.from({ length: 300 }, () => 30)

describe('the lines of a long table that are drawn', () => {
  it('are those in sight and a few around them, with the room of all others before and after', () => {
    const { first, end, before, after } = rowWindow(heights, 3000, 300)
    expect([first, end]).toEqual([88, 122])
    expect(before).toBe(88 * 30)
    expect(before + (end - first) * 30 + after).toBe(9000)
  })

  it('begin at the first line and end at the last', () => {
    expect(rowWindow(heights, 0, 300)).toMatchObject({ first: 0, end: 22, before: 0 })
    expect(rowWindow(heights, 8700, 300)).toMatchObject({ end: 300, after: 0 })
    expect(rowWindow([], 0, 300)).toEqual({ first: 0, end: 0, before: 0, after: 0 })
  })

  it('count lines of other heights by their pixels', () => {
    const mixed = [28, ...Array.from({ length: 200 }, () => 24)]
    const { first, before } = rowWindow(mixed, 28 + 24 * 50, 100)
    expect(first).toBe(39)
    expect(before).toBe(28 + 24 * 38)
  })
})
