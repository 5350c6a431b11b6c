import { describe, expect, it } from 'vitest'
import type { Clipping, Optimiser as OptimiserRecipe } from '../../../electron/shared/recipe.ts'
import { clipGradients } from '../../../electron/trainer/optimisers/clipGradients.ts'
import { Optimiser } from '../../../electron/trainer/optimisers/optimiser.ts'
import { createParameter } from '../../../electron/trainer/parameter.ts'
import { ParameterStore } from '../../../electron/trainer/parameterStore.ts'
import { tf } from '../loadedTensorFlow.ts'

const start = [0.5, -2, 3, 0]
const gradientAt = (step: number) => start.map((_, index) => Math.cos(step + index))
const sgd = { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0.01 } as const

function create(recipe: OptimiserRecipe) {
  const parameter = createParameter('w', Float32Array.from(start), [1, 4])
  const store = new ParameterStore(tf, [parameter])
  const optimiser = new Optimiser(tf, store, recipe)
  const step = (at: number) => {
    store.read()
    parameter.gradient = tf.floats(Float32Array.from(gradientAt(at)), [1, 4])
    optimiser.step(recipe.learningRate)
    return [...(store.snapshot().get('w') ?? [])]
  }
  return { store, optimiser, step }
}

/** The formula of PyTorch's SGD in double precision; decay coupled, or beside the update. */
function formula(
  { learningRate, momentum, nesterov, weightDecay }: typeof sgd & { nesterov: boolean },
  isCoupled: boolean,
) {
  const weights = [...start]
  const buffer = start.map(() => 0)
  return Array.from({ length: 6 }, (_, step) => {
    gradientAt(step).forEach((gradient, index) => {
      const g = isCoupled ? gradient + weightDecay * (weights[index] ?? 0) : gradient
      if (!isCoupled) weights[index] = (weights[index] ?? 0) * (1 - learningRate * weightDecay)
      buffer[index] = momentum * (buffer[index] ?? 0) + g
      weights[index] =
        (weights[index] ?? 0) - learningRate * (nesterov ? g + momentum * (buffer[index] ?? 0) : (buffer[index] ?? 0))
    })
    return [...weights]
  })
}

describe.each([
  ['plain momentum', sgd, true],
  ["Nesterov's form", { ...sgd, nesterov: true }, true],
  ['decoupled decay', { ...sgd, name: 'sgdw' }, false],
] as const)('gradient descent with %s', (_, recipe, isCoupled) => {
  it('follows the formula', () => {
    const { step } = create(recipe)
    formula({ ...recipe, name: 'sgd' } as never, isCoupled).forEach((expected, at) => {
      step(at).forEach((weight, index) => expect(weight).toBeCloseTo(expected[index] ?? Number.NaN, 5))
    })
  })

  it('goes on the same after its moments went through a snapshot', () => {
    const first = create(recipe)
    for (let at = 0; at < 3; at++) first.step(at)
    const other = create(recipe)
    other.store.restore(first.store.snapshot())
    other.optimiser.restore(first.optimiser.snapshot())
    expect(other.step(3)).toEqual(first.step(3))
  })
})

describe('clipping', () => {
  const clip = (clipping: Clipping, values: number[][]) =>
    clipGradients(tf, [...values.map((part) => tf.floats(Float32Array.from(part))), null], clipping).map((gradient) =>
      gradient ? [...tf.readFloats(gradient)] : null,
    )

  it('scales all gradients together where they are too long', () => {
    const [a, b, none] = clip({ type: 'norm', maximum: 6.5 }, [[3, 4], [12]])
    expect(a?.[0]).toBeCloseTo(1.5, 6)
    expect(a?.[1]).toBeCloseTo(2, 6)
    expect(b?.[0]).toBeCloseTo(6, 5)
    expect(none).toBeNull()
  })

  it('leaves shorter ones as they are', () => {
    expect(clip({ type: 'norm', maximum: 20 }, [[3, 4], [12]])).toEqual([[3, 4], [12], null])
  })

  it('cuts each number off by value', () => {
    expect(clip({ type: 'value', maximum: 3.5 }, [[3, -4], [12]])).toEqual([[3, -3.5], [3.5], null])
  })

  it('lets a gradient that is not a number stay so', () => {
    expect(clip({ type: 'norm', maximum: 1 }, [[Number.NaN, 1]])[0]?.every(Number.isNaN)).toBe(true)
  })
})
