import type { KerasLayer } from '../keras/kerasLayer.ts'
import { snakeCase } from '../keras/snakeCase.ts'

/** Weights come from the file: drawing them first takes long for the orthogonal matrices of recurrent layers. */
const zeros = { class_name: 'Zeros', config: {} }

/** The model of a `model.json`, in the form of Keras 2 that TensorFlow.js reads. */
export function tfjsTopology(layers: readonly KerasLayer[], name: string): Record<string, unknown> {
  return {
    keras_version: 'tfjs-layers',
    backend: 'tensor_flow.js',
    model_config: {
      class_name: 'Model',
      config: {
        name,
        layers: layers.map((layer) => ({
          name: layer.name,
          class_name: layer.className,
          config: layerConfig(layer),
          inbound_nodes: layer.inputs.length === 0 ? [] : [layer.inputs.map((input) => [input, 0, 0, {}])],
        })),
        input_layers: [[layers[0]?.name, 0, 0]],
        output_layers: [[layers.at(-1)?.name, 0, 0]],
      },
    },
  }
}

function layerConfig({ className, name, config, wraps, shape }: KerasLayer): Record<string, unknown> {
  const common = { name, trainable: true }
  if (className === 'InputLayer') return { name, batch_input_shape: [null, ...shape], dtype: 'float32' }
  if (className === 'LeakyReLU') return { ...common, alpha: config['negative_slope'] }
  if (className === 'LSTM' || className === 'SimpleRNN') return { ...common, ...recurrentConfig(config) }
  if (!wraps) return { ...common, ...config }
  const inner = { name: snakeCase(wraps.className), ...recurrentConfig(wraps.config) }
  return { ...common, ...config, layer: { class_name: wraps.className, config: inner } }
}

function recurrentConfig(config: Record<string, unknown>): Record<string, unknown> {
  return { ...config, unit_forget_bias: false, kernel_initializer: zeros, recurrent_initializer: zeros }
}
