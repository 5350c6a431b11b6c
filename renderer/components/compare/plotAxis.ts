const margin = 6

/** Pixels of the plots in the table's interval column, and of the axis printed in its head. */
export const plotWidths = { wide: 156, compact: 116 } as const

/** Where a value lies on the shared axis, in pixels from the left edge of a plot of this width. */
export function plotX(axis: { min: number; max: number }, value: number, width: number): number {
  return margin + ((width - 2 * margin) * (value - axis.min)) / (axis.max - axis.min)
}
