import type { RecordCounts } from '../../../electron/shared/dataSet.ts'

/** A column: the record's name, all its beats, or those of one class. */
export interface RecordOrder {
  by: 'record' | 'beats' | number
  isDown: boolean
}

const total = (record: RecordCounts) => record.counts.reduce((sum, count) => sum + count, 0)

/** Records in the wanted order; equal ones by name. Names count as numbers where they are. */
export function sortRecords(records: readonly RecordCounts[], { by, isDown }: RecordOrder): RecordCounts[] {
  const byName = (a: RecordCounts, b: RecordCounts) => a.record.localeCompare(b.record, 'en', { numeric: true })
  const value = (record: RecordCounts) => (by === 'beats' ? total(record) : (record.counts[Number(by)] ?? 0))
  const sign = isDown ? -1 : 1
  return [...records].sort((a, b) =>
    by === 'record' ? sign * byName(a, b) : sign * (value(a) - value(b)) || byName(a, b),
  )
}
