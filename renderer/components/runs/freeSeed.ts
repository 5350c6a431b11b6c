/** The first of a study's seeds that is not taken, or the whole number after the largest. */
export function freeSeed(seeds: readonly number[], taken: readonly number[]): number {
  return seeds.find((seed) => !taken.includes(seed)) ?? Math.max(0, ...seeds, ...taken) + 1
}
