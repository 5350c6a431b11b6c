/** One element of a figure, drawn alike as SVG text (exports, command line) and by a component (screens). */
export interface Mark {
  tag: 'rect' | 'line' | 'path' | 'text' | 'polygon' | 'circle'
  attributes: Record<string, string | number>
  text?: string
}

export interface Figure {
  width: number
  height: number
  /** Read aloud in place of the picture. */
  title: string
  marks: Mark[]
}

/** A figure as a stand-alone SVG document, in its own fonts and colours. */
export function figureToSvg(figure: Figure, background: string): string {
  const { width, height, title, marks } = figure
  const body = marks.map((mark) => {
    const attributes = Object.entries(mark.attributes)
      .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
      .join('')
    return mark.text === undefined
      ? `<${mark.tag}${attributes}/>`
      : `<${mark.tag}${attributes}>${escapeXml(mark.text)}</${mark.tag}>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Inter, Arial, sans-serif">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${background}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n')
}

/** Control characters, which a name may hold, are allowed in no XML document, also not as entities. */
function escapeXml(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** Coordinates to a tenth of a pixel, which keeps exported files small. */
export const round = (value: number): number => Math.round(value * 10) / 10

/** An SVG path through points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}
