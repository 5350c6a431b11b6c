import type { Head } from '../../../../electron/shared/architecture.ts'

/** One vector of the head: `x` of its middle in pixels from the head's left edge. */
export interface HeadColumn {
  title: string
  units: number
  x: number
}

const reduceTitles = { flatten: 'Flatten', 'global-average': 'Average', 'global-max': 'Max', last: 'Last state' }
const leastStep = 42
/** Beyond these the head shows no more. */
const mostDense = 4
/** Letters of titles in pixels, at most. */
const letter = 6.3
/** The marks of the five classes with their letters. */
const classWidth = 42

/** The columns of a head whose last map gives `reduced` numbers, and how wide the whole is. */
export function layOutHead(head: Head, reduced: number): { columns: HeadColumn[]; classX: number; width: number } {
  const vectors = [
    { title: reduceTitles[head.reduce], units: reduced },
    ...head.dense.slice(0, mostDense).map((units) => ({ title: 'Dense', units })),
  ]
  let left = 0
  const columns = vectors.map((vector) => {
    const step = Math.max(leastStep, letter * vector.title.length)
    left += step
    return { ...vector, x: left - step / 2 }
  })
  return { columns, classX: left + 16, width: left + classWidth }
}
