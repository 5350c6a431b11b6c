import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import { formatCount } from '../../../composables/format.ts'

/** What a cell shows: beats, their share of the actual class (sensitivity), or of the predicted one (predictivity). */
export type MatrixMode = 'counts' | 'rows' | 'columns'

export interface MatrixCell {
  actual: number
  predicted: number
  count: number
  text: string
  /** 0..1, of the row, or by column of the column: how dark the cell is. */
  share: number
  /** What is behind the cell, for readers and as a tooltip. */
  words: string
}

/** A row of the matrix with its sum. */
export interface MatrixRow {
  actual: number
  cells: MatrixCell[]
  total: number
}

/** A confusion matrix `[actual][predicted]` as it is drawn. */
export function matrixRows(confusion: readonly (readonly number[])[], mode: MatrixMode): MatrixRow[] {
  const columnTotals = predictedTotals(confusion)
  return confusion.map((counts, actual) => {
    const total = sum(counts)
    const cells = counts.map((count, predicted): MatrixCell => {
      const [whole, noun] =
        mode === 'columns'
          ? [columnTotals[predicted] ?? 0, `beats predicted ${letter(predicted)}`]
          : [total, `${letter(actual)} beats`]
      const share = whole === 0 ? 0 : count / whole
      const percent = `${(share * 100).toFixed(1)} %`
      const said = mode === 'columns' ? `are ${letter(actual)}` : `predicted ${letter(predicted)}`
      return {
        actual,
        predicted,
        count,
        text: mode === 'counts' ? formatCount(count) : whole === 0 ? '–' : percent,
        share,
        words: `${formatCount(count)} of ${formatCount(whole)} ${noun} ${said}${whole === 0 ? '' : ` (${percent})`}`,
      }
    })
    return { actual, cells, total }
  })
}

/** How many beats were predicted to be of each class. */
export function predictedTotals(confusion: readonly (readonly number[])[]): number[] {
  return confusion.map((_, predicted) => sum(confusion.map((counts) => counts[predicted] ?? 0)))
}

/** Where an arrow leads in a matrix of `size` rows and columns; null for other keys. Stops at the edges. */
export function stepInMatrix(
  { actual, predicted }: { actual: number; predicted: number },
  key: string,
  size: number,
): { actual: number; predicted: number } | null {
  const within = (index: number) => Math.max(0, Math.min(size - 1, index))
  switch (key) {
    case 'ArrowUp':
      return { actual: within(actual - 1), predicted }
    case 'ArrowDown':
      return { actual: within(actual + 1), predicted }
    case 'ArrowLeft':
      return { actual, predicted: within(predicted - 1) }
    case 'ArrowRight':
      return { actual, predicted: within(predicted + 1) }
    case 'Home':
      return { actual, predicted: 0 }
    case 'End':
      return { actual, predicted: size - 1 }
    default:
      return null
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const letter = (label: number) => beatClasses[label] ?? '?'
