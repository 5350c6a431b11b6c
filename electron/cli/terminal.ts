/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  print(text: string): void
  note(text: string): void
  isInteractive: boolean
}

/** The process's own streams. A reader that closes early (`| head`) ends the program quietly. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit(0)
    })
  }
  return {
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    isInteractive: process.stderr.isTTY === true,
  }
}

/** A column of a printed table; numbers stand at the right. */
export interface Column<Row> {
  title: string
  read: (row: Row) => string | number | null
  align?: 'right'
}

/** Rows as text columns, or as the JSON values themselves where `--json` asks for it. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => String(column.read(row) ?? '–')))
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.align === 'right' ? text.padStart(width) : text.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].join('\n')
}

/** `0.917`, or nothing. */
export function score(value: number | null): string | null {
  return value === null ? null : value.toFixed(3)
}
