/**
 * Holm's step-down adjustment (Holm 1979): the k-th smallest of m p times m - k + 1, none smaller than the one before it,
 * at most 1. In the order that was given; null stays null and does not count.
 */
export function adjustHolm(values: readonly (number | null)[]): (number | null)[] {
  const adjusted: (number | null)[] = values.map(() => null)
  const ranked = values.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p)
  let largest = 0
  ranked.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (ranked.length - rank)))
    adjusted[index] = largest
  })
  return adjusted
}
