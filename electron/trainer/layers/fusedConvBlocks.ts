import { samePadding, type Conv1dSpec } from '../../shared/network.ts'
import { intAttribute, type Attribute } from '../attributes.ts'
import { holderOf, type Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { epsilon, momentum, type BatchNorm } from './batchNorm.ts'
import type { Conv1d } from './conv1d.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** Convolution, batch norm, ReLU, and average pooling of windows that do not overlap. */
export interface ConvBlockParts {
  spec: Conv1dSpec
  conv: Conv1d
  norm: BatchNorm
  /** Samples in a pooling window; 1 where nothing is pooled. */
  pool: number
}

/**
 * Blocks that follow each other, in one kernel call each way, [batch, 1, length, in] to [batch, 1, pooled length, filters]
 * (see `native/conv_block_op.cpp`). Parameters and running statistics are those of the layers they stand for, which
 * explanations go through.
 */
export class FusedConvBlocks implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly takesWhole = true
  readonly #tf: TensorFlow
  readonly #blocks: readonly ConvBlockParts[]
  readonly #needsInputGradient: boolean
  readonly #count: readonly Attribute[]
  /** `geometry` and `constants`, as the kernels read them. */
  readonly #settings: readonly Tensor[]
  readonly #saved = new Kept<Tensor>()

  constructor(tf: TensorFlow, blocks: readonly ConvBlockParts[]) {
    this.#tf = tf
    this.#blocks = blocks
    this.name = blocks.map(({ conv }) => conv.name).join(' > ')
    this.parameters = blocks.flatMap(({ conv, norm }) => [...conv.parameters, ...norm.parameters])
    this.#needsInputGradient = blocks[0]?.conv.options.needsInputGradient ?? false
    this.#count = [intAttribute('N', blocks.length)]
    this.#settings = [tf.intsConstant(blocks.flatMap(geometryOf)), tf.floatsConstant([epsilon, momentum])]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = pass === 'training' ? this.#forwardBatch(x) : this.#forwardFixed(x)
    this.#tf.release(x)
    return y
  }

  backward(gradient: Tensor): Tensor | null {
    const tf = this.#tf
    const holder = holderOf(this.parameters)
    const saved = this.#saved.take(this.name)
    const inputs = [gradient, saved, ...this.#settings, holder.wholeValue()]
    const [inputGradient, parameterGradient] = tf.runMany('BeatbenchConvBlocksGrad', inputs, 2)
    tf.release(gradient, saved)
    holder.gradient = parameterGradient
    if (this.#needsInputGradient) return inputGradient ?? null
    tf.release(inputGradient)
    return null
  }

  /** The kernel moves the running statistics in place. */
  #forwardBatch(x: Tensor): Tensor {
    const [y, saved] = this.#tf.runMany('BeatbenchConvBlocks', this.#inputs(x), 2, this.#count)
    if (!y || !saved) throw new Error('BeatbenchConvBlocks gave too few outputs.')
    this.#saved.put(saved)
    return y
  }

  #forwardFixed(x: Tensor): Tensor {
    return this.#tf.run('BeatbenchConvBlocksInference', this.#inputs(x), this.#count)
  }

  #inputs(x: Tensor): Tensor[] {
    const means = this.#blocks.map(({ norm }) => norm.statistics.mean)
    const variances = this.#blocks.map(({ norm }) => norm.statistics.variance)
    return [x, ...this.#settings, holderOf(this.parameters).wholeValue(), ...means, ...variances]
  }
}

/** One block's part of the `geometry` input. */
function geometryOf({ spec, conv, pool }: ConvBlockParts): number[] {
  const padding = spec.padding === 'same' ? samePadding(spec) : 0
  const { stride, dilation, input, output } = spec
  const window = [input.length, output.length, padding, stride, dilation, pool]
  const [, kernelSize = 0] = conv.weight.shape
  const flags = [conv.bias !== null, conv.options.needsInputGradient].map(Number)
  return [...window, kernelSize, input.channels, output.channels, ...flags]
}
