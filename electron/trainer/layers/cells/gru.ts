import { valueOf } from '../../parameter.ts'
import type { Tensor, TensorFlow } from '../../tensorflow.ts'
import { Kept, type Pass } from '../layer.ts'
import { createCellParameters, listParameters, type Cell, type CellPlan } from './cell.ts'
import {
  concat,
  finishBackward,
  pack,
  project,
  split,
  stack,
  statesBefore,
  timesTransposed,
  unpack,
} from './sequence.ts'

/** What one time leaves for the way back; all [batch, units] but `gates`, reset and update side by side. */
interface Step {
  gates: Tensor
  reset: Tensor
  update: Tensor
  candidate: Tensor
  /** h_{t-1} U_n + b_hn, which the reset gate multiplies. */
  recalled: Tensor
  /** h_{t-1} - candidate. */
  difference: Tensor
}

interface KeptSteps {
  x: Tensor
  steps: Step[]
  states: Tensor[]
  isTraining: boolean
}

/**
 * The GRU of Cho et al. 2014 with the reset gate behind the recurrent product, as PyTorch and cuDNN compute it
 * (TensorFlow's GRUBlockCell resets before it, and so cannot give the same numbers):
 *
 *     r = sigmoid(x W_r + b_ir + h U_r + b_hr)        z = sigmoid(x W_z + b_iz + h U_z + b_hz)
 *     n = tanh(x W_n + b_in + r * (h U_n + b_hn))     h' = n + z * (h - n)
 */
export class Gru implements Cell {
  readonly parameters
  readonly #tf: TensorFlow
  readonly #name: string
  readonly #units: number
  readonly #own
  readonly #kept = new Kept<KeptSteps>()

  constructor(tf: TensorFlow, plan: CellPlan) {
    this.#tf = tf
    this.#name = plan.name
    this.#units = plan.units
    this.#own = createCellParameters(plan, 3)
    this.parameters = listParameters(this.#own)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const { inputWeight, inputBias } = this.#own
    const projected = project(tf, x, valueOf(inputWeight), valueOf(inputBias))
    const [gateInputs, candidateInputs] = this.#splitGates(projected)
    const forGates = unpack(tf, gateInputs)
    const forCandidates = unpack(tf, candidateInputs)
    tf.release(projected, gateInputs, candidateInputs)
    const steps: Step[] = []
    const states: Tensor[] = []
    forGates.forEach((forGate, time) => {
      const before = states.at(-1) ?? tf.zerosConstant([forGate.shape[0] ?? 0, this.#units])
      const { state, step } = this.#stepForward(before, forGate, forCandidates[time] ?? forGate)
      states.push(state)
      if (pass === 'inference') releaseStep(tf, step)
      else steps.push(step)
    })
    tf.release(...forGates, ...forCandidates)
    const y = stack(tf, states)
    if (pass === 'inference') tf.release(x, ...states)
    else this.#kept.put({ x, steps, states, isTraining: pass === 'training' })
    return y
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { x, steps, states, isTraining } = this.#kept.take(this.#name)
    const outer = unpack(tf, gradient)
    const atInput: Tensor[] = []
    const atState: Tensor[] = []
    let whole: Tensor | undefined
    for (let time = steps.length - 1; time >= 0; time--) {
      const [step, own] = [steps[time], outer[time]]
      if (!step || !own) throw new Error(`${this.#name} lost time ${time}.`)
      const sum = whole ? tf.run('AddV2', [own, whole]) : own
      tf.release(whole, sum === own ? undefined : own)
      const back = this.#stepBackward(sum, step)
      tf.release(sum)
      releaseStep(tf, step)
      whole = back.before
      atInput.unshift(back.atInput)
      atState.unshift(back.atState)
    }
    const before = statesBefore(tf, states)
    tf.release(gradient, whole, ...states)
    const gradients = { x, before, atInput: pack(tf, atInput), atState: pack(tf, atState), isTraining }
    return finishBackward(tf, this.#own, gradients)
  }

  #stepForward(before: Tensor, forGates: Tensor, forCandidate: Tensor): { state: Tensor; step: Step } {
    const tf = this.#tf
    const product = tf.run('MatMul', [before, valueOf(this.#own.stateWeight)])
    const biased = tf.run('BiasAdd', [product, valueOf(this.#own.stateBias)])
    const [fromState, recalled] = this.#splitGates(biased)
    const gateSum = tf.run('AddV2', [forGates, fromState])
    const gates = tf.run('Sigmoid', [gateSum])
    const [reset, update] = this.#splitPair(gates)
    const kept = tf.run('Mul', [reset, recalled])
    const candidateSum = tf.run('AddV2', [forCandidate, kept])
    const candidate = tf.run('Tanh', [candidateSum])
    const difference = tf.run('Sub', [before, candidate])
    const moved = tf.run('Mul', [update, difference])
    const state = tf.run('AddV2', [candidate, moved])
    tf.release(product, biased, fromState, gateSum, kept, candidateSum, moved)
    return { state, step: { gates, reset, update, candidate, recalled, difference } }
  }

  #stepBackward(gradient: Tensor, step: Step): { before: Tensor; atInput: Tensor; atState: Tensor } {
    const tf = this.#tf
    const { gates, reset, update, candidate, recalled, difference } = step
    const straight = tf.run('Mul', [gradient, update])
    const atCandidate = tf.run('Sub', [gradient, straight])
    const candidateSlope = tf.run('TanhGrad', [candidate, atCandidate])
    const atReset = tf.run('Mul', [candidateSlope, recalled])
    const atUpdate = tf.run('Mul', [gradient, difference])
    const atGates = concat(tf, [atReset, atUpdate])
    const gateSlopes = tf.run('SigmoidGrad', [gates, atGates])
    const atRecalled = tf.run('Mul', [candidateSlope, reset])
    const atState = concat(tf, [gateSlopes, atRecalled])
    const atInput = concat(tf, [gateSlopes, candidateSlope])
    const throughGates = timesTransposed(tf, atState, valueOf(this.#own.stateWeight))
    const before = tf.run('AddV2', [straight, throughGates])
    tf.release(straight, atCandidate, candidateSlope, atReset, atUpdate, atGates, gateSlopes, atRecalled, throughGates)
    return { before, atInput, atState }
  }

  /** Reset and update together, and the candidate's part. */
  #splitGates(whole: Tensor): [Tensor, Tensor] {
    return split(this.#tf, whole, [2 * this.#units, this.#units]) as [Tensor, Tensor]
  }

  #splitPair(gates: Tensor): [Tensor, Tensor] {
    return split(this.#tf, gates, [this.#units, this.#units]) as [Tensor, Tensor]
  }
}

function releaseStep(tf: TensorFlow, step: Step): void {
  tf.release(step.gates, step.reset, step.update, step.candidate, step.recalled, step.difference)
}
