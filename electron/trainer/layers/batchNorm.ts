import { boolAttribute, floatAttribute } from '../attributes.ts'
import { createParameter, valueOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** PyTorch's default. */
export const epsilon = 1e-5
/** Share of the newest batch in the running statistics, PyTorch's default. */
export const momentum = 0.1

const trainingAttributes = [
  floatAttribute('epsilon', epsilon),
  floatAttribute('exponential_avg_factor', momentum),
  boolAttribute('is_training', true),
]
const trainingGradientAttributes = [floatAttribute('epsilon', epsilon), boolAttribute('is_training', true)]
const fixedAttributes = [floatAttribute('epsilon', epsilon), boolAttribute('is_training', false)]

/** Of a batch norm, [channels] each. */
export interface RunningStatistics {
  mean: Tensor
  variance: Tensor
}

interface KeptNorm {
  x: Tensor
  mean: Tensor
  variance: Tensor
  reserve: Tensor
  isTraining: boolean
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015) over batch and time of [batch, 1, length, channels], as PyTorch's
 * BatchNorm1d: the biased variance normalises, the unbiased one goes into the running variance.
 */
export class BatchNorm implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly scale: Parameter
  readonly shift: Parameter
  readonly #tf: TensorFlow
  readonly #channels: number
  #runningMean: Tensor
  #runningVariance: Tensor
  readonly #kept = new Kept<KeptNorm>()

  constructor(tf: TensorFlow, name: string, channels: number) {
    this.#tf = tf
    this.name = name
    this.#channels = channels
    this.scale = createParameter(`${name}.weight`, new Float32Array(channels).fill(1), [channels])
    this.shift = createParameter(`${name}.bias`, new Float32Array(channels), [channels])
    this.parameters = [this.scale, this.shift]
    this.#runningMean = tf.floats(new Float32Array(channels))
    this.#runningVariance = tf.floats(new Float32Array(channels).fill(1))
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return pass === 'training' ? this.#forwardBatch(x) : this.#forwardFixed(x, pass)
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { x, mean, variance, reserve, isTraining } = this.#kept.take(this.name)
    const inputs = [gradient, x, valueOf(this.scale), mean, variance, reserve]
    const attributes = isTraining ? trainingGradientAttributes : fixedAttributes
    const [result, scaleGradient, shiftGradient, ...rest] = tf.runMany('FusedBatchNormGradV3', inputs, 5, attributes)
    if (!result) throw new Error('FusedBatchNormGradV3 gave no output.')
    tf.release(gradient, x, ...rest)
    if (isTraining) {
      this.scale.gradient = scaleGradient
      this.shift.gradient = shiftGradient
      tf.release(mean, variance, reserve)
    } else tf.release(scaleGradient, shiftGradient, reserve)
    return result
  }

  /** Running mean and variance in TensorFlow, [channels] each; the layer owns them. */
  get statistics(): RunningStatistics {
    return { mean: this.#runningMean, variance: this.#runningVariance }
  }

  /** Owns the new ones, and releases the old. */
  set statistics({ mean, variance }: RunningStatistics) {
    this.#tf.release(this.#runningMean, this.#runningVariance)
    this.#runningMean = mean
    this.#runningVariance = variance
  }

  /** Running mean and variance, copied out: [channels] each. */
  readStatistics(): { mean: Float32Array; variance: Float32Array } {
    return {
      mean: this.#tf.readFloats(this.#runningMean),
      variance: this.#tf.readFloats(this.#runningVariance),
    }
  }

  /** Replaces the running statistics. @throws RangeError where they are not of `channels` values. */
  writeStatistics({ mean, variance }: { mean: Float32Array; variance: Float32Array }): void {
    if (mean.length !== this.#channels || variance.length !== this.#channels)
      throw new RangeError(`${this.name} has ${this.#channels} channels.`)
    this.statistics = { mean: this.#tf.floats(mean.slice()), variance: this.#tf.floats(variance.slice()) }
  }

  /** Gives the running statistics back; the layer is of no use after it. */
  destroy(): void {
    this.#tf.release(this.#runningMean, this.#runningVariance)
  }

  #forwardBatch(x: Tensor): Tensor {
    const tf = this.#tf
    const inputs = [x, valueOf(this.scale), valueOf(this.shift), this.#runningMean, this.#runningVariance]
    const outputs = tf.runMany('FusedBatchNormV3', inputs, 6, trainingAttributes)
    const [y, runningMean, runningVariance, mean, variance, reserve] = outputs
    if (!y || !runningMean || !runningVariance || !mean || !variance || !reserve)
      throw new Error('FusedBatchNormV3 gave too few outputs.')
    this.statistics = { mean: runningMean, variance: runningVariance }
    this.#kept.put({ x, mean, variance, reserve, isTraining: true })
    return y
  }

  #forwardFixed(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const mean = this.#runningMean
    const variance = this.#runningVariance
    const inputs = [x, valueOf(this.scale), valueOf(this.shift), mean, variance]
    const [y, ...rest] = tf.runMany('FusedBatchNormV3', inputs, 6, fixedAttributes)
    const reserve = rest.pop()
    if (!y || !reserve) throw new Error('FusedBatchNormV3 gave too few outputs.')
    tf.release(...rest)
    if (pass === 'explanation') this.#kept.put({ x, mean, variance, reserve, isTraining: false })
    else tf.release(x, reserve)
    return y
  }
}
