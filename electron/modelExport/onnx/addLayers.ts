import type { JoinSpec, LayerSpec } from '../../shared/network.ts'
import type { NamedWeights } from '../namedWeights.ts'
import { addActivation } from './activations.ts'
import { addConvolution, addProjection } from './convolutions.ts'
import { addNorm } from './norms.ts'
import type { OnnxGraph } from './onnxGraph.ts'
import { addRecurrent } from './recurrent.ts'
import { addLastState, addReduction } from './reductions.ts'

/**
 * Adds all layers to a graph: maps are `[batch, channels, length]`, as ONNX's operators want them.
 *
 * @param input name of the beats, `[batch, 1, length]`
 * @returns name of the logits, `[batch, 5]`
 */
export function addLayers(
  graph: OnnxGraph,
  weights: NamedWeights,
  layers: readonly LayerSpec[],
  input: string,
): string {
  const forks = new Map<string, string>()
  let at = input
  for (const spec of layers) {
    if (spec.type === 'fork') forks.set(spec.name, at)
    else if (spec.type === 'join') at = addJoin(graph, weights, spec, { main: at, fork: forks.get(spec.from) ?? at })
    else at = addLayer(graph, weights, spec, at)
  }
  return at
}

function addLayer(
  graph: OnnxGraph,
  weights: NamedWeights,
  spec: Exclude<LayerSpec, { type: 'fork' | 'join' }>,
  at: string,
): string {
  switch (spec.type) {
    case 'conv1d':
      return addConvolution(graph, weights, spec, at)
    case 'batchNorm':
    case 'layerNorm':
      return addNorm(graph, weights, spec, at)
    case 'activation':
      return addActivation(graph, spec.name, spec.activation, at)
    case 'averagePool':
    case 'maxPool': {
      const operator = spec.type === 'maxPool' ? 'MaxPool' : 'AveragePool'
      return graph.add(operator, spec.name, [at], { kernel_shape: [spec.size], strides: [spec.stride] })
    }
    case 'recurrent':
      return addRecurrent(graph, weights, spec, at)
    case 'dropout':
      return at
    case 'dense': {
      const { name, input, output } = spec
      const shape = [input.channels, output.channels]
      return graph.add('Gemm', name, [
        at,
        graph.floats(`${name}.weight`, shape, weights.read(`${name}.weight`, shape)),
        graph.vector(weights, `${name}.bias`, output.channels),
      ])
    }
    case 'lastState':
      return addLastState(graph, spec, at)
    default:
      return addReduction(graph, spec.name, spec.type, at)
  }
}

function addJoin(
  graph: OnnxGraph,
  weights: NamedWeights,
  spec: JoinSpec,
  { main, fork }: { main: string; fork: string },
): string {
  const around = spec.projects ? addProjection(graph, weights, spec, fork) : fork
  return graph.add('Add', spec.name, [main, around])
}
