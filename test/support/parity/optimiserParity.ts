import { Optimiser } from '../../../electron/trainer/optimisers/optimiser.ts'
import { createParameter } from '../../../electron/trainer/parameter.ts'
import { ParameterStore } from '../../../electron/trainer/parameterStore.ts'
import type { TensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { largestDifference, type Comparison } from './compareStored.ts'
import type { ClippingCase, OptimiserCase } from './fixtures.ts'

/** Six numbers as a matrix of two and vectors of one and three, which share a variable. */
const parts = [
  { name: 'matrix', from: 0, to: 2, shape: [1, 2] },
  { name: 'short', from: 2, to: 3, shape: [1] },
  { name: 'long', from: 3, to: 6, shape: [3] },
]

interface Steps {
  start: readonly number[]
  gradients: readonly (readonly number[])[]
}

/** Weights after each of the given gradients. */
function runSteps(
  tf: TensorFlow,
  { start, gradients }: Steps,
  create: (store: ParameterStore) => Optimiser,
  rates: readonly number[],
): number[][] {
  const parameters = parts.map(({ name, from, to, shape }) =>
    createParameter(name, Float32Array.from(start.slice(from, to)), shape),
  )
  const store = new ParameterStore(tf, parameters)
  const optimiser = create(store)
  const history = rates.map((rate, step) => {
    store.read()
    parameters.forEach((parameter, index) => {
      const { from = 0, to = 0, shape } = parts[index] ?? {}
      parameter.gradient = tf.floats(Float32Array.from(gradients[step]?.slice(from, to) ?? []), shape)
    })
    optimiser.step(rate)
    const values = store.snapshot()
    return parameters.flatMap(({ name }) => [...(values.get(name) ?? [])])
  })
  store.destroy()
  return history
}

/** Weights after each of ten steps beside PyTorch's. */
export function compareOptimiser(tf: TensorFlow, steps: Steps, expected: OptimiserCase): Comparison {
  const { optimiser, rates, weights, float32 } = expected
  const found = runSteps(tf, steps, (store) => new Optimiser(tf, store, optimiser), rates)
  return {
    name: 'weights',
    difference: largestDifference(found.flat(), weights.flat()),
    pytorchFloat32: float32,
    largest: Math.max(...weights.flat().map(Math.abs)),
  }
}

/** Gradients after clipping, from one step of plain descent by rate 1 from zero, beside PyTorch's. */
export function compareClipping(tf: TensorFlow, { start, gradients }: Steps, expected: ClippingCase): Comparison {
  const plain = { name: 'sgd', learningRate: 1, momentum: 0, nesterov: false, weightDecay: 0 } as const
  const zeros = { start: start.map(() => 0), gradients }
  const create = (store: ParameterStore) => new Optimiser(tf, store, plain, expected.clipping)
  const [moved = []] = runSteps(tf, zeros, create, [1])
  // Of the largest gradient, since a clipped one may be a millionth.
  const largest = Math.max(...expected.clipped.map(Math.abs))
  const difference = largestDifference(
    moved.map((value) => -value),
    expected.clipped,
  )
  return { name: 'gradients', difference, pytorchFloat32: 0, largest }
}
