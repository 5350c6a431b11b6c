/** Text width of LaTeX's `article` on A4 at 10 pt. */
const textWidthPoints = 345

/** The widest panel: the text width and a little of the wide margins. */
export const pageWidthPoints = 375

/** Text height of the same page, 598 pt, without the caption. */
export const pageHeightPoints = 565

/** From line to line at `\footnotesize`. */
export const lineHeightPoints = 9.5

/** Widths of Computer Modern at 8 pt (`\footnotesize`), in points, by kind of sign; good to a few per cent. */
const widths: readonly [kind: RegExp, points: number][] = [
  [/[A-Z]/, 5.9],
  [/[\s.,:;'|]/, 2.6],
  [/[()[\]ijlt]/, 3],
  [/[±+−=<>%@&mwMW]/, 6.8],
]

/** About how wide LaTeX sets a line at `\footnotesize`. */
export function latexWidthPoints(latex: string): number {
  const text = latex
    .replace(/\\pm/g, '±')
    .replace(/\\([&%#_$])/g, '$1')
    .replace(/\\[A-Za-z]+/g, '')
    .replace(/[{}$]/g, '')
  const points = Array.from(text, (sign) => widths.find(([kind]) => kind.test(sign))?.[1] ?? 4.25)
  return points.reduce((sum, width) => sum + width, 0) * (latex.includes('\\textbf') ? 1.15 : 1)
}

/** About how high a paragraph of the text width is. */
export function paragraphHeightPoints(latex: string): number {
  return Math.ceil(latexWidthPoints(latex) / textWidthPoints) * lineHeightPoints
}
