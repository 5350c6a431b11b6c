import type { ParameterStore } from '../../electron/trainer/parameterStore.ts'
import type { TensorFlow } from '../../electron/trainer/tensorflow.ts'

/** The gradients of a backward pass by parameter, in the order of the parameters; zeros where a layer gave none. */
export function takeGradients(tf: TensorFlow, store: ParameterStore): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>()
  for (const variable of store.variables) {
    const whole = variable.takeGradient()
    const values = whole ? tf.readFloats(whole) : new Float32Array(variable.size)
    tf.release(whole ?? undefined)
    let at = 0
    for (const { name, initial } of variable.parameters) found.set(name, values.slice(at, (at += initial.length)))
  }
  return new Map(store.parameters.map(({ name }) => [name, found.get(name) ?? new Float32Array()]))
}
