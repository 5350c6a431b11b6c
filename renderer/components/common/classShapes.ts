const shapes = [
  'M5 0.6a4.4 4.4 0 1 0 0.001 0z',
  'M5 0.6L9.8 9.2H0.2z',
  'M5 0L10 5L5 10L0 5z',
  'M0.9 0.9H9.1V9.1H0.9z',
  'M2 0.4L5 3.4L8 0.4L9.6 2L6.6 5L9.6 8L8 9.6L5 6.6L2 9.6L0.4 8L3.4 5L0.4 2z',
] as const

/** The marker of class `label` (circle, triangle, diamond, square, cross) as an SVG path in a box of 10 x 10. */
export function classShapePath(label: number): string {
  return shapes[label] ?? shapes[4]
}

/** ECharts' symbols of the same shapes. */
export const classSymbols = ['circle', 'triangle', 'diamond', 'rect', `path://${shapes[4]}`] as const
