/** The whole number after the largest seed, for weights that are imported: the study's own are for training. */
export function freeSeed(seeds: readonly number[], taken: readonly number[]): number {
  return Math.max(0, ...seeds, ...taken) + 1
}
