import { intAttribute, shapeAttribute, stringAttribute, typeAttribute } from './attributes.ts'
import type { Parameter } from './parameter.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

const floatType = typeAttribute('dtype', 'float32')
let created = 0

/**
 * A TensorFlow resource variable, which optimiser kernels change in place, with one parameter in it, or with several
 * vectors end to end: one kernel call then reads or updates all of them.
 */
export class Variable {
  readonly parameters: readonly Parameter[]
  readonly size: number
  readonly handle: Tensor
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

  /** Sets each parameter's `value`; does nothing while it is read. */
  read(): void {
    if (this.#whole) return
    this.#whole = this.#tf.run('ReadVariableOp', [this.handle], [floatType])
    const parts = this.parameters.length === 1 ? [this.#whole] : this.#split(this.#whole)
    this.parameters.forEach((parameter, index) => (parameter.value = parts[index]))
  }

  /** All values as one tensor, for as long as the variable is read. @throws Error where it is not: a defect. */
  wholeValue(): Tensor {
    if (!this.#whole) throw new Error(`${this.parameters[0]?.name} was not read before.`)
    return this.#whole
  }

  /** Gives back what {@link read} made. An update is in place only when nobody else holds the values. */
  release(): void {
    if (this.parameters.length > 1) for (const { value } of this.parameters) this.#tf.release(value)
    for (const parameter of this.parameters) parameter.value = undefined
    this.#tf.release(this.#whole)
    this.#whole = undefined
  }

  /** Takes the parameters' gradients as one tensor of the variable's shape; null where all are zero. */
  takeGradient(): Tensor | null {
    const gradients = this.parameters.map((parameter) => parameter.gradient)
    for (const parameter of this.parameters) parameter.gradient = undefined
    if (this.parameters.length === 1) return gradients[0] ?? null
    if (gradients.every((gradient) => gradient === undefined)) return null
    const parts = gradients.map((gradient, index) => gradient ?? this.#tf.zerosConstant([this.#sizes[index] ?? 0]))
    const whole = this.#tf.run(
      'ConcatV2',
      [...parts, this.#tf.intConstant(0)],
      [intAttribute('N', parts.length), typeAttribute('T', 'float32')],
    )
    this.#tf.release(...gradients)
    return whole
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

  #split(whole: Tensor): Tensor[] {
    const inputs = [whole, this.#tf.intsConstant(this.#sizes), this.#tf.intConstant(0)]
    return this.#tf.runMany('SplitV', inputs, this.#sizes.length, [intAttribute('num_split', this.#sizes.length)])
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
