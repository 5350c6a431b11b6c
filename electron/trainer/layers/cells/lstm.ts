import { boolAttribute, floatAttribute, intAttribute, typeAttribute } from '../../attributes.ts'
import { valueOf } from '../../parameter.ts'
import type { Tensor, TensorFlow } from '../../tensorflow.ts'
import { Kept, type Pass } from '../layer.ts'
import { createCellParameters, listParameters, type Cell, type CellPlan } from './cell.ts'

/** No clipping of the cell, no peepholes: the plain LSTM. */
const attributes = [floatAttribute('cell_clip', 0), boolAttribute('use_peephole', false)]
const gradientAttributes = [boolAttribute('use_peephole', false)]
const concatTwo = [intAttribute('N', 2), typeAttribute('T', 'float32')]
const splitTwo = [intAttribute('num_split', 2)]

interface KeptSequence {
  x: Tensor
  /** Inputs' rows, then the state's: [inputs + units, 4 units]. */
  weight: Tensor
  bias: Tensor
  /** i, cs, f, o, ci, co, h of BlockLSTMV2, each [time, batch, units]. */
  outputs: Tensor[]
  isTraining: boolean
}

/**
 * The LSTM (Hochreiter and Schmidhuber 1997, with forget gate), all times in one kernel: BlockLSTMV2 and its gradient.
 * Its gates lie in PyTorch's order: input, forget, cell, output.
 *
 *     c' = sigmoid(f) * c + sigmoid(i) * tanh(g)      h' = sigmoid(o) * tanh(c')
 */
export class Lstm implements Cell {
  readonly parameters
  readonly #tf: TensorFlow
  readonly #name: string
  readonly #inputs: number
  readonly #units: number
  readonly #own
  readonly #kept = new Kept<KeptSequence>()

  constructor(tf: TensorFlow, plan: CellPlan) {
    this.#tf = tf
    this.#name = plan.name
    this.#inputs = plan.inputs
    this.#units = plan.units
    this.#own = createCellParameters(plan, 4)
    this.parameters = listParameters(this.#own)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const { inputWeight, stateWeight, inputBias, stateBias } = this.#own
    const weight = tf.run('ConcatV2', [valueOf(inputWeight), valueOf(stateWeight), tf.intConstant(0)], concatTwo)
    const bias = tf.run('AddV2', [valueOf(inputBias), valueOf(stateBias)])
    const inputs = [this.#length(x), x, ...this.#start(x), weight, ...this.#noPeepholes(), bias]
    const outputs = tf.runMany('BlockLSTMV2', inputs, 7, attributes)
    const states = outputs.at(-1)
    if (!states) throw new Error('BlockLSTMV2 gave no states.')
    if (pass === 'inference') {
      tf.release(x, weight, bias, ...outputs.slice(0, -1))
      return states
    }
    this.#kept.put({ x, weight, bias, outputs, isTraining: pass === 'training' })
    return tf.run('Identity', [states])
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { x, weight, bias, outputs, isTraining } = this.#kept.take(this.#name)
    const before = [this.#length(x), x, ...this.#start(x), weight, ...this.#noPeepholes(), bias]
    // Nobody outside sees the cells, so that no gradient comes in at them.
    const atCells = tf.zerosConstant(gradient.shape)
    const results = tf.runMany('BlockLSTMGradV2', [...before, ...outputs, atCells, gradient], 8, gradientAttributes)
    const [atX, , , atWeight, , , , atBias] = results
    if (!atX || !atWeight || !atBias) throw new Error('BlockLSTMGradV2 gave too few outputs.')
    if (isTraining) {
      const sizes = tf.intsConstant([this.#inputs, this.#units])
      const [atInput, atState] = tf.runMany('SplitV', [atWeight, sizes, tf.intConstant(0)], 2, splitTwo)
      this.#own.inputWeight.gradient = atInput
      this.#own.stateWeight.gradient = atState
      this.#own.inputBias.gradient = tf.run('Identity', [atBias])
      this.#own.stateBias.gradient = tf.run('Identity', [atBias])
    }
    tf.release(gradient, x, weight, bias, ...outputs, ...results.slice(1))
    return atX
  }

  #length(x: Tensor): Tensor {
    return this.#tf.longConstant(x.shape[0] ?? 0)
  }

  /** Cell and state before the first time. */
  #start(x: Tensor): [Tensor, Tensor] {
    const zeros = this.#tf.zerosConstant([x.shape[1] ?? 0, this.#units])
    return [zeros, zeros]
  }

  #noPeepholes(): [Tensor, Tensor, Tensor] {
    const zeros = this.#tf.zerosConstant([this.#units])
    return [zeros, zeros, zeros]
  }
}
