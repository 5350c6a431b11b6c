import { boolAttribute } from '../attributes.ts'
import type { Initialiser } from '../initialise.ts'
import { createParameter, valueOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

const transposeA = [boolAttribute('transpose_a', true)]
const transposeB = [boolAttribute('transpose_b', true)]

/** x w + b: [batch, inputs] to [batch, units], with w [inputs, units]. */
export class Dense implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly weight: Parameter
  readonly bias: Parameter
  readonly #tf: TensorFlow
  /** Null from an explanation, which asks for no gradients of parameters. */
  readonly #input = new Kept<Tensor | null>()

  constructor(tf: TensorFlow, name: string, size: { inputs: number; units: number }, initialiser: Initialiser) {
    this.#tf = tf
    this.name = name
    const { inputs, units } = size
    const fans = { fanIn: inputs, fanOut: units }
    const drawn = initialiser.weight(`${name}.weight`, inputs * units, fans)
    this.weight = createParameter(`${name}.weight`, drawn, [inputs, units])
    this.bias = createParameter(`${name}.bias`, initialiser.bias(`${name}.bias`, units, fans), [units])
    this.parameters = [this.weight, this.bias]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const product = tf.run('MatMul', [x, valueOf(this.weight)])
    const y = tf.run('BiasAdd', [product, valueOf(this.bias)])
    tf.release(product)
    if (pass === 'training') this.#input.put(x)
    else tf.release(x)
    if (pass === 'explanation') this.#input.put(null)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const x = this.#input.take(this.name)
    if (x) {
      this.weight.gradient = tf.run('MatMul', [x, gradient], transposeA)
      this.bias.gradient = tf.run('BiasAddGrad', [gradient])
      tf.release(x)
    }
    const result = tf.run('MatMul', [gradient, valueOf(this.weight)], transposeB)
    tf.release(gradient)
    return result
  }
}
