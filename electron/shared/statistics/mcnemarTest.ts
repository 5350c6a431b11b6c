import erfc from '@stdlib/math-base-special-erfc'

/** Beats that only one of two networks has right. */
export interface Discordant {
  firstOnly: number
  secondOnly: number
}

/** Below so many discordant beats the binomial distribution is used, as is customary. */
export const fewestForChiSquared = 25

/** Counts the beats that only one of the two has right. All arrays are of the same beats in the same order. */
export function countDiscordant(labels: Uint8Array, first: Uint8Array, second: Uint8Array): Discordant {
  if (first.length !== labels.length || second.length !== labels.length)
    throw new RangeError(`${labels.length} labels, but ${first.length} and ${second.length} predictions.`)
  let firstOnly = 0
  let secondOnly = 0
  for (let i = 0; i < labels.length; i++) {
    if (first[i] === second[i]) continue
    if (first[i] === labels[i]) firstOnly++
    else if (second[i] === labels[i]) secondOnly++
  }
  return { firstOnly, secondOnly }
}

/**
 * McNemar's test that two networks are right equally often (McNemar 1947), two-sided: below {@link fewestForChiSquared}
 * discordant beats the exact binomial p, else chi-squared with Edwards' continuity correction, (|b - c| - 1)^2 / (b + c).
 * It takes beats as independent; those of one patient are not.
 */
export function mcnemarP({ firstOnly, secondOnly }: Discordant): number {
  const n = firstOnly + secondOnly
  if (n < fewestForChiSquared) return binomialP(Math.min(firstOnly, secondOnly), n)
  const excess = Math.max(0, Math.abs(firstOnly - secondOnly) - 1)
  // Beyond x, chi-squared of one degree of freedom has erfc(sqrt(x / 2)).
  return erfc(excess / Math.sqrt(2 * n))
}

/** Two-sided p of at most `fewer` of n fair coins, or as few on the other side. */
function binomialP(fewer: number, n: number): number {
  let ways = 1
  let sum = 1
  for (let k = 1; k <= fewer; k++) {
    ways = (ways * (n - k + 1)) / k
    sum += ways
  }
  return Math.min(1, (2 * sum) / 2 ** n)
}
