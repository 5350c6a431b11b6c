import { valueOf } from '../../parameter.ts'
import type { Tensor, TensorFlow } from '../../tensorflow.ts'
import { Kept, type Pass } from '../layer.ts'
import { createCellParameters, listParameters, type Cell, type CellPlan } from './cell.ts'
import { finishBackward, pack, project, stack, statesBefore, timesTransposed, unpack } from './sequence.ts'

interface KeptSteps {
  x: Tensor
  states: Tensor[]
  isTraining: boolean
}

/** h_t = tanh(x_t W + b_ih + h_{t-1} U + b_hh) (Elman 1990), as PyTorch's RNN. */
export class SimpleRnn implements Cell {
  readonly parameters
  readonly #tf: TensorFlow
  readonly #name: string
  readonly #own
  readonly #kept = new Kept<KeptSteps>()

  constructor(tf: TensorFlow, plan: CellPlan) {
    this.#tf = tf
    this.#name = plan.name
    this.#own = createCellParameters(plan, 1)
    this.parameters = listParameters(this.#own)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const { inputWeight, stateWeight, inputBias, stateBias } = this.#own
    const bias = tf.run('AddV2', [valueOf(inputBias), valueOf(stateBias)])
    const projected = project(tf, x, valueOf(inputWeight), bias)
    const inputs = unpack(tf, projected)
    tf.release(bias, projected)
    const states: Tensor[] = []
    for (const input of inputs) {
      const before = states.at(-1)
      const product = before && tf.run('MatMul', [before, valueOf(stateWeight)])
      const sum = product ? tf.run('AddV2', [input, product]) : input
      states.push(tf.run('Tanh', [sum]))
      tf.release(product, input, sum === input ? undefined : sum)
    }
    const y = stack(tf, states)
    if (pass === 'inference') tf.release(x, ...states)
    else this.#kept.put({ x, states, isTraining: pass === 'training' })
    return y
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { x, states, isTraining } = this.#kept.take(this.#name)
    const outer = unpack(tf, gradient)
    const atSum: Tensor[] = []
    let fromLater: Tensor | undefined
    for (let time = states.length - 1; time >= 0; time--) {
      const [state, own] = [states[time], outer[time]]
      if (!state || !own) throw new Error(`${this.#name} lost time ${time}.`)
      const whole = fromLater ? tf.run('AddV2', [own, fromLater]) : own
      const slope = tf.run('TanhGrad', [state, whole])
      tf.release(fromLater, own, whole === own ? undefined : whole)
      fromLater = timesTransposed(tf, slope, valueOf(this.#own.stateWeight))
      atSum.unshift(slope)
    }
    const before = statesBefore(tf, states)
    const atGates = pack(tf, atSum)
    tf.release(gradient, fromLater, ...states)
    return finishBackward(tf, this.#own, { x, before, atInput: atGates, atState: atGates, isTraining })
  }
}
