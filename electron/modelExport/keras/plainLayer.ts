import type { Conv1dSpec, LayerSpec } from '../../shared/network.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { NewLayer } from './layerList.ts'
import { convolutionWeights, kernelAndBias, needsZeros, normWeights } from './layerWeights.ts'

/** Layers with one input that Keras has a layer for. */
type PlainSpec = Exclude<LayerSpec, { type: 'fork' | 'join' | 'recurrent' | 'lastState' }>

const classes = {
  batchNorm: 'BatchNormalization',
  layerNorm: 'LayerNormalization',
  averagePool: 'AveragePooling1D',
  maxPool: 'MaxPooling1D',
  globalAverage: 'GlobalAveragePooling1D',
  globalMax: 'GlobalMaxPooling1D',
  flatten: 'Flatten',
} as const

/** The layer of Keras that does what ours does. */
export function plainLayer(spec: PlainSpec, weights: NamedWeights): NewLayer {
  const { channels } = spec.output
  switch (spec.type) {
    case 'conv1d':
      return convolution(spec, weights)
    case 'batchNorm':
    case 'layerNorm': {
      const config = { axis: -1, epsilon: 1e-5 }
      return { className: classes[spec.type], config, weights: normWeights(weights, spec) }
    }
    case 'activation':
      if (spec.activation === 'leaky-relu') return { className: 'LeakyReLU', config: { negative_slope: 0.01 } }
      return { className: 'Activation', config: { activation: spec.activation } }
    case 'averagePool':
    case 'maxPool': {
      const config = { pool_size: [spec.size], strides: [spec.stride], padding: 'valid' }
      return { className: classes[spec.type], config }
    }
    case 'dropout':
      return { className: 'Dropout', config: { rate: spec.rate } }
    case 'dense': {
      const config = { units: channels, activation: 'linear' }
      return { className: 'Dense', config, weights: kernelAndBias(weights, spec.name, [spec.input.channels, channels]) }
    }
    default:
      return { className: classes[spec.type], config: {}, shape: [channels] }
  }
}

function convolution(spec: Conv1dSpec, weights: NamedWeights): NewLayer {
  const [kernel, ...bias] = convolutionWeights(weights, spec)
  return {
    className: 'Conv1D',
    config: {
      filters: spec.output.channels,
      kernel_size: kernel.shape.slice(0, 1),
      strides: [spec.stride],
      padding: spec.padding,
      dilation_rate: [needsZeros(spec) ? 1 : spec.dilation],
      use_bias: spec.hasBias,
    },
    weights: [kernel, ...bias],
  }
}
