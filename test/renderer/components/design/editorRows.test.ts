import { describe, expect, it } from 'vitest'
import {
  blockSchema,
  headSchema,
  publishedBlock,
  publishedHead,
  recurrentOf,
  recurrentSchema,
} from '../../../../electron/shared/architecture.ts'
import { blockRows } from '../../../../renderer/components/design/blockRows.ts'
import { shownRows, valueAt, type Field, type Row } from '../../../../renderer/components/design/fields/field.ts'
import { denseRows, reduceRows, unitsRow } from '../../../../renderer/components/design/headRows.ts'
import { recurrentRows } from '../../../../renderer/components/design/recurrentRows.ts'

function fieldOf<T>(rows: readonly Row<T>[], path: string): Field<T> {
  const field = rows.flatMap((row) => row.fields).find((candidate) => candidate.path === path)
  if (!field) throw new Error(`no field ${path}`)
  return field
}

/** First parts of the paths that rows edit. */
const edited = <T>(rows: readonly Row<T>[]) =>
  new Set(rows.flatMap((row) => row.fields.map(({ path }) => path.split('.')[0])))

const write = <T>(field: Field<T>, choice: string, thing: T): T =>
  'write' in field && field.write ? field.write(choice, thing) : thing

describe('the rows of the editors', () => {
  it('edit every field of a block, a recurrent layer and the head', () => {
    expect(edited(blockRows(0))).toEqual(new Set(Object.keys(blockSchema.shape)))
    expect(edited(recurrentRows(0))).toEqual(new Set(Object.keys(recurrentSchema.shape)))
    expect(edited([...reduceRows, unitsRow(0), ...denseRows])).toEqual(new Set(Object.keys(headSchema.shape)))
  })

  it('read a value of every field that they show', () => {
    const block = { ...publishedBlock(32), join: { type: 'add' as const, span: 1 } }
    for (const row of shownRows(blockRows(0), block))
      for (const { path } of row.fields) expect(valueAt(block, path), path).not.toBeUndefined()
  })

  it('show span and pooling numbers only where there are any', () => {
    const paths = (block: ReturnType<typeof publishedBlock>) =>
      shownRows(blockRows(1), block).flatMap(({ fields }) => fields.map(({ path }) => path))
    expect(paths(publishedBlock(8))).toContain('pooling.stride')
    expect(paths(publishedBlock(8))).not.toContain('join.span')
    expect(paths({ ...publishedBlock(8), pooling: { type: 'none' } })).not.toContain('pooling.size')
    expect(shownRows(denseRows, { ...publishedHead(), dense: [] })).toEqual([])
  })

  it('keep size and stride when the kind of pooling changes, and the span when the kind of join does', () => {
    const pooling = fieldOf(blockRows(0), 'pooling')
    const max = write(pooling, 'max', { ...publishedBlock(8), pooling: { type: 'average', size: 5, stride: 2 } })
    expect(max.pooling).toEqual({ type: 'max', size: 5, stride: 2 })
    const none = write(pooling, 'none', max)
    expect(none.pooling).toEqual({ type: 'none' })
    expect(write(pooling, 'average', none).pooling).toEqual({ type: 'average', size: 2, stride: 2 })
    const join = fieldOf(blockRows(3), 'join')
    const joined = write(join, 'add-norm', { ...publishedBlock(8), join: { type: 'add', span: 3 } })
    expect(joined.join).toEqual({ type: 'add-norm', span: 3 })
    expect(write(join, 'none', joined).join).toBeNull()
    expect(write(join, 'add', publishedBlock(8)).join).toEqual({ type: 'add', span: 1 })
  })

  it('say what a join adds and when a block of kernel 1 is a dense expansion', () => {
    const noteOf = (label: string, block: ReturnType<typeof publishedBlock>, index = 0) => {
      const note = blockRows(index).find((row) => row.label === label)?.note
      return typeof note === 'function' ? note(block) : note
    }
    const joined = { ...publishedBlock(8), join: { type: 'add' as const, span: 2 } }
    expect(noteOf('Join', joined, 2)).toBe('Adds what enters block 2, 2 blocks in all.')
    expect(noteOf('Join', { ...joined, join: { type: 'add-norm', span: 1 } }, 2)).toBe(
      'Adds what enters this block; a layer norm follows.',
    )
    const point = { ...publishedBlock(8), kernelSize: 1 }
    expect(noteOf('Kernel size', point)).toContain('without norm and pooling')
    expect(noteOf('Kernel size', { ...point, normalisation: 'none', pooling: { type: 'none' } })).toBe(
      'A dense expansion of each sample.',
    )
  })

  it('switch a recurrent layer between one and both directions', () => {
    const field = fieldOf(recurrentRows(0), 'bidirectional')
    const both = write(field, 'both', recurrentOf({ cell: 'gru', units: 32 }))
    expect(both.bidirectional).toBe(true)
    expect(write(field, 'one', both).bidirectional).toBe(false)
  })
})
