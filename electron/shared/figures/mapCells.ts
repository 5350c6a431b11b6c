import type { Explanation } from '../explanation.ts'

/** From this sample up to, not with, that one. */
export type Span = readonly [from: number, to: number]

type Placed = Pick<Explanation, 'map' | 'samples' | 'cellStart' | 'cellSamples'>

/** The samples of the beat that cell `index` of a map stands over; what lies outside the beat is cut off. */
export function cellSpan({ samples, cellStart, cellSamples }: Placed, index: number): Span {
  const from = cellStart + index * cellSamples
  const inBeat = (sample: number) => Math.min(Math.max(sample, 0), samples.length)
  return [inBeat(from), inBeat(from + cellSamples)]
}

/** What no cell stands over, at the beat's beginning and end: convolutions without padding and pooling leave it out. */
export function blankSpans(explanation: Placed): Span[] {
  const [first] = cellSpan(explanation, 0)
  const [, last] = cellSpan(explanation, explanation.map.length - 1)
  const spans: Span[] = [
    [0, first],
    [last, explanation.samples.length],
  ]
  return spans.filter(([from, to]) => to > from)
}

/** Share of the map's sum that lies on the zero padding behind the beat; null without padding or for an empty map. */
export function shareOnPadding(explanation: Placed & Pick<Explanation, 'padding'>): number | null {
  const { map, samples, padding } = explanation
  const paddingStart = samples.length - padding
  const total = map.reduce((sum, value) => sum + value, 0)
  if (total === 0 || padding === 0) return null
  const onPadding = map.reduce((sum, value, index) => {
    const [from, to] = cellSpan(explanation, index)
    return to === from ? sum : sum + (value * Math.max(0, to - Math.max(from, paddingStart))) / (to - from)
  }, 0)
  return onPadding / total
}
