import { z } from 'zod'
import { classCount } from './beatClass.ts'

/** Adam as in PyTorch: the decay is coupled L2, added to the gradient before the moments. */
export const optimiserSchema = z.object({
  name: z.literal('adam'),
  learningRate: z.number().positive().max(10),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1),
  epsilon: z.number().positive().max(1),
  weightDecay: z.number().min(0).max(1),
})

/** Stop when the monitored validation value has not improved for `patience` epochs. */
export const earlyStoppingSchema = z.object({
  monitor: z.enum(['validation-loss', 'validation-macro-f1']),
  patience: z.number().int().min(1).max(1000),
})

/** Weights of the classes in the loss: none, inverse to frequency (scikit-learn's "balanced"), or five numbers. */
export const classWeightsSchema = z.union([
  z.enum(['none', 'balanced']),
  z.array(z.number().min(0).max(1e6)).length(classCount),
])

export const recipeSchema = z.object({
  optimiser: optimiserSchema,
  batchSize: z.number().int().min(2).max(8192),
  epochs: z.number().int().min(1).max(10_000),
  earlyStopping: earlyStoppingSchema.nullable(),
  /** Which weights a finished run keeps and is scored with. */
  finalWeights: z.enum(['last', 'best']),
  classWeights: classWeightsSchema,
  /** PyTorch's defaults: Kaiming uniform with a = sqrt(5), bias uniform in +-1/sqrt(fan in). */
  initialisation: z.literal('pytorch'),
})

export type Optimiser = z.infer<typeof optimiserSchema>
export type EarlyStopping = z.infer<typeof earlyStoppingSchema>
export type ClassWeights = z.infer<typeof classWeightsSchema>
export type Recipe = z.infer<typeof recipeSchema>

/** The recipe of the published study. */
export function publishedRecipe(): Recipe {
  return {
    optimiser: { name: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-5 },
    batchSize: 64,
    epochs: 20,
    earlyStopping: { monitor: 'validation-loss', patience: 3 },
    finalWeights: 'last',
    classWeights: 'none',
    initialisation: 'pytorch',
  }
}
