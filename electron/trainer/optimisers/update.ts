import type { Tensor } from '../tensorflow.ts'

/** How all variables of a store are moved along their gradients. */
export interface Update {
  /** Moves every variable in step `step`, from 1, while the store is read. Owns the gradients; null is one of zeros. */
  apply(gradients: readonly (Tensor | null)[], rate: number, step: number): void
  /** Moments, copied out, by `slot.parameter`. */
  snapshot(): Map<string, Float32Array>
  /** Replaces the moments. @throws RangeError where one is missing or of another length. */
  restore(moments: ReadonlyMap<string, Float32Array>): void
}

/** A moment by its name. @throws RangeError where it is not there or has not `length` values. */
export function momentOf(moments: ReadonlyMap<string, Float32Array>, name: string, length: number): Float32Array {
  const values = moments.get(name)
  if (values?.length === length) return values
  throw new RangeError(values ? `${name} has not ${length} values.` : `There is no ${name}.`)
}
