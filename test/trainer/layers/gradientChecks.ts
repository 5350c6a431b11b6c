import type * as tfjsTypes from '@tensorflow/tfjs-node'
import { expect } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import type { Layer, Pass } from '../../../electron/trainer/layers/layer.ts'
import { ParameterStore } from '../../../electron/trainer/parameterStore.ts'
import { tf, tfjs } from '../loadedTensorFlow.ts'

/** The same function of input and parameters, written with stock operations that tfjs can differentiate. */
export type Reference = (x: tfjsTypes.Tensor, parameters: tfjsTypes.Tensor[]) => tfjsTypes.Tensor

/** A layer under test: how to make it, and the shape of its input. */
export interface Subject {
  create: () => Layer
  shape: readonly number[]
  pass?: Pass
}

/** What one pass forth and back gives: output, and gradients of sum(slopes * output). */
export interface Passed {
  output: Float32Array
  outputShape: readonly number[]
  inputGradient: Float32Array | null
  gradients: Map<string, Float32Array>
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)

/** Normal numbers, the same ones for the same name. */
export function draw(name: string, count: number): Float32Array {
  const random = createRandom(7, name)
  return Float32Array.from({ length: count }, () => random.nextNormal())
}

/** Forth and back through a layer that has the given parameter values (its own where none are given). */
export function passThrough(
  { create, shape, pass = 'training' }: Subject,
  x: Float32Array,
  slopesOf: (count: number) => Float32Array,
  values?: readonly Float32Array[],
): Passed {
  const layer = create()
  const store = new ParameterStore(tf, layer.parameters)
  if (values) store.restore(new Map(layer.parameters.map(({ name }, index) => [name, values[index] ?? x])))
  store.read()
  const y = layer.forward(tf.floats(x.slice(), shape), pass)
  const output = tf.readFloats(y)
  tf.release(y)
  const dx = layer.backward(tf.floats(slopesOf(output.length), y.shape))
  const gradients = new Map(
    layer.parameters.map(({ name, gradient, shape: parameterShape }) => [
      name,
      gradient ? tf.readFloats(gradient) : new Float32Array(sizeOf(parameterShape)),
    ]),
  )
  const inputGradient = dx && tf.readFloats(dx)
  store.release()
  tf.release(dx ?? undefined, ...layer.parameters.map(({ gradient }) => gradient))
  store.destroy()
  return { output, outputShape: y.shape, inputGradient, gradients }
}

/** Output and all gradients agree with tfjs's automatic differentiation of `reference`, element by element. */
export function expectSameAsAutodiff(subject: Subject, reference: Reference): void {
  const x = draw('x', sizeOf(subject.shape))
  const slopes = (count: number) => draw('slopes', count)
  const { parameters } = subject.create()
  const values = parameters.map(({ name, shape }) => draw(name, sizeOf(shape)))
  const found = passThrough(subject, x, slopes, values)
  tfjs.tidy(() => {
    const inputs = [
      tfjs.tensor(x, [...subject.shape]),
      ...parameters.map(({ shape }, index) => tfjs.tensor(values[index] ?? x, [...shape])),
    ]
    const run = (...[first, ...rest]: tfjsTypes.Tensor[]) => reference(first as tfjsTypes.Tensor, rest)
    const output = run(...inputs)
    expect(found.outputShape).toEqual(output.shape)
    expectClose(found.output, output.dataSync())
    const weights = tfjs.tensor(slopes(output.size), output.shape)
    const gradients = tfjs.grads((...all) =>
      run(...all)
        .mul(weights)
        .sum(),
    )(inputs)
    if (found.inputGradient) expectClose(found.inputGradient, gradients[0]?.dataSync() ?? [])
    parameters.forEach(({ name }, index) =>
      expectClose(found.gradients.get(name) ?? [], gradients[index + 1]?.dataSync() ?? []),
    )
  })
}

/**
 * The gradients predict how sum(slopes * output) changes along a direction in input and parameters, by central
 * differences. `step` is large enough for float32, and must cross no corner of the function.
 */
export function expectFiniteDifferences(subject: Subject, step = 1e-2, x?: Float32Array): void {
  const layer = subject.create()
  const at = [
    x ?? draw('x', sizeOf(subject.shape)),
    ...layer.parameters.map(({ name, shape }) => draw(name, sizeOf(shape))),
  ]
  const directions = at.map((values, index) => draw(`direction ${index}`, values.length))
  const slopes = (count: number) => draw('slopes', count)
  const lossAt = (distance: number) => {
    const [moved = at[0] as Float32Array, ...values] = at.map((base, index) =>
      base.map((value, i) => value + distance * (directions[index]?.[i] ?? 0)),
    )
    const { output } = passThrough(subject, moved, slopes, values)
    return dot(output, slopes(output.length))
  }
  const [input = new Float32Array(), ...values] = at
  const { inputGradient, gradients } = passThrough(subject, input, slopes, values)
  const parts = [inputGradient, ...layer.parameters.map(({ name }) => gradients.get(name))]
  const predicted = parts.reduce((sum, part, index) => sum + (part ? dot(part, directions[index] ?? part) : 0), 0)
  const found = (lossAt(step) - lossAt(-step)) / (2 * step)
  expect(Math.abs(predicted)).toBeGreaterThan(0.1)
  expect(Math.abs(found / predicted - 1)).toBeLessThan(5e-3)
}

/** Equal to `tolerance` of the largest expected value. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  expect(found.length).toBe(expected.length)
  const largest = Array.from(expected).reduce((top, value) => Math.max(top, Math.abs(value)), 1e-3)
  const worst = Array.from(found).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? Number.NaN))),
    0,
  )
  expect(worst).toBeLessThanOrEqual(tolerance * largest)
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
