import type { Random } from '../random.ts'

/**
 * Which seeds each resample draws, for sets of any size up to `most`: the j-th draw of resample b takes, of n seeds in
 * ascending order, number floor(n * shares[b, j]). Variants with the same seeds so have the same draws, and differences
 * between them stay paired.
 */
export interface SeedDraws {
  resamples: number
  most: number
  /** [resamples, most] numbers in [0, 1). */
  shares: Float64Array
}

/** Draws from `random`, one resample after another. */
export function drawSeeds(resamples: number, most: number, random: Random): SeedDraws {
  return { resamples, most, shares: Float64Array.from({ length: resamples * most }, () => random.next()) }
}

/** Means over the drawn seeds, one a resample. `values` are of ascending seeds, at most `most`. */
export function resampledMeans({ resamples, most, shares }: SeedDraws, values: readonly number[]): Float64Array {
  const count = values.length
  const means = new Float64Array(resamples)
  for (let b = 0; b < resamples; b++) {
    let sum = 0
    for (let j = 0; j < count; j++) sum += values[Math.floor(count * shares[b * most + j]!)]!
    means[b] = sum / count
  }
  return means
}
