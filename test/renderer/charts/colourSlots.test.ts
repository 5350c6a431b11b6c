import { describe, expect, it } from 'vitest'
import { addToSlots, emptySlots, setInSlots } from '../../../renderer/charts/colourSlots.ts'

describe('colour slots', () => {
  it('give the first six variants a colour and keep it whatever comes later or is reordered', () => {
    const first = addToSlots(emptySlots, [5, 3])
    const later = addToSlots(first, [9, 3, 1, 5, 7, 8, 2])
    expect(first.ids.slice(0, 2)).toEqual([3, 5])
    expect(later.ids).toEqual([3, 5, 1, 2, 7, 8])
    expect(addToSlots(later, [2, 1, 9])).toBe(later)
  })

  it('do not give a colour back to a variant that was taken out', () => {
    const without = setInSlots(addToSlots(emptySlots, [1, 2]), 1, false)
    expect(addToSlots(without, [1, 2]).ids.slice(0, 2)).toEqual([null, 2])
    expect(setInSlots(without, 7, true).ids.slice(0, 2)).toEqual([7, 2])
  })

  it('refuse a seventh colour and a second one for the same variant', () => {
    const full = addToSlots(emptySlots, [1, 2, 3, 4, 5, 6, 7])
    expect(setInSlots(full, 7, true)).toBe(full)
    expect(setInSlots(addToSlots(emptySlots, [1]), 1, true).ids.filter((id) => id === 1)).toHaveLength(1)
  })
})
