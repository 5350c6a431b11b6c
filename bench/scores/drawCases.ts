import { createRandom, type Random } from '../../electron/shared/random.ts'
import { classProbabilities } from '../../electron/shared/scores/classProbabilities.ts'
import type { Predictions } from '../../electron/shared/scores/predictions.ts'
import { drawPredictions, likeliestClasses } from '../../test/support/scores/drawPredictions.ts'

export interface BenchCase {
  predictions: Predictions
  headline: number[]
}

/**
 * Predictions of all sorts: 1 to 20,000 beats, classes that are rare, missing or never predicted, ties, right and wrong
 * classifiers. The same seed gives the same cases.
 */
export function drawCases(seed: number, count: number): BenchCase[] {
  const random = createRandom(seed, 'bench scores')
  return Array.from({ length: count }, (_, index) => {
    for (let attempt = 0; ; attempt++) {
      const drawn = drawCase(random, `seed ${seed}, case ${index}, attempt ${attempt}`)
      if (!drawn.predictions.logits || !isNearlyTied(drawn.predictions.logits)) return drawn
    }
  })
}

function drawCase(random: Random, name: string): BenchCase {
  const beats = Math.floor(20_000 ** random.next()) || 1
  const { labels, logits } = drawPredictions(name, {
    beats,
    shares: drawShares(random),
    signal: random.next() * 5 - 1,
    spread: 1 + random.next() * 7,
    patterns: random.next() < 0.3 ? 1 + random.nextBelow(50) : 0,
  })
  const unpredicted = random.next() < 0.3 ? random.nextBelow(5) : -1
  const shifted = logits.map((logit, index) => (index % 5 === unpredicted ? logit - 20 : logit))
  const likeliest = likeliestClasses(shifted)
  const predicted = random.next() < 0.2 ? likeliest.map(() => random.nextBelow(5)) : likeliest
  const headline = [0, 1, 2, 3, 4].filter(() => random.next() < 0.7)
  return {
    predictions: { labels, predicted, logits: random.next() < 0.1 ? null : shifted },
    headline: headline.length > 0 ? headline : [0],
  }
}

/** Shares of the classes by their upper ends; each class is missing in some cases, and most beats are normal in others. */
function drawShares(random: Random): number[] {
  const weights = [0, 1, 2, 3, 4].map(() => (random.next() < 0.2 ? 0 : random.next() ** 3))
  if (random.next() < 0.5) weights[0] = 5
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  let end = 0
  return weights.slice(0, 4).map((weight) => (end += weight / sum))
}

/**
 * Whether two beats have probabilities that differ by less than 1e-14: there the last digit of exp, which the two programs
 * do not share, decides which one ranks higher.
 */
function isNearlyTied(logits: Float32Array): boolean {
  const probabilities = classProbabilities(logits)
  return [0, 1, 2, 3, 4].some((label) => {
    const levels = probabilities.filter((_, index) => index % 5 === label).sort()
    return levels.some((level, index) => {
      const before = levels[index - 1] ?? -1
      return level !== before && level - before < 1e-14 * level
    })
  })
}
