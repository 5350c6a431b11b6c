import { describe, expect, it } from 'vitest'
import {
  placeProblems,
  problemOf,
  shownRows,
  valueAt,
  withValueAt,
  type Row,
} from '../../../../../renderer/components/design/fields/field.ts'

interface Thing {
  size: number
  inner: { share: number } | null
  list: number[]
}

const thing: Thing = { size: 1, inner: { share: 0.5 }, list: [1, 2, 3] }

describe('values by path', () => {
  it('are read at any depth, and undefined where there is no such part', () => {
    expect(['size', 'inner.share', 'list.2'].map((path) => valueAt(thing, path))).toEqual([1, 0.5, 3])
    expect(valueAt({ ...thing, inner: null }, 'inner.share')).toBeUndefined()
  })

  it('are written into a copy', () => {
    expect(withValueAt(thing, 'inner.share', 0.1)).toEqual({ ...thing, inner: { share: 0.1 } })
    expect(withValueAt(thing, 'list.1', 9).list).toEqual([1, 9, 3])
    expect(withValueAt(thing, 'inner', null).inner).toBeNull()
    expect(thing).toEqual({ size: 1, inner: { share: 0.5 }, list: [1, 2, 3] })
  })
})

describe('rows', () => {
  const rows: Row<Thing>[] = [
    { label: 'Size', fields: [{ type: 'number', path: 'size' }] },
    { label: 'Share', fields: [{ type: 'number', path: 'inner.share', isShown: ({ inner }) => inner !== null }] },
  ]

  it('are left out when none of their fields is shown', () => {
    expect(shownRows(rows, thing).map(({ label }) => label)).toEqual(['Size', 'Share'])
    expect(shownRows(rows, { ...thing, inner: null }).map(({ label }) => label)).toEqual(['Size'])
  })

  it('tell the problem of the first field that was refused', () => {
    expect(rows.map((row) => problemOf(row, { 'inner.share': 'Must be below 1.' }))).toEqual(['', 'Must be below 1.'])
  })

  it('mark the field inside a part that was refused as a whole, where it is shown', () => {
    expect(placeProblems(rows, { inner: 'Too much.' })).toEqual({ 'inner.share': 'Too much.' })
    const without = shownRows(rows, { ...thing, inner: null })
    expect(placeProblems(without, { inner: 'Too much.', size: 'No.' })).toEqual({ inner: 'Too much.', size: 'No.' })
  })
})
