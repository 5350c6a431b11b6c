import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import type { Random } from '../random.ts'

/** Draws of Student's t for each resample: [resamples], by degrees of freedom (1 or more). */
export type StudentDraws = (degreesOfFreedom: number) => Float64Array

/**
 * Draws Student's t once for each resample, stratified: the quantiles of (rank + 0.5) / resamples in a random order. All
 * together they so are the distribution itself, and its percentiles have no chance in them. The order is the same for any
 * degrees of freedom, so that variants stay comparable; quantiles are computed when first asked for.
 */
export function drawStudent(resamples: number, random: Random): StudentDraws {
  const ranks = random.shuffle(Uint32Array.from({ length: resamples }, (_, rank) => rank))
  const known = new Map<number, Float64Array>()
  return (degreesOfFreedom) => {
    const found = known.get(degreesOfFreedom)
    if (found) return found
    const draws = Float64Array.from(ranks, (rank) => tQuantile((rank + 0.5) / resamples, degreesOfFreedom))
    known.set(degreesOfFreedom, draws)
    return draws
  }
}
