import type { LayerSpec } from '../../shared/network.ts'
import type { OnnxGraph } from './onnxGraph.ts'
import { turnMap } from './transpose.ts'

/** Adds what makes `[batch, values]` of a whole map `[batch, channels, length]`. */
export function addReduction(
  graph: OnnxGraph,
  name: string,
  how: 'globalAverage' | 'globalMax' | 'flatten',
  at: string,
): string {
  const operators = { globalAverage: 'GlobalAveragePool', globalMax: 'GlobalMaxPool', flatten: 'Transpose' } as const
  const reduced = graph.add(operators[how], `${name}.map`, [at], how === 'flatten' ? turnMap : {})
  return graph.add('Flatten', name, [reduced], { axis: 1 })
}

/** Takes the last sample's states; of two directions the first half of them, and the second half at the first sample. */
export function addLastState(
  graph: OnnxGraph,
  { name, bidirectional, input }: Extract<LayerSpec, { type: 'lastState' }>,
  at: string,
): string {
  const { channels, length } = input
  const axes = graph.integers([1, 2])
  const cut = (part: string, [from, to]: [number, number], sample: number) => {
    const [starts, ends] = [graph.integers([from, sample]), graph.integers([to, sample + 1])]
    const states = graph.add('Slice', `${part}.map`, [at, starts, ends, axes])
    return graph.add('Flatten', part, [states], { axis: 1 })
  }
  if (!bidirectional) return cut(name, [0, channels], length - 1)
  const forward = cut(`${name}.forward`, [0, channels / 2], length - 1)
  const backward = cut(`${name}.backward`, [channels / 2, channels], 0)
  return graph.add('Concat', name, [forward, backward], { axis: 1 })
}
