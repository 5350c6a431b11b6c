import type * as tfjsTypes from '@tensorflow/tfjs-node'
import { describe, expect, it } from 'vitest'
import type { RecurrentSpec } from '../../../electron/shared/network.ts'
import { createInitialiser } from '../../../electron/trainer/initialise.ts'
import { LastState } from '../../../electron/trainer/layers/lastState.ts'
import { Recurrent } from '../../../electron/trainer/layers/recurrent.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'
import {
  draw,
  expectFiniteDifferences,
  expectSameAsAutodiff,
  passThrough,
  type Reference,
  type Subject,
} from './gradientChecks.ts'

const batch = 3
const length = 6
const inputs = 4
const units = 5

type Tensor2 = tfjsTypes.Tensor2D
type Step = (x: Tensor2, state: Tensor2[], parameters: Parameters2) => tfjsTypes.Tensor[]
interface Parameters2 {
  inputWeight: Tensor2
  stateWeight: Tensor2
  inputBias: tfjsTypes.Tensor
  stateBias: tfjsTypes.Tensor
}

const gate = (whole: tfjsTypes.Tensor, index: number): Tensor2 =>
  (whole as Tensor2).slice([0, index * units], [batch, units])

/** One time of each cell by its definition, from stock operations; the first of the results is the state that is seen. */
const steps: Record<RecurrentSpec['cell'], Step> = {
  rnn: (x, [h], { inputWeight, stateWeight, inputBias, stateBias }) => [
    x
      .matMul(inputWeight)
      .add(inputBias)
      .add((h as Tensor2).matMul(stateWeight))
      .add(stateBias)
      .tanh(),
  ],
  gru: (x, [h], { inputWeight, stateWeight, inputBias, stateBias }) => {
    const a = x.matMul(inputWeight).add(inputBias)
    const b = (h as Tensor2).matMul(stateWeight).add(stateBias)
    const reset = gate(a, 0).add(gate(b, 0)).sigmoid()
    const update = gate(a, 1).add(gate(b, 1)).sigmoid()
    const candidate = gate(a, 2)
      .add(reset.mul(gate(b, 2)))
      .tanh()
    return [
      tfjs
        .scalar(1)
        .sub(update)
        .mul(candidate)
        .add(update.mul(h as Tensor2)),
    ]
  },
  lstm: (x, [h, c], { inputWeight, stateWeight, inputBias, stateBias }) => {
    const all = x
      .matMul(inputWeight)
      .add(inputBias)
      .add((h as Tensor2).matMul(stateWeight))
      .add(stateBias)
    const [input, forget, cell, output] = [0, 1, 2, 3].map((index) => gate(all, index)) as [
      Tensor2,
      Tensor2,
      Tensor2,
      Tensor2,
    ]
    const next = forget
      .sigmoid()
      .mul(c as Tensor2)
      .add(input.sigmoid().mul(cell.tanh()))
    return [output.sigmoid().mul(next.tanh()), next as Tensor2]
  },
}

function reference(cell: RecurrentSpec['cell'], isBidirectional: boolean): Reference {
  const direction = (x: tfjsTypes.Tensor, tensors: tfjsTypes.Tensor[], isReversed: boolean) => {
    const [inputWeight, stateWeight, inputBias, stateBias] = tensors as [Tensor2, Tensor2, Tensor2, Tensor2]
    const order = Array.from({ length }, (_, time) => (isReversed ? length - 1 - time : time))
    let state: Tensor2[] = [tfjs.zeros([batch, units]), tfjs.zeros([batch, units])]
    const states: tfjsTypes.Tensor[] = new Array<tfjsTypes.Tensor>(length)
    for (const time of order) {
      const now = x.slice([0, 0, time, 0], [batch, 1, 1, inputs]).reshape([batch, inputs]) as Tensor2
      state = steps[cell](now, state, { inputWeight, stateWeight, inputBias, stateBias }) as Tensor2[]
      states[time] = (state[0] as Tensor2).reshape([batch, 1, 1, units])
    }
    return tfjs.concat(states, 2)
  }
  return (x, parameters) => {
    const onward = direction(x, parameters.slice(0, 4), false)
    return isBidirectional ? tfjs.concat([onward, direction(x, parameters.slice(4), true)], 3) : onward
  }
}

function subject(cell: RecurrentSpec['cell'], bidirectional: boolean): Subject {
  const spec: RecurrentSpec = {
    type: 'recurrent',
    name: 'layer',
    cell,
    units,
    bidirectional,
    input: { length, channels: inputs },
    output: { length, channels: bidirectional ? 2 * units : units },
  }
  return {
    create: () => new Recurrent(tf, spec, createInitialiser('pytorch', 1)),
    shape: [batch, 1, length, inputs],
  }
}

describe.each([
  ['rnn', false],
  ['rnn', true],
  ['gru', false],
  ['gru', true],
  ['lstm', false],
  ['lstm', true],
] as const)('a recurrent layer of %s, bidirectional: %s', (cell, bidirectional) => {
  it('gives the output and gradients of tfjs autodiff', () => {
    expectSameAsAutodiff(subject(cell, bidirectional), reference(cell, bidirectional))
  })

  it('has gradients that finite differences confirm', () => {
    expectFiniteDifferences(subject(cell, bidirectional), 1e-3)
  })

  it('gives the same output and input gradient in an explanation, and no gradients of parameters', () => {
    const x = draw('x', batch * length * inputs)
    const slopes = (count: number) => draw('slopes', count)
    const trained = passThrough(subject(cell, bidirectional), x, slopes)
    const explained = passThrough({ ...subject(cell, bidirectional), pass: 'explanation' }, x, slopes)
    expect(explained.output).toEqual(trained.output)
    expect(explained.inputGradient).toEqual(trained.inputGradient)
    for (const gradient of explained.gradients.values()) expect(gradient.every((value) => value === 0)).toBe(true)
  })

  it('leaves no tensor behind, whatever the pass', () => {
    const layer = subject(cell, bidirectional).create()
    const run = (pass: 'training' | 'inference' | 'explanation') => {
      for (const parameter of layer.parameters) parameter.value = tf.floats(parameter.initial, parameter.shape)
      const y = layer.forward(tf.floats(draw('x', batch * length * inputs), [batch, 1, length, inputs]), pass)
      tf.release(pass === 'inference' ? y : (layer.backward(y) ?? undefined))
      for (const parameter of layer.parameters) {
        tf.release(parameter.value, parameter.gradient)
        parameter.gradient = undefined
      }
    }
    const passes = ['training', 'inference', 'explanation'] as const
    passes.forEach(run)
    const before = tf.tensorCount
    passes.forEach(run)
    expect(tf.tensorCount).toBe(before)
  })
})

describe.each([false, true])('the last state, bidirectional: %s', (isBidirectional) => {
  const last: Subject = { create: () => new LastState(tf, 'last', isBidirectional), shape: [2, 1, 4, 6] }

  it('is the end of each direction, with the gradient of tfjs autodiff', () => {
    expectSameAsAutodiff(last, (x) => {
      const at = (time: number, from: number, width: number) =>
        x.slice([0, 0, time, from], [2, 1, 1, width]).reshape([2, width])
      return isBidirectional ? tfjs.concat([at(3, 0, 3), at(0, 3, 3)], 1) : at(3, 0, 6)
    })
  })
})
