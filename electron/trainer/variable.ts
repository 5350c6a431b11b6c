import { intAttribute, shapeAttribute, stringAttribute, typeAttribute } from './attributes.ts'
import type { Parameter, ParameterHolder } from './parameter.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

const floatType = typeAttribute('dtype', 'float32')
let created = 0

/**
 * A TensorFlow resource variable, which optimiser kernels change in place, with one parameter in it, or with several end to
 * end: one kernel call then reads or updates all of them.
 */
export class Variable implements ParameterHolder {
  readonly parameters: readonly Parameter[]
  readonly size: number
  readonly handle: Tensor
  gradient: Tensor | undefined
  readonly #tf: TensorFlow
  readonly #shape: readonly number[]
  readonly #sizes: readonly number[]
  /** There between {@link read} and {@link release}. */
  #whole: Tensor | undefined

  constructor(tf: TensorFlow, parameters: readonly Parameter[]) {
    this.#tf = tf
    this.parameters = parameters
    this.#sizes = parameters.map((parameter) => parameter.initial.length)
    this.size = this.#sizes.reduce((sum, size) => sum + size, 0)
    const [only] = parameters
    this.#shape = parameters.length === 1 && only ? only.shape : [this.size]
    for (const parameter of parameters) parameter.holder = this
    this.handle = createHandle(tf, this.#shape)
    this.write(parameters.map((parameter) => parameter.initial))
  }

  /** A second variable of the same shape, all zero: a moment of an optimiser. */
  createZeros(): Tensor {
    const handle = createHandle(this.#tf, this.#shape)
    const zeros = this.#tf.floats(new Float32Array(this.size), this.#shape)
    assignCopy(this.#tf, handle, zeros)
    return handle
  }

  /** Has the values read; parts that were cut out of them before are given back. */
  read(): void {
    this.#releaseParts()
    this.#whole ??= this.#tf.run('ReadVariableOp', [this.handle], [floatType])
  }

  /** All values as one tensor, for as long as the variable is read. @throws Error where it is not: a defect. */
  wholeValue(): Tensor {
    if (!this.#whole) throw new Error(`${this.parameters[0]?.name} was not read before.`)
    return this.#whole
  }

  /** Sets each parameter's `value`. */
  readParts(): void {
    const whole = this.wholeValue()
    const parts = this.parameters.length === 1 ? [whole] : this.#split(whole)
    this.parameters.forEach((parameter, index) => (parameter.value = parts[index]))
  }

  /** Gives back what {@link read} made. An update is in place only when nobody else holds the values. */
  release(): void {
    this.#releaseParts()
    this.#tf.release(this.#whole)
    this.#whole = undefined
  }

  /** Takes the parameters' gradients as one tensor of the variable's shape; null where all are zero. */
  takeGradient(): Tensor | null {
    const whole = this.gradient
    const parts = this.parameters.map((parameter) => parameter.gradient)
    this.gradient = undefined
    for (const parameter of this.parameters) parameter.gradient = undefined
    if (whole) return whole
    if (this.parameters.length === 1) return parts[0] ?? null
    return parts.every((part) => part === undefined) ? null : this.#join(parts)
  }

  /** Takes a tensor of the variable's shape off its values. */
  subtract(amount: Tensor): void {
    this.#tf.runMany('AssignSubVariableOp', [this.handle, amount], 0)
  }

  /** Copies the values out, or those behind another handle of {@link createZeros}, one array for each parameter. */
  snapshot(handle = this.handle): Float32Array[] {
    const whole = this.#tf.run('ReadVariableOp', [handle], [floatType])
    const values = this.#tf.readFloats(whole)
    this.#tf.release(whole)
    let at = 0
    return this.#sizes.map((size) => values.slice(at, (at += size)))
  }

  /** Replaces the values, or those behind another handle of {@link createZeros}, one array for each parameter. */
  write(values: readonly Float32Array[], handle = this.handle): void {
    if (handle === this.handle) this.release()
    const whole = new Float32Array(this.size)
    let at = 0
    for (const [index, part] of values.entries()) {
      if (part.length !== this.#sizes[index]) throw new RangeError(`${this.parameters[index]?.name}: wrong length`)
      whole.set(part, at)
      at += part.length
    }
    assignCopy(this.#tf, handle, this.#tf.floats(whole, this.#shape))
  }

  /** Frees the values for good. */
  destroy(): void {
    this.#tf.runMany('DestroyResourceOp', [this.handle], 0)
    this.#tf.release(this.handle)
  }

  #releaseParts(): void {
    if (this.parameters.length > 1) for (const { value } of this.parameters) this.#tf.release(value)
    for (const parameter of this.parameters) parameter.value = undefined
  }

  #split(whole: Tensor): Tensor[] {
    const inputs = [whole, this.#tf.intsConstant(this.#sizes), this.#tf.intConstant(0)]
    return this.#tf
      .runMany('SplitV', inputs, this.#sizes.length, [intAttribute('num_split', this.#sizes.length)])
      .map((part, index) => this.#reshape(part, this.parameters[index]?.shape ?? []))
  }

  /** Undefined parts are zero. Owns them. */
  #join(parts: readonly (Tensor | undefined)[]): Tensor {
    const flat = parts.map((part, index) => {
      const size = this.#sizes[index] ?? 0
      return part ? this.#reshape(part, [size]) : this.#tf.zerosConstant([size])
    })
    const inputs = [...flat, this.#tf.intConstant(0)]
    const whole = this.#tf.run('ConcatV2', inputs, [intAttribute('N', flat.length), typeAttribute('T', 'float32')])
    this.#tf.release(...flat.filter((_, index) => parts[index] !== undefined))
    return whole
  }

  /** Owns `tensor`. */
  #reshape(tensor: Tensor, shape: readonly number[]): Tensor {
    if (shape.length === tensor.shape.length) return tensor
    const result = this.#tf.run('Reshape', [tensor, this.#tf.intsConstant(shape)])
    this.#tf.release(tensor)
    return result
  }
}

function createHandle(tf: TensorFlow, shape: readonly number[]): Tensor {
  const name = stringAttribute('shared_name', `beatbench ${created++}`)
  return tf.run('VarHandleOp', [], [floatType, shapeAttribute('shape', shape), name])
}

/** An uploaded tensor shares JavaScript's memory; the variable gets a copy of its own, made by an addition of zero. */
function assignCopy(tf: TensorFlow, handle: Tensor, uploaded: Tensor): void {
  const copy = tf.run('AddV2', [uploaded, tf.constant(0)])
  tf.runMany('AssignVariableOp', [handle, copy], 0)
  tf.release(uploaded, copy)
}
