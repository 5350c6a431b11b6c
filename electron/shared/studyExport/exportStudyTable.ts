import type { StudyTable, TableFormat } from '../studyTable.ts'
import { writeCsv } from './writeCsv.ts'
import { writeJson } from './writeJson.ts'
import { writeLatex } from './writeLatex.ts'
import { writeMarkdown } from './writeMarkdown.ts'

/** A table as a file: its name, what kind it is, and the text. */
export interface ExportedTable {
  fileName: string
  mediaType: string
  text: string
}

const formats: Record<TableFormat, { ending: string; mediaType: string; write: (table: StudyTable) => string }> = {
  csv: { ending: 'csv', mediaType: 'text/csv', write: writeCsv },
  json: { ending: 'json', mediaType: 'application/json', write: writeJson },
  markdown: { ending: 'md', mediaType: 'text/markdown', write: writeMarkdown },
  latex: { ending: 'tex', mediaType: 'application/x-tex', write: writeLatex },
}

/** Writes the table in a format, or only the rows of `variantIds`, in that order. */
export function exportStudyTable(
  table: StudyTable,
  format: TableFormat,
  variantIds?: readonly number[],
): ExportedTable {
  const { ending, mediaType, write } = formats[format]
  const rows = variantIds
    ? variantIds.flatMap((id) => table.rows.filter(({ variantId }) => variantId === id))
    : table.rows
  return {
    fileName: `${fileStem(table.studyName)}-${table.part}.${ending}`,
    mediaType,
    text: write({ ...table, rows }),
  }
}

/** A name that every file system takes: letters and digits of any script, the rest as single dashes. */
function fileStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return stem.slice(0, 60) || 'study'
}
