import { hashedUniform } from '../../trainer/hashedUniform.ts'
import type { StoredTensor } from './fixtures.ts'

/** One tensor beside PyTorch's. */
export interface Comparison {
  name: string
  /** Largest absolute difference of stored entries, and of the root mean squares, from PyTorch in float64. */
  difference: number
  /** The same of PyTorch in float32, over all entries. */
  pytorchFloat32: number
  /** The largest of PyTorch's values, which a difference is to be seen against. */
  largest: number
}

/**
 * Compares values with what was stored of PyTorch's under `title: name`; entries of large tensors at hashed places.
 * The root mean square stands for the entries between.
 */
export function compareStored(
  title: string,
  name: string,
  values: Float32Array | undefined,
  stored: StoredTensor,
): Comparison {
  const { entries, size, rms, float32 } = stored
  const isWhole = entries.length === size
  const places = isWhole ? entries.keys() : hashedUniform(`${title}: ${name} places`, entries.length)
  const differences = Array.from(places, (place, index) => {
    const value = values?.[isWhole ? place : Math.floor(place * size)]
    return Math.abs((value ?? Number.NaN) - (entries[index] ?? Number.NaN))
  })
  const squares = values?.reduce((sum, value) => sum + value * value, 0) ?? Number.NaN
  const sizes = values?.length === size ? 0 : Number.NaN
  return {
    name,
    // Written so that a NaN anywhere, or a missing tensor, makes the whole a NaN, which no bound lets pass.
    difference: Math.max(...differences, Math.abs(Math.sqrt(squares / size) - rms)) + sizes,
    pytorchFloat32: float32,
    largest: Math.max(...entries.map(Math.abs)),
  }
}

/** The largest absolute difference of two lists; NaN where one is longer. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.max(a.length, b.length)
  return Math.max(0, ...Array.from({ length }, (_, i) => Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN))))
}
