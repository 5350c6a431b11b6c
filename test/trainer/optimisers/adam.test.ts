import { describe, expect, it } from 'vitest'
import { kernelScalars, type AdamRecipe } from '../../../electron/trainer/optimisers/adam.ts'
import { Optimiser } from '../../../electron/trainer/optimisers/optimiser.ts'
import { createParameter } from '../../../electron/trainer/parameter.ts'
import { ParameterStore } from '../../../electron/trainer/parameterStore.ts'
import { readFixture } from '../../support/parity/fixtures.ts'
import { tf } from '../loadedTensorFlow.ts'

/** Gradients from large to so small that epsilon and weight decay matter, and PyTorch's weights after each. */
const { start, gradients, cases } = readFixture('Optimisers')
const pytorch = { start, weights: cases.find(({ name }) => name === 'Adam')?.weights ?? [] }

const published: AdamRecipe = {
  name: 'adam',
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 1e-5,
}
const recipe: AdamRecipe = {
  ...published,
  learningRate: 1e-2,
}

const gradientAt = (step: number) => gradients[step] ?? []

/** The trainer's weights after each of ten steps, as one matrix or as two vectors that share a variable. */
function runKernel(optimiser: AdamRecipe, start: readonly number[], isSplit: boolean): number[][] {
  const parts = isSplit ? [start.slice(0, 2), start.slice(2)] : [start]
  const parameters = parts.map((part, index) =>
    createParameter(`part ${index}`, Float32Array.from(part), isSplit ? [part.length] : [1, part.length]),
  )
  const store = new ParameterStore(tf, parameters)
  const adam = new Optimiser(tf, store, optimiser)
  return Array.from({ length: 10 }, (_, step) => {
    store.read()
    let at = 0
    for (const parameter of parameters) {
      const size = parameter.initial.length
      parameter.gradient = tf.floats(Float32Array.from(gradientAt(step).slice(at, at + size)), parameter.shape)
      at += size
    }
    adam.step(optimiser.learningRate)
    const values = store.snapshot()
    return parameters.flatMap(({ name }) => [...(values.get(name) ?? [])])
  })
}

/** PyTorch's formula in double precision. */
function runFormula(optimiser: AdamRecipe, start: readonly number[]): number[][] {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimiser
  const weights = [...start]
  const first = start.map(() => 0)
  const second = start.map(() => 0)
  return Array.from({ length: 10 }, (_, step) => {
    const isCoupled = optimiser.name === 'adam'
    gradientAt(step).forEach((gradient, index) => {
      const g = isCoupled ? gradient + weightDecay * (weights[index] ?? 0) : gradient
      if (!isCoupled) weights[index] = (weights[index] ?? 0) * (1 - learningRate * weightDecay)
      first[index] = beta1 * (first[index] ?? 0) + (1 - beta1) * g
      second[index] = beta2 * (second[index] ?? 0) + (1 - beta2) * g * g
      const mean = (first[index] ?? 0) / (1 - beta1 ** (step + 1))
      const root = Math.sqrt((second[index] ?? 0) / (1 - beta2 ** (step + 1)))
      weights[index] = (weights[index] ?? 0) - (learningRate * mean) / (root + epsilon)
    })
    return [...weights]
  })
}

function expectSameSteps(found: number[][], expected: number[][]): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((weights, step) =>
    weights.forEach((weight, index) =>
      // A tenth of a thousandth of one step of Adam, which is about the learning rate, and float32's rounding.
      expect(Math.abs(weight - (expected[step]?.[index] ?? Number.NaN))).toBeLessThan(1e-6 + 2e-7 * Math.abs(weight)),
    ),
  )
}

describe.each([
  ['one tensor', false],
  ['vectors that share a variable', true],
])('Adam over %s', (_, isSplit) => {
  it('makes the steps of PyTorch', () => {
    expectSameSteps(runKernel(recipe, pytorch.start, isSplit), pytorch.weights)
  })

  it.each([
    ['the published recipe', {}],
    ['no weight decay', { weightDecay: 0 }],
    ['strong weight decay', { weightDecay: 0.1 }],
    ['a large epsilon', { epsilon: 1e-3 }],
    ['other betas', { beta1: 0.5, beta2: 0.9 }],
    ['beta1 of 0', { beta1: 0 }],
    ['decoupled weight decay', { name: 'adamw' as const, weightDecay: 0.1 }],
  ])('follows the formula with %s', (__, changes) => {
    const optimiser = { ...recipe, ...changes }
    expectSameSteps(runKernel(optimiser, pytorch.start, isSplit), runFormula(optimiser, pytorch.start))
  })
})

it('steps by the learning rate at first, whatever the size of the gradient', () => {
  const [first = []] = runKernel({ ...recipe, weightDecay: 0, epsilon: 1e-30 }, [1, 1, 1, 1, 1, 1], false)
  const steps = first.slice(0, 5).map((weight) => Math.abs(1 - weight))
  for (const step of steps) expect(step).toBeCloseTo(0.01, 6)
})

it('puts bias correction and the float32 error of 1 - beta2 into the scalars', () => {
  const { rate, epsilon } = kernelScalars(published, 1e-3, 1)
  const correction = Math.sqrt(0.001 * (Math.fround(1 - Math.fround(0.999)) / 0.001))
  expect(rate / ((1e-3 * correction) / 0.1)).toBeCloseTo(1, 6)
  expect(epsilon / (1e-8 * correction)).toBeCloseTo(1, 9)
})
