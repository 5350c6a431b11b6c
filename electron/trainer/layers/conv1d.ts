import { intsAttribute, stringAttribute, type Attribute } from '../attributes.ts'
import { uniformByFanIn } from '../initialise.ts'
import { createParameter, valueOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

export interface Conv1dOptions {
  inputChannels: number
  filters: number
  kernelSize: number
  dilation: number
  /** False for the first layer of a network: nobody asks how the loss changes with the beats. */
  needsInputGradient: boolean
  /**
   * True where batch norm comes next. With batch statistics it subtracts the bias again, so that in training the bias
   * need not be added, and its gradient is zero. (PyTorch adds it and finds rounding errors for a gradient.)
   */
  isNormalised: boolean
}

/**
 * Cross-correlation over time with zero padding to the same length, the odd zero behind (as PyTorch's padding='same'):
 * [batch, 1, length, in] to [batch, 1, length, filters], as a two-dimensional convolution of height 1.
 */
export class Conv1d implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly bias: Parameter
  readonly #tf: TensorFlow
  readonly #options: Conv1dOptions
  readonly #weight: Parameter
  readonly #attributes: readonly Attribute[]
  /** `x` is null from an explanation, which asks for no gradients of parameters. */
  readonly #kept = new Kept<{ x: Tensor | null; shape: readonly number[] }>()

  constructor(tf: TensorFlow, name: string, options: Conv1dOptions, seed: number) {
    this.#tf = tf
    this.name = name
    this.#options = options
    const { inputChannels, filters, kernelSize, dilation } = options
    const fanIn = inputChannels * kernelSize
    const draw = (count: number, parameter: string) => uniformByFanIn(count, fanIn, seed, parameter)
    const fileShape = [kernelSize, inputChannels, filters]
    this.#weight = createParameter(
      `${name}.weight`,
      draw(fanIn * filters, `${name}.weight`),
      [1, ...fileShape],
      fileShape,
    )
    this.bias = createParameter(`${name}.bias`, draw(filters, `${name}.bias`), [filters])
    this.parameters = [this.#weight, this.bias]
    this.#attributes = [
      intsAttribute('strides', [1, 1, 1, 1]),
      stringAttribute('padding', 'SAME'),
      intsAttribute('dilations', [1, 1, dilation, 1]),
    ]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const product = tf.run('Conv2D', [x, valueOf(this.#weight)], this.#attributes)
    if (pass === 'training') this.#kept.put({ x, shape: x.shape })
    else tf.release(x)
    if (pass === 'explanation') this.#kept.put({ x: null, shape: x.shape })
    if (pass === 'training' && this.#options.isNormalised) return product
    const y = tf.run('BiasAdd', [product, valueOf(this.bias)])
    tf.release(product)
    return y
  }

  backward(gradient: Tensor): Tensor | null {
    const tf = this.#tf
    const { x, shape } = this.#kept.take(this.name)
    if (x) {
      const filterShape = tf.intsConstant(this.#weight.shape)
      this.#weight.gradient = tf.run('Conv2DBackpropFilter', [x, filterShape, gradient], this.#attributes)
      if (!this.#options.isNormalised) this.bias.gradient = tf.run('BiasAddGrad', [gradient])
      tf.release(x)
    }
    const result = this.#options.needsInputGradient
      ? tf.run('Conv2DBackpropInput', [tf.intsConstant(shape), valueOf(this.#weight), gradient], this.#attributes)
      : null
    tf.release(gradient)
    return result
  }
}
