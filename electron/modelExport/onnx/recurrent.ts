import type { RecurrentSpec } from '../../shared/network.ts'
import { joinFloats } from '../joinFloats.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { OnnxGraph } from './onnxGraph.ts'
import { transpose } from './transpose.ts'

/** Where each of ONNX's gates stands among ours: its GRU has update, reset, new, its LSTM input, output, forget, cell. */
const gateOrder = { rnn: [0], gru: [1, 0, 2], lstm: [0, 3, 1, 2] } as const
const operators = { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' } as const

/** Adds a recurrent layer over a map `[batch, channels, length]` and gives the map of its states. */
export function addRecurrent(graph: OnnxGraph, weights: NamedWeights, spec: RecurrentSpec, map: string): string {
  const { name, cell, units, bidirectional, output } = spec
  const sequence = graph.add('Transpose', `${name}.sequence`, [map], { perm: [2, 0, 1] })
  const [kernel, recurrent, bias] = addWeights(graph, weights, spec)
  const states = graph.add(operators[cell], `${name}.states`, [sequence, kernel, recurrent, bias], {
    hidden_size: units,
    direction: bidirectional ? 'bidirectional' : 'forward',
    ...(cell === 'gru' ? { linear_before_reset: 1 } : {}),
  })
  // States are [length, directions, batch, units].
  const turned = graph.add('Transpose', `${name}.turned`, [states], { perm: [2, 1, 3, 0] })
  return graph.add('Reshape', name, [turned, graph.integers([0, output.channels, output.length])])
}

/** `W` [directions, gates x units, in], `R` [directions, gates x units, units], `B` [directions, 2 x gates x units]. */
function addWeights(graph: OnnxGraph, weights: NamedWeights, spec: RecurrentSpec): [string, string, string] {
  const { name, cell, units, input, bidirectional } = spec
  const directions = bidirectional ? ['', '_reverse'] : ['']
  const columns = gateOrder[cell].length * units
  const matrix = (weight: string, rows: number) =>
    directions.map((direction) =>
      orderGates(transpose(weights.read(`${name}.${weight}${direction}`, [rows, columns]), rows, columns), spec, rows),
    )
  const biases = directions.flatMap((direction) =>
    ['bias_ih', 'bias_hh'].map((bias) => orderGates(weights.read(`${name}.${bias}${direction}`, [columns]), spec, 1)),
  )
  return [
    graph.floats(
      `${name}.weight_ih`,
      [directions.length, columns, input.channels],
      joinFloats(matrix('weight_ih', input.channels)),
    ),
    graph.floats(`${name}.weight_hh`, [directions.length, columns, units], joinFloats(matrix('weight_hh', units))),
    graph.floats(`${name}.bias`, [directions.length, 2 * columns], joinFloats(biases)),
  ]
}

/** Puts the gates, blocks of `units` rows of `width` values, in ONNX's order. */
function orderGates(data: Float32Array, { cell, units }: RecurrentSpec, width: number): Float32Array {
  const block = units * width
  return joinFloats(gateOrder[cell].map((ours) => data.subarray(ours * block, (ours + 1) * block)))
}
