import { recurrentText } from '../../../electron/shared/recurrentText.ts'
import type { TableRow } from '../../../electron/shared/studyTable.ts'
import { filtersText, kernelText } from './designText.ts'

/** What the user asked to see. */
export interface CompareFilter {
  text: string
  depths: readonly number[]
  kernels: readonly string[]
}

export const noFilter: CompareFilter = { text: '', depths: [], kernels: [] }

export function isFiltering({ text, depths, kernels }: CompareFilter): boolean {
  return text.trim() !== '' || depths.length > 0 || kernels.length > 0
}

export function matches(row: TableRow, filter: CompareFilter): boolean {
  const text = filter.text.trim().toLowerCase()
  const words =
    `${row.name} ${filtersText(row.filters)} ${row.filters.join(' ')} k${kernelText(row.kernelSizes)} ${recurrentText(row.recurrent)}`.toLowerCase()
  return (
    (text === '' || words.includes(text)) &&
    (filter.depths.length === 0 || filter.depths.includes(row.depth)) &&
    (filter.kernels.length === 0 || filter.kernels.includes(kernelText(row.kernelSizes)))
  )
}
