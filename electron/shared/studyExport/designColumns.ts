import { recurrentText } from '../recurrentText.ts'
import type { TableRow } from '../studyTable.ts'
import { blocksText } from './scoreText.ts'

/** A column of plain text that says what a variant is. */
export interface TextColumn {
  title: string
  read: (row: TableRow) => string
}

/** The design's columns of the printed tables; recurrent layers only where a row has any. */
export function designColumns(rows: readonly TableRow[]): TextColumn[] {
  const recurrent = { title: 'Recurrent', read: (row: TableRow) => recurrentText(row.recurrent) }
  return [
    { title: 'Depth', read: (row) => String(row.depth) },
    { title: 'Kernel', read: (row) => blocksText(row.kernelSizes, '') },
    { title: 'Filters', read: (row) => blocksText(row.filters) },
    ...(rows.some((row) => row.recurrent.length > 0) ? [recurrent] : []),
    { title: 'Parameters', read: (row) => row.parameters.toLocaleString('en-US') },
  ]
}
