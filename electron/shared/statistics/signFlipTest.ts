import type { Random } from '../random.ts'
import type { PValue } from './pValue.ts'

/** Up to so many pairs all 2^n sign changes are gone through. */
export const mostFlipped = 16

/** Sign changes that are drawn where there are too many to go through. */
export const drawnFlips = 100_000

/** Sums that differ by less are equal but for rounding, relative to the sum of all sizes. */
const rounding = 1e-12

/** The smallest p that the test can give on so many pairs: the observed signs and their opposite, of all. */
export function smallestFlipP(pairs: number): number {
  return pairs > mostFlipped ? 1 / (drawnFlips + 1) : Math.min(1, 2 ** (1 - pairs))
}

/**
 * Two-sided sign-flip permutation test of paired differences (Fisher 1935; `scipy.stats.permutation_test` with
 * `permutation_type='samples'`): the share of sign changes whose mean is as far from 0 as the observed one. Exact for up to
 * {@link mostFlipped} pairs; beyond, (b + 1) / (m + 1) of m drawn ones (Phipson and Smyth 2010). Null below two pairs.
 *
 * Its null hypothesis: given these data and this split, each pair could as well have come out the other way round. It speaks
 * of new seeds, not of new patients.
 */
export function signFlipTest(differences: readonly number[], random: Random): PValue | null {
  if (differences.length < 2) return null
  return differences.length <= mostFlipped ? flipAll(differences) : flipDrawn(differences, random)
}

/** The least distance from 0 that counts as far as the observed one. */
function thresholdOf(differences: readonly number[]): number {
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0))
  return observed - rounding * differences.reduce((sum, value) => sum + Math.abs(value), 0)
}

function flipAll(differences: readonly number[]): PValue {
  const n = differences.length
  const threshold = thresholdOf(differences)
  let asFar = 0
  for (let signs = 0; signs < 2 ** n; signs++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += (signs >> i) & 1 ? -differences[i]! : differences[i]!
    if (Math.abs(sum) >= threshold) asFar++
  }
  return { p: asFar / 2 ** n, method: `exact, ${asFar} of ${2 ** n} sign changes` }
}

function flipDrawn(differences: readonly number[], random: Random): PValue {
  const threshold = thresholdOf(differences)
  let asFar = 0
  for (let draw = 0; draw < drawnFlips; draw++) {
    let sum = 0
    let bits = 0
    for (let i = 0; i < differences.length; i++) {
      if (i % 32 === 0) bits = random.nextUint32()
      sum += bits & 1 ? -differences[i]! : differences[i]!
      bits >>>= 1
    }
    if (Math.abs(sum) >= threshold) asFar++
  }
  const method = `${asFar.toLocaleString('en-US')} of ${drawnFlips.toLocaleString('en-US')} drawn sign changes`
  return { p: (asFar + 1) / (drawnFlips + 1), method }
}
