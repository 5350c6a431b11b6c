import type { Tensor3D, Tensor } from '@tensorflow/tfjs-node'
import { describe, expect, it } from 'vitest'
import { Conv1d, type Conv1dOptions } from '../../../electron/trainer/layers/conv1d.ts'
import { createInitialiser } from '../../../electron/trainer/initialise.ts'
import { samePadding } from '../../../electron/shared/network.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'
import {
  expectFiniteDifferences,
  expectSameAsAutodiff,
  passThrough,
  type Reference,
  type Subject,
} from './gradientChecks.ts'

const plain: Conv1dOptions = {
  name: 'conv',
  inputChannels: 3,
  filters: 5,
  kernelSize: 3,
  dilation: 1,
  stride: 1,
  padding: 'same',
  hasBias: true,
  needsInputGradient: true,
  isNormalised: false,
}

const subject = (changes: Partial<Conv1dOptions>, length = 13): Subject => {
  const options = { ...plain, ...changes }
  return {
    create: () => new Conv1d(tf, options, createInitialiser('pytorch', 1)),
    shape: [4, 1, length, options.inputChannels],
  }
}

/** The sum over taps of the shifted, zero-padded input times the tap's matrix: the definition, from stock operations. */
const reference =
  ({ kernelSize, dilation, stride, padding, filters, inputChannels, hasBias }: Conv1dOptions): Reference =>
  (x, [weight, bias]) => {
    const [batch = 0, , length = 0] = x.shape
    const span = (kernelSize - 1) * dilation + 1
    const outputs = padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - span) / stride) + 1
    const input = { length, channels: inputChannels }
    const before = padding === 'same' ? samePadding({ kernelSize, dilation, stride, input }) : 0
    const padded = tfjs.pad(x.reshape([batch, length, inputChannels]), [
      [0, 0],
      [before, span + stride],
      [0, 0],
    ]) as Tensor3D
    const taps = Array.from({ length: kernelSize }, (_, tap): Tensor => {
      const times = Array.from({ length: outputs }, (_time, output) => output * stride + tap * dilation)
      const shifted = tfjs.gather(padded, times, 1)
      const matrix = (weight as Tensor).slice([0, tap, 0, 0], [1, 1, inputChannels, filters])
      return tfjs.matMul(shifted.reshape([batch * outputs, inputChannels]), matrix.reshape([inputChannels, filters]))
    })
    const sum = tfjs.addN(taps)
    return (hasBias ? sum.add(bias as Tensor) : sum).reshape([batch, 1, outputs, filters])
  }

describe.each([
  ['a kernel of 3', {}],
  ['a kernel of 1', { kernelSize: 1 }],
  ['an even kernel, whose odd zero lies behind', { kernelSize: 4 }],
  ['a kernel of 11 on one channel', { kernelSize: 11, inputChannels: 1 }],
  ['dilation 2', { dilation: 2 }],
  ['an even kernel with dilation 3', { kernelSize: 4, dilation: 3 }],
  ['stride 2', { stride: 2 }],
  ['stride 3, an even kernel and no bias', { stride: 3, kernelSize: 4, hasBias: false }],
  ['no padding', { padding: 'valid' }],
  ['no padding, stride 2 and dilation 2', { padding: 'valid', stride: 2, dilation: 2 }],
  ['stride 2 and dilation 3', { stride: 2, dilation: 3 }],
  ['32 channels and filters', { inputChannels: 32, filters: 32 }],
] as const)('conv1d with %s', (_, changes) => {
  it('gives the output and gradients of tfjs autodiff', () => {
    expectSameAsAutodiff(subject(changes), reference({ ...plain, ...changes }))
  })

  it('has gradients that finite differences confirm', () => {
    expectFiniteDifferences(subject(changes))
  })
})

describe('conv1d', () => {
  it('gives no input gradient where it is the first layer', () => {
    const x = new Float32Array(4 * 13 * 3).fill(1)
    const { inputGradient, gradients } = passThrough(subject({ needsInputGradient: false }), x, (count) =>
      new Float32Array(count).fill(1),
    )
    expect(inputGradient).toBeNull()
    expect(gradients.get('conv.weight')?.some((value) => value !== 0)).toBe(true)
  })

  it('adds its bias before batch norm only outside training', () => {
    const normalised = subject({ isNormalised: true, kernelSize: 1 })
    const zeros = new Float32Array(4 * 13 * 3)
    const ones = (count: number) => new Float32Array(count).fill(1)
    const values = [new Float32Array(15), Float32Array.of(1, 2, 3, 4, 5)]
    expect(passThrough(normalised, zeros, ones, values).output.every((value) => value === 0)).toBe(true)
    const explained = passThrough({ ...normalised, pass: 'explanation' }, zeros, ones, values).output
    expect([...explained.subarray(0, 5)]).toEqual([1, 2, 3, 4, 5])
  })

  it('gives the input gradient, and none of parameters, in an explanation', () => {
    const x = new Float32Array(4 * 13 * 3).fill(1)
    const ones = (count: number) => new Float32Array(count).fill(1)
    const trained = passThrough(subject({}), x, ones)
    const explained = passThrough({ ...subject({}), pass: 'explanation' }, x, ones)
    expect(explained.inputGradient).toEqual(trained.inputGradient)
    expect(explained.gradients.get('conv.weight')?.every((value) => value === 0)).toBe(true)
  })
})
