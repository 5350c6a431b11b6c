import type { RecurrentSpec } from '../../shared/network.ts'
import type { Initialiser } from '../initialise.ts'
import type { Parameter } from '../parameter.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Cell, CellPlan } from './cells/cell.ts'
import { Gru } from './cells/gru.ts'
import { Lstm } from './cells/lstm.ts'
import { concat, split } from './cells/sequence.ts'
import { SimpleRnn } from './cells/simpleRnn.ts'
import type { Layer, Pass } from './layer.ts'

const cells = { rnn: SimpleRnn, gru: Gru, lstm: Lstm } as const

/**
 * A recurrent layer over time, [batch, 1, length, in] to the states of all times, [batch, 1, length, units]; with a second
 * direction, which reads from the end, its states lie behind those of the first: 2 x units channels.
 */
export class Recurrent implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly #tf: TensorFlow
  readonly #units: number
  readonly #forwards: Cell
  readonly #backwards: Cell | null

  constructor(tf: TensorFlow, spec: RecurrentSpec, initialiser: Initialiser) {
    this.#tf = tf
    this.name = spec.name
    this.#units = spec.units
    const plan = { name: spec.name, inputs: spec.input.channels, units: spec.units, initialiser }
    const build = (suffix: CellPlan['suffix']): Cell => new cells[spec.cell](tf, { ...plan, suffix })
    this.#forwards = build('')
    this.#backwards = spec.bidirectional ? build('_reverse') : null
    this.parameters = [...this.#forwards.parameters, ...(this.#backwards?.parameters ?? [])]
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const sequence = this.#toTimeMajor(x)
    if (!this.#backwards) return this.#toBatchMajor(this.#forwards.forward(sequence, pass))
    const turned = this.#turn(sequence)
    const onward = this.#forwards.forward(sequence, pass)
    const returning = this.#backwards.forward(turned, pass)
    const inTime = this.#turn(returning)
    const both = concat(this.#tf, [onward, inTime])
    this.#tf.release(onward, returning, inTime)
    return this.#toBatchMajor(both)
  }

  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const sequence = this.#toTimeMajor(gradient)
    if (!this.#backwards) return this.#toBatchMajor(this.#forwards.backward(sequence))
    const [onward, returning] = split(tf, sequence, [this.#units, this.#units])
    if (!onward || !returning) throw new Error(`${this.name} has a gradient of one direction only.`)
    const turned = this.#turn(returning)
    tf.release(sequence, returning)
    const first = this.#forwards.backward(onward)
    const second = this.#backwards.backward(turned)
    const inTime = this.#turn(second)
    const sum = tf.run('AddV2', [first, inTime])
    tf.release(first, second, inTime)
    return this.#toBatchMajor(sum)
  }

  #turn(sequence: Tensor): Tensor {
    return this.#tf.run('ReverseV2', [sequence, this.#tf.intsConstant([0])])
  }

  /** [batch, 1, time, channels] to [time, batch, channels]. Owns `map`. */
  #toTimeMajor(map: Tensor): Tensor {
    const [batch = 0, , time = 0, channels = 0] = map.shape
    const flat = this.#tf.run('Reshape', [map, this.#tf.intsConstant([batch, time, channels])])
    const sequence = this.#tf.run('Transpose', [flat, this.#tf.intsConstant([1, 0, 2])])
    this.#tf.release(map, flat)
    return sequence
  }

  /** The inverse. Owns `sequence`. */
  #toBatchMajor(sequence: Tensor): Tensor {
    const [time = 0, batch = 0, channels = 0] = sequence.shape
    const flat = this.#tf.run('Transpose', [sequence, this.#tf.intsConstant([1, 0, 2])])
    const map = this.#tf.run('Reshape', [flat, this.#tf.intsConstant([batch, 1, time, channels])])
    this.#tf.release(sequence, flat)
    return map
  }
}
