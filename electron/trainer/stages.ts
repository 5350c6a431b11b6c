import type { LayerSpec } from '../shared/network.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import { Conv1d } from './layers/conv1d.ts'
import { Dense } from './layers/dense.ts'
import { FusedConvBlocks, type ConvBlockParts } from './layers/fusedConvBlocks.ts'
import { FusedDense } from './layers/fusedDense.ts'
import type { Layer } from './layers/layer.ts'
import type { TensorFlow } from './tensorflow.ts'

/** A layer that stands for the next `count` layers. */
interface Fusion {
  layer: Layer
  count: number
}

/** A network's layers, from one on. */
interface Rest {
  specs: readonly LayerSpec[]
  layers: readonly Layer[]
  /** Something before it learns. */
  needsInputGradient: boolean
}

/**
 * What a pass over the whole network runs: its layers, with a fused one wherever the fused kernels know what several in a row
 * do. With TensorFlow's stock kernels, the layers themselves.
 */
export function stagesOf(tf: TensorFlow, specs: readonly LayerSpec[], layers: readonly Layer[]): readonly Layer[] {
  if (tf.kernels.kind === 'stock') return layers
  const stages: Layer[] = []
  for (let at = 0; at < layers.length;) {
    const needsInputGradient = stages.some(({ parameters }) => parameters.length > 0)
    const rest = { specs: specs.slice(at), layers: layers.slice(at), needsInputGradient }
    const fusion = fuseConvBlocks(tf, rest) ?? fuseDense(tf, rest)
    const layer = fusion?.layer ?? layers[at]
    if (layer) stages.push(layer)
    at += fusion?.count ?? 1
  }
  return stages
}

/** As many blocks as follow each other. */
function fuseConvBlocks(tf: TensorFlow, { specs, layers }: Rest): Fusion | null {
  const blocks: ConvBlockParts[] = []
  let count = 0
  for (;;) {
    const found = convBlockAt(specs.slice(count), layers.slice(count))
    if (!found) break
    blocks.push(found.parts)
    count += found.count
  }
  return blocks.length > 0 ? { layer: new FusedConvBlocks(tf, blocks), count } : null
}

/** Convolution, batch norm, ReLU and, where it is next, average pooling of windows that do not overlap. */
function convBlockAt(
  [spec, , activation, pooling]: readonly LayerSpec[],
  [conv, norm]: readonly Layer[],
): { parts: ConvBlockParts; count: number } | null {
  if (spec?.type !== 'conv1d' || !(conv instanceof Conv1d) || !(norm instanceof BatchNorm)) return null
  if (!isRelu(activation)) return null
  const pools = pooling?.type === 'averagePool' && pooling.size === pooling.stride
  return { parts: { spec, conv, norm, pool: pools ? pooling.size : 1 }, count: pools ? 4 : 3 }
}

/** Flatten where it is first, a dense layer and, where it is next, ReLU. */
function fuseDense(tf: TensorFlow, { specs, layers, needsInputGradient }: Rest): Fusion | null {
  const [first] = specs
  const flattens = first?.type === 'flatten'
  const before = flattens ? 1 : 0
  const dense = layers[before]
  if (!first || !(dense instanceof Dense)) return null
  const hasRelu = isRelu(specs[before + 1])
  const input = flattens ? first.input : first.input.channels
  const layer = new FusedDense(tf, { dense, input, hasRelu, needsInputGradient })
  return { layer, count: before + 1 + (hasRelu ? 1 : 0) }
}

function isRelu(spec: LayerSpec | undefined): boolean {
  return spec?.type === 'activation' && spec.activation === 'relu'
}
