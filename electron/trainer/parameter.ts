import type { Tensor } from './tensorflow.ts'

/**
 * One trainable tensor of a layer. `value` is there between a store's `read` and `release`; `gradient` from the layer's
 * backward pass until the optimiser has used it. No gradient means that it is zero.
 */
export interface Parameter {
  readonly name: string
  /** As the kernels take it. */
  readonly shape: readonly number[]
  /** As it stands in files, where that differs: a convolution's has no height. */
  readonly fileShape: readonly number[]
  initial: Float32Array
  value: Tensor | undefined
  gradient: Tensor | undefined
}

/** Makes a parameter with its first values. */
export function createParameter(
  name: string,
  initial: Float32Array,
  shape: readonly number[],
  fileShape = shape,
): Parameter {
  return { name, shape, fileShape, initial, value: undefined, gradient: undefined }
}

/** A parameter's tensor for this pass. @throws Error where the store was not read: a defect. */
export function valueOf(parameter: Parameter): Tensor {
  if (!parameter.value) throw new Error(`${parameter.name} was not read before this pass.`)
  return parameter.value
}
