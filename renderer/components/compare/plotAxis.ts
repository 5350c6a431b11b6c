/** Pixels of the plots in the table's interval column, and of the axis printed in its head. */
export const plotWidth = 156
const margin = 6

/** Where a value lies on the shared axis, in pixels from the plot's left edge. */
export function plotX(axis: { min: number; max: number }, value: number): number {
  return margin + ((plotWidth - 2 * margin) * (value - axis.min)) / (axis.max - axis.min)
}
