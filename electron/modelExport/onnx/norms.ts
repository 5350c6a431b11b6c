import type { LayerSpec } from '../../shared/network.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { OnnxGraph } from './onnxGraph.ts'
import { turnMap } from './transpose.ts'

const epsilon = { float: 1e-5 }

/** Adds a batch norm with its running statistics, or a layer norm over the channels of each sample. */
export function addNorm(
  graph: OnnxGraph,
  weights: NamedWeights,
  { type, name, output }: LayerSpec,
  at: string,
): string {
  const vector = (part: string) => graph.vector(weights, `${name}.${part}`, output.channels)
  const affine = [vector('weight'), vector('bias')]
  if (type === 'batchNorm') {
    const statistics = [vector('running_mean'), vector('running_var')]
    return graph.add('BatchNormalization', name, [at, ...affine, ...statistics], { epsilon })
  }
  const turned = graph.add('Transpose', `${name}.turned`, [at], turnMap)
  const normal = graph.add('LayerNormalization', `${name}.normal`, [turned, ...affine], { axis: -1, epsilon })
  return graph.add('Transpose', name, [normal], turnMap)
}
