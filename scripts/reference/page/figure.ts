/** A mean with its interval in a figure, and a published value beside it. */
export interface FigureRow {
  label: string
  mean: number
  interval: readonly [number, number] | null
  /** A fainter, longer line, such as the range of one more seed. */
  range?: readonly [number, number] | null
  published?: number | null
}

export interface FigureText {
  title: string
  axis: string
  /** What the marks are, under the axis. */
  legend: readonly string[]
  /** A value that the axis must show, such as zero for differences. */
  shows?: number
}

const width = 720
const left = 176
const right = 24
const rowHeight = 26
const top = 34
const steps = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Rows of means with intervals on one axis, as an SVG of its own for a docs page: on white, in any theme. */
export function intervalFigure(rows: readonly FigureRow[], { title, axis, legend, shows }: FigureText): string {
  const ends = rows.flatMap(({ mean, interval, range, published }) => [
    mean,
    ...(interval ?? []),
    ...(range ?? []),
    ...(published === null || published === undefined ? [] : [published]),
  ])
  if (shows !== undefined) ends.push(shows)
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const step = steps.find((candidate) => (high - low) / candidate <= 8) ?? 1
  const [first, last] = [Math.floor(low / step), Math.max(Math.ceil(high / step), Math.floor(low / step) + 1)]
  const x = (value: number) => left + ((value / step - first) / (last - first)) * (width - left - right)
  const bottom = top + rows.length * rowHeight
  const height = bottom + 44 + legend.length * 16
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  const digits = step < 0.01 ? 3 : 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif" font-size="12" fill="#1b2330">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="20" font-size="13" font-weight="600">${escape(title)}</text>`,
    ...ticks.map((tick) =>
      tickMark(x(tick), { bottom, text: tick.toFixed(digits), isZero: Math.abs(tick) < step / 2 }),
    ),
    ...rows.map((row, index) => rowMarks(row, top + (index + 0.5) * rowHeight, x)),
    `<text x="${(left + width - right) / 2}" y="${bottom + 34}" text-anchor="middle" fill="#5a6575">${escape(axis)}</text>`,
    ...legend.map(
      (text, index) => `<text x="12" y="${bottom + 54 + index * 16}" fill="#5a6575">${escape(text)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n')
}

function tickMark(x: number, { bottom, text, isZero }: { bottom: number; text: string; isZero: boolean }): string {
  const at = x.toFixed(1)
  return (
    `<line x1="${at}" x2="${at}" y1="${top}" y2="${bottom}" stroke="${isZero ? '#8a94a3' : '#e3e7ec'}"/>` +
    `<text x="${at}" y="${bottom + 16}" text-anchor="middle" fill="#5a6575">${text.replace('-', '−')}</text>`
  )
}

function rowMarks(
  { label, mean, interval, range, published }: FigureRow,
  y: number,
  x: (value: number) => number,
): string {
  const line = ([low, high]: readonly [number, number], stroke: string, thickness: number) =>
    `<line x1="${x(low).toFixed(1)}" x2="${x(high).toFixed(1)}" y1="${y}" y2="${y}" stroke="${stroke}" stroke-width="${thickness}"/>`
  return [
    `<text x="${left - 12}" y="${y + 4}" text-anchor="end">${escape(label)}</text>`,
    range ? line(range, '#b9c6da', 2) : '',
    interval ? line(interval, '#1f5fbf', 4) : '',
    `<circle cx="${x(mean).toFixed(1)}" cy="${y}" r="4.5" fill="#1f5fbf"/>`,
    published === null || published === undefined ? '' : diamond(x(published), y),
  ].join('')
}

const diamond = (x: number, y: number) =>
  `<path d="M${(x - 5.5).toFixed(1)} ${y}L${x.toFixed(1)} ${y - 5.5}L${(x + 5.5).toFixed(1)} ${y}L${x.toFixed(1)} ${y + 5.5}Z" fill="#ffffff" fill-opacity="0.8" stroke="#b3261e" stroke-width="1.8"/>`
