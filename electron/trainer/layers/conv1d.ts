import type { Conv1dSpec } from '../../shared/network.ts'
import { intsAttribute, stringAttribute, type Attribute } from '../attributes.ts'
import type { Initialiser } from '../initialise.ts'
import { createParameter, valueOf, type Parameter } from '../parameter.ts'
import { usesOneDnn, type Tensor, type TensorFlow } from '../tensorflow.ts'
import { gatherTaps, spreadFilter, spreadSize } from './dilatedFilter.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** A convolution, and what it has to know of the network around it. */
export interface Conv1dOptions extends Pick<
  Conv1dSpec,
  'name' | 'kernelSize' | 'dilation' | 'stride' | 'padding' | 'hasBias'
> {
  inputChannels: number
  filters: number
  /** False for the first layer of a network: nobody asks how the loss changes with the beats. */
  needsInputGradient: boolean
  /**
   * True where batch norm comes next. With batch statistics it subtracts the bias again, so that in training the bias
   * need not be added, and its gradient is zero. (PyTorch adds it and finds rounding errors for a gradient.)
   */
  isNormalised: boolean
}

/**
 * Cross-correlation over time, [batch, 1, length, in] to [batch, 1, length, filters], as a two-dimensional convolution of
 * height 1. Padding `same` puts the odd zero behind, as PyTorch's does.
 */
export class Conv1d implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly options: Conv1dOptions
  readonly weight: Parameter
  readonly bias: Parameter | null
  readonly #tf: TensorFlow
  readonly #attributes: readonly Attribute[]
  /** True where the kernels cannot dilate by themselves. */
  readonly #isSpread: boolean
  /** `x` is null from an explanation, which asks for no gradients of parameters. */
  readonly #kept = new Kept<{ x: Tensor | null; shape: readonly number[] }>()

  constructor(tf: TensorFlow, options: Conv1dOptions, initialiser: Initialiser) {
    this.#tf = tf
    this.options = options
    const { name, inputChannels, filters, kernelSize, dilation, stride, padding } = options
    this.name = name
    const fileShape = [kernelSize, inputChannels, filters]
    const fans = { fanIn: inputChannels * kernelSize, fanOut: filters * kernelSize }
    const drawn = initialiser.weight(`${name}.weight`, kernelSize * inputChannels * filters, fans)
    this.weight = createParameter(`${name}.weight`, drawn, [1, ...fileShape], fileShape)
    this.bias = options.hasBias
      ? createParameter(`${name}.bias`, initialiser.bias(`${name}.bias`, filters, fans), [filters])
      : null
    this.parameters = this.bias ? [this.weight, this.bias] : [this.weight]
    this.#isSpread = dilation > 1 && (stride > 1 || !usesOneDnn())
    this.#attributes = [
      intsAttribute('strides', [1, 1, stride, 1]),
      stringAttribute('padding', padding === 'same' ? 'SAME' : 'VALID'),
      intsAttribute('dilations', [1, 1, this.#isSpread ? 1 : dilation, 1]),
    ]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const product = this.#withFilter((filter) => tf.run('Conv2D', [x, filter], this.#attributes))
    if (pass === 'training') this.#kept.put({ x, shape: x.shape })
    else tf.release(x)
    if (pass === 'explanation') this.#kept.put({ x: null, shape: x.shape })
    if (!this.bias || (pass === 'training' && this.options.isNormalised)) return product
    const y = tf.run('BiasAdd', [product, valueOf(this.bias)])
    tf.release(product)
    return y
  }

  backward(gradient: Tensor): Tensor | null {
    const tf = this.#tf
    const { x, shape } = this.#kept.take(this.name)
    if (x) {
      this.weight.gradient = this.#filterGradient(x, gradient)
      if (this.bias && !this.options.isNormalised) this.bias.gradient = tf.run('BiasAddGrad', [gradient])
      tf.release(x)
    }
    const result = this.options.needsInputGradient
      ? this.#withFilter((filter) =>
          tf.run('Conv2DBackpropInput', [tf.intsConstant(shape), filter, gradient], this.#attributes),
        )
      : null
    tf.release(gradient)
    return result
  }

  #filterGradient(x: Tensor, gradient: Tensor): Tensor {
    const tf = this.#tf
    const { inputChannels, filters, kernelSize, dilation } = this.options
    const size = this.#isSpread ? spreadSize(kernelSize, dilation) : kernelSize
    const shape = tf.intsConstant([1, size, inputChannels, filters])
    const result = tf.run('Conv2DBackpropFilter', [x, shape, gradient], this.#attributes)
    return this.#isSpread ? gatherTaps(tf, result, kernelSize, dilation) : result
  }

  #withFilter(use: (filter: Tensor) => Tensor): Tensor {
    const weight = valueOf(this.weight)
    if (!this.#isSpread) return use(weight)
    const spread = spreadFilter(this.#tf, weight, this.options.dilation)
    const result = use(spread)
    this.#tf.release(spread)
    return result
  }
}
