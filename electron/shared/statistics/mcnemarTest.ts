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
 * McNemar's test that two networks are right equally often (McNemar 1947), two-sided: twice the smaller of
 * {@link mcnemarTails}, which is the exact binomial p, or chi-squared with Edwards' continuity correction,
 * (|b - c| - 1)^2 / (b + c). It takes beats as independent; those of one patient are not.
 */
export function mcnemarP(discordant: Discordant): number {
  const { firstMore, secondMore } = mcnemarTails(discordant)
  return Math.min(1, 2 * Math.min(firstMore, secondMore))
}

/** One-sided p, by the network that has more beats right under the alternative. */
export interface McnemarTails {
  firstMore: number
  secondMore: number
}

/**
 * McNemar's test in either direction: below {@link fewestForChiSquared} discordant beats the exact binomial tail, else the
 * normal one with continuity correction.
 */
export function mcnemarTails({ firstOnly, secondOnly }: Discordant): McnemarTails {
  const n = firstOnly + secondOnly
  if (n < fewestForChiSquared) return { firstMore: binomialTail(secondOnly, n), secondMore: binomialTail(firstOnly, n) }
  // A standard normal is beyond z with probability erfc(z / sqrt(2)) / 2.
  const beyond = (excess: number): number => erfc((excess - 1) / Math.sqrt(2 * n)) / 2
  return { firstMore: beyond(firstOnly - secondOnly), secondMore: beyond(secondOnly - firstOnly) }
}

/** Probability of at most `most` heads among n fair coins. */
function binomialTail(most: number, n: number): number {
  let ways = 1
  let sum = 1
  for (let k = 1; k <= most; k++) {
    ways = (ways * (n - k + 1)) / k
    sum += ways
  }
  return sum / 2 ** n
}
