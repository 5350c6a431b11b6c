import type { Conv1dSpec, LayerSpec, RecurrentSpec } from '../../shared/network.ts'
import { joinFloats } from '../joinFloats.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { KerasWeight } from './kerasLayer.ts'

/** A weight of the layer itself. */
function own(weights: NamedWeights, from: string, name: string, shape: number[]): KerasWeight {
  return { name, part: '', shape, data: weights.read(from, shape) }
}

/** `NAME.weight` and `NAME.bias` of a dense layer, or of a convolution of kernel 1. */
export function kernelAndBias(weights: NamedWeights, name: string, shape: number[]): KerasWeight[] {
  return [own(weights, `${name}.weight`, 'kernel', shape), own(weights, `${name}.bias`, 'bias', shape.slice(-1))]
}

/**
 * Kernel and bias of a convolution. Keras takes a stride or a dilation, not both: a dilated kernel is then written out
 * with the zeros between its taps, which gives the same numbers.
 */
export function convolutionWeights(weights: NamedWeights, spec: Conv1dSpec): [KerasWeight, ...KerasWeight[]] {
  const { name, kernelSize, input, output } = spec
  const kernel = own(weights, `${name}.weight`, 'kernel', [kernelSize, input.channels, output.channels])
  const bias = spec.hasBias ? [own(weights, `${name}.bias`, 'bias', [output.channels])] : []
  return [needsZeros(spec) ? withZeros(kernel, spec.dilation) : kernel, ...bias]
}

/** True where Keras has no layer of this stride and dilation. */
export function needsZeros({ stride, dilation }: Conv1dSpec): boolean {
  return stride > 1 && dilation > 1
}

function withZeros(kernel: KerasWeight, dilation: number): KerasWeight {
  const [taps = 1, ...rest] = kernel.shape
  const tapSize = kernel.data.length / taps
  const span = (taps - 1) * dilation + 1
  const data = new Float32Array(span * tapSize)
  for (let tap = 0; tap < taps; tap++)
    data.set(kernel.data.subarray(tap * tapSize, (tap + 1) * tapSize), tap * dilation * tapSize)
  return { ...kernel, shape: [span, ...rest], data }
}

/** Scale, shift and, of a batch norm, running statistics. */
export function normWeights(weights: NamedWeights, { name, type, output }: LayerSpec): KerasWeight[] {
  const shape = [output.channels]
  const affine = [own(weights, `${name}.weight`, 'gamma', shape), own(weights, `${name}.bias`, 'beta', shape)]
  if (type !== 'batchNorm') return affine
  return [
    ...affine,
    own(weights, `${name}.running_mean`, 'moving_mean', shape),
    own(weights, `${name}.running_var`, 'moving_variance', shape),
  ]
}

/** Where each of Keras's gates stands among ours: its GRU has update, reset, new. */
const gateOrder = { rnn: [0], gru: [1, 0, 2], lstm: [0, 1, 2, 3] } as const

/** Kernel, recurrent kernel and bias of a recurrent layer's cell, or of the two cells of its directions. */
export function recurrentWeights(weights: NamedWeights, spec: RecurrentSpec): KerasWeight[] {
  if (!spec.bidirectional) return cellWeights(weights, spec, '', 'cell')
  return [
    ...cellWeights(weights, spec, '', 'forward_layer/cell'),
    ...cellWeights(weights, spec, '_reverse', 'backward_layer/cell'),
  ]
}

function cellWeights(
  weights: NamedWeights,
  spec: RecurrentSpec,
  direction: '' | '_reverse',
  part: KerasWeight['part'],
): KerasWeight[] {
  const { name, units, input, cell } = spec
  const columns = gateOrder[cell].length * units
  const read = (weight: string, shape: number[]) =>
    orderGates(weights.read(`${name}.${weight}${direction}`, shape), spec)
  const inputBias = read('bias_ih', [columns])
  const recurrentBias = read('bias_hh', [columns])
  return [
    { name: 'kernel', part, shape: [input.channels, columns], data: read('weight_ih', [input.channels, columns]) },
    { name: 'recurrent_kernel', part, shape: [units, columns], data: read('weight_hh', [units, columns]) },
    { name: 'bias', part, ...biasOf(cell, inputBias, recurrentBias) },
  ]
}

/** Keras keeps the two biases apart in a GRU only, where the reset gate stands between them; elsewhere their sum. */
function biasOf(cell: RecurrentSpec['cell'], input: Float32Array, recurrent: Float32Array) {
  const { length } = input
  if (cell === 'gru') return { shape: [2, length], data: joinFloats([input, recurrent]) }
  return { shape: [length], data: input.map((value, index) => value + (recurrent[index] ?? 0)) }
}

/** Puts the gates, blocks of `units` columns in each row, in Keras's order. */
function orderGates(data: Float32Array, { cell, units }: RecurrentSpec): Float32Array {
  const order = gateOrder[cell]
  const ordered = new Float32Array(data.length)
  const columns = order.length * units
  for (let row = 0; row < data.length; row += columns)
    order.forEach((ours, theirs) => {
      const start = row + ours * units
      ordered.set(data.subarray(start, start + units), row + theirs * units)
    })
  return ordered
}
