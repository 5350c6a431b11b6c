const margin = 6

/** Pixels of the plots in the table's columns, and of the axes printed in their heads. */
export const plotWidths = {
  wide: { score: 152, difference: 96 },
  compact: { score: 112, difference: 76 },
} as const

/** Where a value lies on the shared axis, in pixels from the left edge of a plot of this width. */
export function plotX(axis: { min: number; max: number }, value: number, width: number): number {
  return margin + ((width - 2 * margin) * (value - axis.min)) / (axis.max - axis.min)
}

/** The same, kept within the axis: for ends of intervals that lie beyond it. */
export function clippedX(axis: { min: number; max: number }, value: number, width: number): number {
  return plotX(axis, Math.min(axis.max, Math.max(axis.min, value)), width)
}
