import type { RowSink } from '../../electron/data/records/recordBeats.ts'

/** Keeps the rows that are cut. */
export function listSink(length: number): RowSink & { rows: Float32Array[] } {
  const rows: Float32Array[] = []
  return {
    rows,
    next: () => {
      const row = new Float32Array(length).fill(NaN)
      rows.push(row)
      return row
    },
  }
}
