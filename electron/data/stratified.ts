import { classCount } from '../shared/beatClass.ts'
import { createRandom } from '../shared/random.ts'
import { countClasses } from './classCounts.ts'

/**
 * Chooses a share of the rows so that classes keep their proportions: ceil(share * rows) in all, as scikit-learn's
 * `train_test_split(stratify=...)` counts them. Which rows are chosen follows from our own generator, not scikit-learn's.
 *
 * @returns row numbers, ascending
 */
export function chooseStratified(labels: Uint8Array, share: number, seed: number): Uint32Array {
  const wanted = apportion(countClasses(labels), Math.ceil(labels.length * share))
  const chosen: number[] = []
  for (let label = 0; label < classCount; label++) {
    const rows: number[] = []
    for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows.push(row)
    createRandom(seed, `validation ${label}`).shuffle(rows)
    for (let i = 0; i < wanted[label]!; i++) chosen.push(rows[i]!)
  }
  return Uint32Array.from(chosen).sort()
}

/**
 * Parts `total` among classes in proportion to `counts` by largest remainders; among equal remainders the lower class
 * comes first (scikit-learn draws lots there).
 */
export function apportion(counts: number[], total: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const exact = counts.map((count) => (all === 0 ? 0 : (count * total) / all))
  const parts = exact.map(Math.floor)
  const byRemainder = counts
    .map((_, index) => index)
    .sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b)
  let missing = Math.min(total, all) - parts.reduce((sum, part) => sum + part, 0)
  for (const index of byRemainder) {
    if (missing <= 0) break
    parts[index]!++
    missing--
  }
  return parts
}
