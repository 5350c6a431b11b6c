import { escapeHtml } from './escapeHtml.ts'
import { htmlStyle } from './htmlStyle.ts'
import { printedColumns, type PrintedCell, type PrintedColumn } from './printedColumns.ts'
import { boldNote, scoreDigits } from './scoreText.ts'
import { noteSections, type NoteSection } from './tableNotes.ts'
import type { RowReport, TableReport } from './tableReport.ts'

/**
 * The table as one page that needs nothing else: no scripts, no references, its own style. Wide tables scroll by
 * themselves; the page follows the reader's choice of light or dark, and prints on A4 across.
 */
export function writeHtml(report: TableReport): string {
  const { table } = report
  const columns = printedColumns(report)
  const sections = noteSections(report).map(({ title, notes }, index) => ({
    title,
    notes: index === 0 ? [...notes, boldNote] : notes,
  }))
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(`${table.studyName}, ${table.part} part`)}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">',
    ...tableLines(report, columns),
    '</div>',
    '<div id="notes">',
    ...sections.flatMap(sectionLines),
    '</div>',
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function tableLines({ table, rows }: TableReport, columns: readonly PrintedColumn[]): string[] {
  const { studyName, part, dataSetName, splitLabel, badge } = table
  const about = `${capital(part)} part of ${dataSetName}, split: ${splitLabel} (${badge.text})`
  const heads = ['Variant', ...columns.map(({ title }) => title)]
  return [
    '<table aria-describedby="notes">',
    `<caption id="caption"><strong>${escapeHtml(studyName)}</strong> <span>${escapeHtml(about)}</span></caption>`,
    '<thead>',
    `<tr>${heads.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr>`,
    '</thead>',
    '<tbody>',
    ...rows.map((row) => rowLine(row, columns)),
    '</tbody>',
    '</table>',
  ]
}

function rowLine(report: RowReport, columns: readonly PrintedColumn[]): string {
  const { name, isBaseline } = report.row
  const tag = isBaseline ? ' <span class="tag">baseline</span>' : ''
  const cells = columns.map(({ cell, group }) => {
    return `<td class="${group}">${cellHtml(cell(report))}</td>`
  })
  return `<tr${isBaseline ? ' class="baseline"' : ''}><th scope="row">${escapeHtml(name)}${tag}</th>${cells.join('')}</tr>`
}

function cellHtml({ text, isBest, sd, marks = '', rest = '' }: PrintedCell): string {
  const value = isBest ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text)
  const superscript = marks === '' ? '' : `<sup>${escapeHtml(marks)}</sup>`
  const behind = (sd === null || sd === undefined ? '' : `± ${sd.toFixed(scoreDigits)}`) + rest.trim()
  return value + superscript + (behind === '' ? '' : ` <small>${escapeHtml(behind)}</small>`)
}

function sectionLines({ title, notes }: NoteSection): string[] {
  return [
    '<section>',
    `<h2>${escapeHtml(title)}</h2>`,
    '<ul>',
    ...notes.map((note) => `<li>${escapeHtml(note)}</li>`),
    '</ul>',
    '</section>',
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
