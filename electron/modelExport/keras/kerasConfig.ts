import type { KerasClass, KerasLayer } from './kerasLayer.ts'
import { snakeCase } from './snakeCase.ts'

/** A layer as Keras 3 writes it down (`keras.saving.serialize_keras_object`). */
interface Serialised {
  module: string
  class_name: KerasClass
  config: Record<string, unknown>
  registered_name: null
}

/** The `config.json` of a functional model, which Keras 3 builds it from. */
export function kerasConfig(layers: readonly KerasLayer[], name: string): Record<string, unknown> {
  const [first, last] = [layers[0], layers.at(-1)]
  const shapes = new Map(layers.map((layer) => [layer.name, layer.shape]))
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers: layers.map((layer) => ({
        ...serialiseLayer(layer),
        name: layer.name,
        inbound_nodes: inboundNodes(layer, shapes),
      })),
      input_layers: [[first?.name, 0, 0]],
      output_layers: [[last?.name, 0, 0]],
    },
    registered_name: 'Functional',
  }
}

function serialiseLayer(layer: KerasLayer): Serialised {
  const { className, name, config, wraps, shape } = layer
  if (className === 'InputLayer') return serialise(className, { batch_shape: [null, ...shape], dtype: 'float32', name })
  const wrapped = wraps && { layer: serialise(wraps.className, { name: snakeCase(wraps.className), ...wraps.config }) }
  return serialise(className, { name, trainable: true, dtype: 'float32', ...config, ...wrapped })
}

function serialise(className: KerasClass, config: Record<string, unknown>): Serialised {
  return { module: 'keras.layers', class_name: className, config, registered_name: null }
}

/** The call that made the layer's output: one tensor, or a list of them where there are several. */
function inboundNodes({ inputs }: KerasLayer, shapes: ReadonlyMap<string, number[]>): unknown[] {
  if (inputs.length === 0) return []
  const tensors = inputs.map((name) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...(shapes.get(name) ?? [])], dtype: 'float32', keras_history: [name, 0, 0] },
  }))
  return [{ args: tensors.length === 1 ? tensors : [tensors], kwargs: {} }]
}
