import type { RowFigures } from './rowFigures.ts'
import type { Axis } from './scoreAxis.ts'

/** What all rows of the table share. */
export interface TableLook {
  figures: ReadonlyMap<number, RowFigures>
  axis: Axis | null
  differenceAxis: Axis | null
  plotWidths: { score: number; difference: number }
  baselineMean: number | null
  /** "seeds, t": what the intervals are over, in few signs. */
  intervalName: string
  /** Half width of the region of practical equivalence; 0 until it is known. */
  region: number
  /** Tests are on their way. */
  isComputing: boolean
}
