import type { RecordRow } from './recordRows.ts'

/** A column: the record's name, its person, its part, all its beats, or those of one class. */
export interface RecordOrder {
  by: 'record' | 'person' | 'place' | 'beats' | number
  isDown: boolean
}

type Row = Pick<RecordRow, 'record' | 'personText' | 'place' | 'beats' | 'counts'>

/** Records in the wanted order; equal ones by name. Names count as numbers where they are. */
export function sortRecords<R extends Row>(rows: readonly R[], { by, isDown }: RecordOrder): R[] {
  const byText = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })
  const placeOrder = ['train', 'learned', 'validation', 'test', 'mixed', 'left-out']
  const compare = (a: R, b: R): number => {
    if (by === 'record') return byText(a.record, b.record)
    if (by === 'person') return byText(a.personText, b.personText)
    if (by === 'place') return placeOrder.indexOf(a.place ?? '') - placeOrder.indexOf(b.place ?? '')
    return by === 'beats' ? a.beats - b.beats : (a.counts[by] ?? 0) - (b.counts[by] ?? 0)
  }
  const sign = isDown ? -1 : 1
  return [...rows].sort((a, b) => sign * compare(a, b) || byText(a.record, b.record))
}
