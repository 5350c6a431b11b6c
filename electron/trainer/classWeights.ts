import type { ClassWeights } from '../shared/recipe.ts'

/** A recipe's weights of the classes as numbers, from how many beats of each class are to train; null where all count alike. */
export function classWeightsOf(choice: ClassWeights, trainCounts: readonly number[]): readonly number[] | null {
  if (choice === 'none') return null
  if (choice === 'balanced') return balancedWeights(trainCounts)
  return 'beta' in choice ? effectiveNumberWeights(trainCounts, choice.beta) : choice
}

/** scikit-learn's "balanced" weights: beats / (classes * beats of the class); 0 for a class without beats. */
export function balancedWeights(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (count === 0 ? 0 : total / (counts.length * count)))
}

/**
 * Weights by the effective number of beats (Cui et al. 2019): (1 - beta) / (1 - beta^n), scaled to add up to the number
 * of classes; 0 for a class without beats.
 */
export function effectiveNumberWeights(counts: readonly number[], beta: number): number[] {
  const raw = counts.map((count) => (count === 0 ? 0 : (1 - beta) / (1 - beta ** count)))
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return raw.map((weight) => (sum === 0 ? 0 : (weight * counts.length) / sum))
}
