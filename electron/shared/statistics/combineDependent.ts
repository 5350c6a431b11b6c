/**
 * One p from several that depend on each other in an unknown way: n / k times the k-th smallest, k the lower middle
 * (Rueger 1978; Vovk and Wang 2020). It keeps the level whatever the dependence; for one p it is that p. Fisher's or
 * Stouffer's sum, or counts added up, would treat the same beats scored by several seeds as new beats each time.
 * @throws RangeError for none.
 */
export function combineDependent(values: readonly number[]): number {
  const n = values.length
  if (n === 0) throw new RangeError('There is no p to combine.')
  const middle = Math.ceil(n / 2)
  const sorted = values.toSorted((a, b) => a - b)
  return Math.min(1, ((sorted[middle - 1] ?? 1) * n) / middle)
}
