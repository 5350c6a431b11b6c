import type { Tensor } from './tensorflow.ts'

/** Where parameters live: all of them end to end, in one tensor. */
export interface ParameterHolder {
  /** All values, [size]; or the only parameter's in its shape. @throws Error where they were not read: a defect. */
  wholeValue(): Tensor
  /** All gradients at once, as `wholeValue`, by a layer that gives them so instead of one by one. */
  gradient: Tensor | undefined
  /** Gives each parameter its `value`. */
  readParts(): void
}

/**
 * One trainable tensor of a layer. Its value is there between a store's `read` and `release`; `gradient` from the layer's
 * backward pass until the optimiser has used it. No gradient means that it is zero.
 */
export interface Parameter {
  readonly name: string
  /** As the kernels take it. */
  readonly shape: readonly number[]
  /** As it stands in files, where that differs: a convolution's has no height. */
  readonly fileShape: readonly number[]
  initial: Float32Array
  holder: ParameterHolder | undefined
  /** Read it by {@link valueOf}: one of several in a holder is cut out when somebody asks for it. */
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
  return { name, shape, fileShape, initial, holder: undefined, value: undefined, gradient: undefined }
}

/** A parameter's tensor for this pass. @throws Error where the store was not read: a defect. */
export function valueOf(parameter: Parameter): Tensor {
  if (!parameter.value) parameter.holder?.readParts()
  if (!parameter.value) throw new Error(`${parameter.name} was not read before this pass.`)
  return parameter.value
}

/** What holds all of these parameters and no others. @throws Error where there is no store: a defect. */
export function holderOf(parameters: readonly Parameter[]): ParameterHolder {
  const holder = parameters[0]?.holder
  if (!holder) throw new Error('Parameters without a store.')
  return holder
}
