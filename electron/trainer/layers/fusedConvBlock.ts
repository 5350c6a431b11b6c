import { samePadding, type Conv1dSpec } from '../../shared/network.ts'
import { valueOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { epsilon, momentum, type BatchNorm } from './batchNorm.ts'
import type { Conv1d } from './conv1d.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** Convolution, batch norm, ReLU, and average pooling of windows that do not overlap: what the fused kernels do at once. */
export interface ConvBlockParts {
  spec: Conv1dSpec
  conv: Conv1d
  norm: BatchNorm
  /** Samples in a pooling window; 1 where nothing is pooled. */
  pool: number
}

/**
 * A {@link ConvBlockParts} in one kernel call each way, [batch, 1, length, in] to [batch, 1, pooled length, filters] (see
 * `native/`). Parameters and running statistics are those of the layers it stands for, which explanations go through.
 */
export class FusedConvBlock implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly #tf: TensorFlow
  readonly #parts: ConvBlockParts
  readonly #settings: readonly Tensor[]
  readonly #saved = new Kept<Tensor>()

  constructor(tf: TensorFlow, parts: ConvBlockParts) {
    const { spec, conv, norm, pool } = parts
    this.#tf = tf
    this.#parts = parts
    this.name = conv.name
    this.parameters = [...conv.parameters, ...norm.parameters]
    this.#settings = [
      // As `Settings` of `native/conv_block_op.cpp` reads them.
      tf.intsConstant([
        spec.input.length,
        spec.output.length,
        spec.padding === 'same' ? samePadding(spec) : 0,
        spec.stride,
        spec.dilation,
        pool,
        conv.options.needsInputGradient ? 1 : 0,
      ]),
      tf.floatsConstant([epsilon, momentum]),
    ]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = pass === 'training' ? this.#forwardBatch(x) : this.#forwardFixed(x)
    this.#tf.release(x)
    return y
  }

  backward(gradient: Tensor): Tensor | null {
    const tf = this.#tf
    const { conv, norm } = this.#parts
    const saved = this.#saved.take(this.name)
    const inputs = [gradient, valueOf(conv.weight), valueOf(norm.scale), valueOf(norm.shift), saved, ...this.#settings]
    const outputs = tf.runMany('BeatbenchConvBlockGrad', inputs, 4)
    const [inputGradient, weightGradient, scaleGradient, shiftGradient] = outputs
    tf.release(gradient, saved)
    conv.weight.gradient = weightGradient
    norm.scale.gradient = scaleGradient
    norm.shift.gradient = shiftGradient
    if (conv.options.needsInputGradient) return inputGradient ?? null
    tf.release(inputGradient)
    return null
  }

  /** The kernel moves the running statistics in place. */
  #forwardBatch(x: Tensor): Tensor {
    const [y, saved] = this.#tf.runMany('BeatbenchConvBlock', this.#inputs(x), 2)
    if (!y || !saved) throw new Error('BeatbenchConvBlock gave too few outputs.')
    this.#saved.put(saved)
    return y
  }

  #forwardFixed(x: Tensor): Tensor {
    return this.#tf.run('BeatbenchConvBlockInference', this.#inputs(x))
  }

  #inputs(x: Tensor): Tensor[] {
    const { conv, norm } = this.#parts
    const { mean, variance } = norm.statistics
    const bias = conv.bias ? valueOf(conv.bias) : this.#tf.zerosConstant([0])
    return [x, valueOf(conv.weight), bias, valueOf(norm.scale), valueOf(norm.shift), mean, variance, ...this.#settings]
  }
}
