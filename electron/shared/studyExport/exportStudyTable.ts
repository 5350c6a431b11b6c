import type { StudyTable, TableFormat } from '../studyTable.ts'
import { reportTable, type ReportOptions, type TableReport } from './tableReport.ts'
import { writeCsv } from './writeCsv.ts'
import { writeHtml } from './writeHtml.ts'
import { writeJson } from './writeJson.ts'
import { writeLatex } from './writeLatex.ts'
import { writeMarkdown } from './writeMarkdown.ts'

/** A table as a file: its name, what kind it is, and the text. */
export interface ExportedTable {
  fileName: string
  mediaType: string
  text: string
}

export interface ExportOptions extends ReportOptions {
  /** Only these rows, in this order. */
  variantIds?: readonly number[] | undefined
}

interface Format {
  ending: string
  mediaType: string
  write: (report: TableReport) => string
}

const formats: Record<TableFormat, Format> = {
  csv: { ending: 'csv', mediaType: 'text/csv', write: writeCsv },
  json: { ending: 'json', mediaType: 'application/json', write: writeJson },
  markdown: { ending: 'md', mediaType: 'text/markdown', write: writeMarkdown },
  html: { ending: 'html', mediaType: 'text/html', write: writeHtml },
  latex: { ending: 'tex', mediaType: 'application/x-tex', write: writeLatex },
}

/** Writes the table in a format with the interval and the test chosen, all its rows or those of `variantIds`. */
export function exportStudyTable(table: StudyTable, format: TableFormat, options: ExportOptions): ExportedTable {
  const { ending, mediaType, write } = formats[format]
  const { variantIds, ...chosen } = options
  const rows = variantIds
    ? variantIds.flatMap((id) => table.rows.filter(({ variantId }) => variantId === id))
    : table.rows
  return {
    fileName: `${fileStem(table.studyName)}-${table.part}.${ending}`,
    mediaType,
    text: write(reportTable({ ...table, rows }, chosen)),
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
