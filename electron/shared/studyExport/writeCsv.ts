import { csvColumns, type CsvCell } from './csvColumns.ts'
import type { TableReport } from './tableReport.ts'

/** One row a run, trained ones first, under one header line (RFC 4180, CRLF line ends), numbers in full precision. */
export function writeCsv(report: TableReport): string {
  const lines = report.rows.flatMap((of) =>
    [...of.row.runs, ...of.row.imported].map((run) =>
      csvColumns.map(([, read]) => cellText(read(run, of, report))).join(','),
    ),
  )
  return [csvColumns.map(([name]) => name).join(','), ...lines, ''].join('\r\n')
}

/**
 * Texts stay on one line, so that a row is a line for the simplest of readers. One that a spreadsheet would take for a
 * formula gets an apostrophe in front; numbers stay as they are.
 */
function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const line = cell.replace(/\s+/g, ' ')
  const text = /^[=+\-@]/.test(line) ? `'${line}` : line
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
