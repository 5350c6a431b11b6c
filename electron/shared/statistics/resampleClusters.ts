import type { Random } from '../random.ts'
import { weightedMacroF1, type PackedCounts } from './clusterCounts.ts'

/**
 * Cluster bootstrap: draws as many persons as there are, with replacement and all their beats with each, and scores every
 * set of counts on them. All sets are scored on the same draws, so that differences between them are paired.
 *
 * @param sets counts of the same persons in the same order
 * @returns for each set, macro F1 of each resample
 */
export function resampleClusters(sets: readonly PackedCounts[], resamples: number, random: Random): Float64Array[] {
  const scores = sets.map(() => new Float64Array(resamples))
  const persons = sets[0]?.persons ?? 0
  if (sets.some((set) => set.persons !== persons)) throw new RangeError('All runs need counts of the same persons.')
  const times = new Float64Array(persons)
  for (let b = 0; b < resamples; b++) {
    times.fill(0)
    for (let i = 0; i < persons; i++) times[random.nextBelow(persons)]! += 1
    for (let s = 0; s < sets.length; s++) scores[s]![b] = weightedMacroF1(sets[s]!, times)
  }
  return scores
}
