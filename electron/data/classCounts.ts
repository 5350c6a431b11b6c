import { classCount } from '../shared/beatClass.ts'

/** Beats per class, N S V F Q, of all labels or of the given rows. */
export function countClasses(labels: Uint8Array, rows?: Uint32Array): number[] {
  const counts = new Array<number>(classCount).fill(0)
  if (rows) for (const row of rows) counts[labels[row]!]!++
  else for (const label of labels) counts[label]!++
  return counts
}
