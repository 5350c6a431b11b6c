import { blockOf, type Architecture, type Block } from '../architecture.ts'
import { publishedRecipe, type Recipe } from '../recipe.ts'
import type { Preset } from './definition.ts'

const source = 'Kachuee, Fazeli and Sarrafzadeh 2018 (arXiv:1805.00794)'

const convolution = { filters: 32, kernelSize: 5, normalisation: 'none', pooling: { type: 'none' } } as const

/** Convolution > ReLU > convolution > add what came in > ReLU > max pooling. */
function residualBlocks(): Block[] {
  return [
    blockOf(convolution),
    blockOf({ ...convolution, join: { type: 'add', span: 2 }, pooling: { type: 'max', size: 5, stride: 2 } }),
  ]
}

/** The network. Lengths: 187, then 92, 44, 20, 8 and 2 behind the five residual blocks. */
function architecture(): Architecture {
  return {
    blocks: [blockOf({ ...convolution, activation: 'none' }), ...Array.from({ length: 5 }, residualBlocks).flat()],
    recurrent: [],
    head: { reduce: 'flatten', dense: [32, 32], activation: 'relu', dropout: 0 },
  }
}

/** Told are Adam with its numbers and the decay of its rate; the rest is as in the published recipe. */
function recipe(): Recipe {
  return {
    ...publishedRecipe(),
    optimiser: { name: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    schedule: { type: 'step', every: 10_000, unit: 'steps', factor: 0.75 },
  }
}

export const kachueePreset: Preset = {
  id: 'kachuee-2018',
  title: 'Residual network of Kachuee et al. 2018',
  description:
    'A convolution and five residual blocks with max pooling, by the authors of the heartbeat set. Batch size and epochs are not told: 64 and at most 20 are chosen here.',
  source,
  variants: () => [
    {
      name: 'Kachuee 2018',
      architecture: architecture(),
      recipe: recipe(),
      published: {
        metric: 'accuracy',
        value: 0.934,
        source,
        caveat:
          'average accuracy on a test set whose classes augmentation had made equal; batch size and epochs are not told',
      },
    },
  ],
}
