import type { LayerSpec } from '../shared/network.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import { Conv1d } from './layers/conv1d.ts'
import { Dense } from './layers/dense.ts'
import { FusedConvBlock } from './layers/fusedConvBlock.ts'
import { FusedDense } from './layers/fusedDense.ts'
import type { Layer } from './layers/layer.ts'
import type { TensorFlow } from './tensorflow.ts'

/** A layer that stands for the next `count` layers. */
interface Fusion {
  layer: Layer
  count: number
}

/**
 * What a pass over the whole network runs: its layers, with a fused one wherever the fused kernels know what several in a row
 * do. With TensorFlow's stock kernels, the layers themselves.
 */
export function stagesOf(tf: TensorFlow, specs: readonly LayerSpec[], layers: readonly Layer[]): readonly Layer[] {
  if (tf.kernels.kind === 'stock') return layers
  const stages: Layer[] = []
  for (let at = 0; at < layers.length;) {
    const fusion = fuseConvBlock(tf, specs, layers, at) ?? fuseDense(tf, specs, layers, at)
    const layer = fusion?.layer ?? layers[at]
    if (layer) stages.push(layer)
    at += fusion?.count ?? 1
  }
  return stages
}

/** Convolution, batch norm, ReLU and, where it is next, average pooling of windows that do not overlap. */
function fuseConvBlock(
  tf: TensorFlow,
  specs: readonly LayerSpec[],
  layers: readonly Layer[],
  at: number,
): Fusion | null {
  const [spec, , activation, pooling] = specs.slice(at, at + 4)
  const [conv, norm] = layers.slice(at, at + 2)
  if (spec?.type !== 'conv1d' || !(conv instanceof Conv1d) || !(norm instanceof BatchNorm)) return null
  if (!isRelu(activation)) return null
  const pools = pooling?.type === 'averagePool' && pooling.size === pooling.stride
  const parts = { spec, conv, norm, pool: pools ? pooling.size : 1 }
  return { layer: new FusedConvBlock(tf, parts), count: pools ? 4 : 3 }
}

/** Flatten where it is first, a dense layer and, where it is next, ReLU. */
function fuseDense(tf: TensorFlow, specs: readonly LayerSpec[], layers: readonly Layer[], at: number): Fusion | null {
  const first = specs[at]
  const flattens = first?.type === 'flatten'
  const before = flattens ? 1 : 0
  const dense = layers[at + before]
  if (!first || !(dense instanceof Dense)) return null
  const hasRelu = isRelu(specs[at + before + 1])
  const needsInputGradient = layers.slice(0, at).some(({ parameters }) => parameters.length > 0)
  const input = flattens ? first.input : first.input.channels
  const layer = new FusedDense(tf, { dense, input, hasRelu, needsInputGradient })
  return { layer, count: before + 1 + (hasRelu ? 1 : 0) }
}

function isRelu(spec: LayerSpec | undefined): boolean {
  return spec?.type === 'activation' && spec.activation === 'relu'
}
