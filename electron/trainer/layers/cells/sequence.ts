import { boolAttribute, intAttribute, typeAttribute } from '../../attributes.ts'
import type { Tensor, TensorFlow } from '../../tensorflow.ts'
import { valueOf } from '../../parameter.ts'
import type { CellParameters } from './cell.ts'

const transposeA = [boolAttribute('transpose_a', true)]
const transposeB = [boolAttribute('transpose_b', true)]

/** One tensor for each time of a [time, ...] one. */
export function unpack(tf: TensorFlow, sequence: Tensor): Tensor[] {
  const [time = 0] = sequence.shape
  return tf.runMany('Unpack', [sequence], time, [intAttribute('num', time), intAttribute('axis', 0)])
}

/** The inverse of {@link unpack}: puts times together along a new first axis. */
export function stack(tf: TensorFlow, times: readonly Tensor[]): Tensor {
  const attributes = [intAttribute('N', times.length), typeAttribute('T', 'float32'), intAttribute('axis', 0)]
  return tf.run('Pack', times, attributes)
}

/** As {@link stack}, and releases the times. */
export function pack(tf: TensorFlow, times: readonly Tensor[]): Tensor {
  const sequence = stack(tf, times)
  tf.release(...times)
  return sequence
}

/** Puts tensors side by side along their last axis. */
export function concat(tf: TensorFlow, parts: readonly Tensor[]): Tensor {
  const axis = (parts[0]?.shape.length ?? 1) - 1
  const attributes = [intAttribute('N', parts.length), typeAttribute('T', 'float32')]
  return tf.run('ConcatV2', [...parts, tf.intConstant(axis)], attributes)
}

/** Cuts a tensor into pieces of these sizes along its last axis. */
export function split(tf: TensorFlow, whole: Tensor, sizes: readonly number[]): Tensor[] {
  const inputs = [whole, tf.intsConstant(sizes), tf.intConstant(whole.shape.length - 1)]
  return tf.runMany('SplitV', inputs, sizes.length, [intAttribute('num_split', sizes.length)])
}

/** x w (+ bias) for each time of [time, batch, in], all at once. */
export function project(tf: TensorFlow, x: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  const [time = 0, batch = 0, inputs = 0] = x.shape
  const rows = tf.run('Reshape', [x, tf.intsConstant([time * batch, inputs])])
  const product = tf.run('MatMul', [rows, weight])
  const sum = bias ? tf.run('BiasAdd', [product, bias]) : product
  const result = tf.run('Reshape', [sum, tf.intsConstant([time, batch, weight.shape[1] ?? 0])])
  tf.release(rows, product, bias ? sum : undefined)
  return result
}

/** What the gradients of a direction's parameters and input follow from. */
export interface SequenceGradients {
  /** [time, batch, inputs] */
  x: Tensor
  /** The states before each time, [time, batch, units]. */
  before: Tensor
  /** Gradients at the input's share of the gates and at the state's, [time, batch, gates * units] each. */
  atInput: Tensor
  atState: Tensor
  isTraining: boolean
}

/**
 * Gives the parameters of a cell their gradients, of all times at once, and answers the gradient at the input,
 * [time, batch, inputs]. Releases what it is given; `atInput` and `atState` may be the same tensor.
 */
export function finishBackward(tf: TensorFlow, parameters: CellParameters, gradients: SequenceGradients): Tensor {
  const { x, before, atInput, atState, isTraining } = gradients
  const rowsOf = (sequence: Tensor) => {
    const [time = 0, batch = 0, channels = 0] = sequence.shape
    return tf.run('Reshape', [sequence, tf.intsConstant([time * batch, channels])])
  }
  const rows = { x: rowsOf(x), before: rowsOf(before), atInput: rowsOf(atInput), atState: rowsOf(atState) }
  if (isTraining) {
    parameters.inputWeight.gradient = tf.run('MatMul', [rows.x, rows.atInput], transposeA)
    parameters.stateWeight.gradient = tf.run('MatMul', [rows.before, rows.atState], transposeA)
    parameters.inputBias.gradient = tf.run('BiasAddGrad', [rows.atInput])
    parameters.stateBias.gradient = tf.run('BiasAddGrad', [rows.atState])
  }
  const product = tf.run('MatMul', [rows.atInput, valueOf(parameters.inputWeight)], transposeB)
  const result = tf.run('Reshape', [product, tf.intsConstant(x.shape)])
  tf.release(rows.x, rows.before, rows.atInput, rows.atState, product, x, before, atInput)
  if (atState !== atInput) tf.release(atState)
  return result
}

/** Zeros, then all states but the last: what each time began from. */
export function statesBefore(tf: TensorFlow, states: readonly Tensor[]): Tensor {
  const zeros = tf.zerosConstant(states[0]?.shape ?? [])
  return stack(tf, [zeros, ...states.slice(0, -1)])
}

/** a b^T. */
export function timesTransposed(tf: TensorFlow, a: Tensor, b: Tensor): Tensor {
  return tf.run('MatMul', [a, b], transposeB)
}
