import { boolAttribute } from '../attributes.ts'
import { createParameter, valueOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** PyTorch's default. */
const epsilon = 1e-5
const keepDims = [boolAttribute('keep_dims', true)]

interface KeptNorm {
  normalised: Tensor
  /** 1 / sqrt(variance + epsilon), [batch, 1, length, 1]. */
  inverse: Tensor
  isTraining: boolean
}

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) over the channels of each sample of [batch, 1, length, channels], as
 * PyTorch's LayerNorm(channels): the biased variance, then a scale and a shift for each channel.
 */
export class LayerNorm implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly #tf: TensorFlow
  readonly #scale: Parameter
  readonly #shift: Parameter
  readonly #kept = new Kept<KeptNorm>()

  constructor(tf: TensorFlow, name: string, channels: number) {
    this.#tf = tf
    this.name = name
    this.#scale = createParameter(`${name}.weight`, new Float32Array(channels).fill(1), [channels])
    this.#shift = createParameter(`${name}.bias`, new Float32Array(channels), [channels])
    this.parameters = [this.#scale, this.#shift]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const mean = this.#meanOverChannels(x)
    const centred = tf.run('Sub', [x, mean])
    const square = tf.run('Square', [centred])
    const variance = this.#meanOverChannels(square)
    const guarded = tf.run('AddV2', [variance, tf.constant(epsilon)])
    const inverse = tf.run('Rsqrt', [guarded])
    const normalised = tf.run('Mul', [centred, inverse])
    tf.release(x, mean, centred, square, variance, guarded)
    const scaled = tf.run('Mul', [normalised, valueOf(this.#scale)])
    const y = tf.run('AddV2', [scaled, valueOf(this.#shift)])
    tf.release(scaled)
    if (pass === 'inference') tf.release(normalised, inverse)
    else this.#kept.put({ normalised, inverse, isTraining: pass === 'training' })
    return y
  }

  /** inverse * (h - mean(h) - normalised * mean(h * normalised)), with h = gradient * scale. */
  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { normalised, inverse, isTraining } = this.#kept.take(this.name)
    if (isTraining) {
      const product = tf.run('Mul', [gradient, normalised])
      this.#scale.gradient = tf.run('BiasAddGrad', [product])
      this.#shift.gradient = tf.run('BiasAddGrad', [gradient])
      tf.release(product)
    }
    const scaled = tf.run('Mul', [gradient, valueOf(this.#scale)])
    const mean = this.#meanOverChannels(scaled)
    const along = tf.run('Mul', [scaled, normalised])
    const meanAlong = this.#meanOverChannels(along)
    const share = tf.run('Mul', [normalised, meanAlong])
    const centred = tf.run('Sub', [scaled, mean])
    const difference = tf.run('Sub', [centred, share])
    const result = tf.run('Mul', [difference, inverse])
    tf.release(gradient, normalised, inverse, scaled, mean, along, meanAlong, share, centred, difference)
    return result
  }

  #meanOverChannels(x: Tensor): Tensor {
    return this.#tf.run('Mean', [x, this.#tf.intsConstant([3])], keepDims)
  }
}
