import { z } from 'zod'
import { longestBeat } from './architecture.ts'
import { classCount } from './beatClass.ts'

const rate = z.number().positive().max(10)
const decay = z.number().min(0).max(1).default(1e-5)
const fraction = z.number().min(0).max(1)

/**
 * How weights are updated, each as PyTorch computes it. `adam` and `sgd` add the weight decay to the gradient (coupled
 * L2); `adamw` and `sgdw` shrink the weights beside the update (decoupled, Loshchilov and Hutter 2019).
 */
export const optimiserSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.enum(['adam', 'adamw']),
    learningRate: rate,
    // Nearer to 1, float32 has no number between them: 1 - beta would be zero.
    beta1: z.number().min(0).max(0.999999).default(0.9),
    beta2: z.number().min(0).max(0.999999).default(0.999),
    epsilon: z.number().positive().max(1).default(1e-8),
    weightDecay: decay,
  }),
  z.strictObject({
    name: z.enum(['sgd', 'sgdw']),
    learningRate: rate,
    momentum: z.number().min(0).lt(1).default(0.9),
    nesterov: z.boolean().default(false),
    weightDecay: decay,
  }),
])

/**
 * What the learning rate is multiplied with as training goes on; see `learningRate.ts` for the formulas.
 * `cosine` falls towards `minimum` times the rate over the recipe's epochs; `plateau` watches the validation loss.
 */
export const scheduleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant') }),
  z.strictObject({
    type: z.literal('step'),
    every: z.number().int().min(1).max(10_000_000),
    unit: z.enum(['epochs', 'steps']).default('epochs'),
    factor: z.number().positive().max(1),
  }),
  z.strictObject({ type: z.literal('cosine'), minimum: fraction.default(0) }),
  z.strictObject({
    type: z.literal('plateau'),
    factor: z.number().positive().lt(1),
    patience: z.number().int().min(0).max(1000),
  }),
])

/** Stop when the monitored validation value has not improved for `patience` epochs. */
export const earlyStoppingSchema = z.strictObject({
  monitor: z.enum(['validation-loss', 'validation-macro-f1']),
  patience: z.number().int().min(1).max(1000),
})

/**
 * Weights of the classes in the loss: none; inverse to frequency (scikit-learn's "balanced"); by the effective number
 * of beats, (1 - beta) / (1 - beta^n) scaled to a mean of 1 (Cui et al. 2019); or five numbers.
 */
export const classWeightsSchema = z.union([
  z.enum(['none', 'balanced']),
  z.strictObject({ type: z.literal('effective-number'), beta: z.number().min(0).lt(1) }),
  z
    .array(z.number().min(0).max(1e6))
    .length(classCount)
    .refine((weights) => weights.some((weight) => weight > 0), 'At least one class needs a weight above 0.'),
])

/** Scales the gradient of all weights to at most `maximum` in length, or cuts each number off at +-`maximum`. */
export const clippingSchema = z.strictObject({
  type: z.enum(['norm', 'value']),
  maximum: z.number().positive().max(1e6),
})

/** Changes to training beats, in the order of the fields; null leaves one out. See `augmentation.ts`. */
export const augmentationSchema = z.strictObject({
  /** Adds up to so many samples of delay or advance, each beat by its own; at most half of a beat (`shiftProblem`). */
  timeShift: z
    .strictObject({
      samples: z
        .number()
        .int()
        .min(1)
        .max(longestBeat / 2),
    })
    .nullable()
    .default(null),
  /** Multiplies each beat by a number drawn evenly from 1 - range to 1 + range. */
  amplitudeScale: z
    .strictObject({ range: z.number().positive().lt(1) })
    .nullable()
    .default(null),
  /** Adds normal noise of this standard deviation within the beat; values in 0..1 are cut off there. */
  gaussianNoise: z
    .strictObject({ sigma: z.number().positive().max(1) })
    .nullable()
    .default(null),
  /** Sets each sample to zero with this probability. */
  zeroMasking: z
    .strictObject({ probability: z.number().positive().max(0.95) })
    .nullable()
    .default(null),
  /** Replaces a stretch of at most this share of the beat by that of the beat before it in the batch, and mixes the labels. */
  cutMix: z
    .strictObject({ share: z.number().positive().max(1) })
    .nullable()
    .default(null),
})

export const recipeSchema = z.strictObject({
  optimiser: optimiserSchema,
  schedule: scheduleSchema.default({ type: 'constant' }),
  /** Epochs at the beginning in which the learning rate rises evenly, step by step. */
  warmUpEpochs: z.number().int().min(0).max(1000).default(0),
  gradientClipping: clippingSchema.nullable().default(null),
  batchSize: z.number().int().min(2).max(8192),
  epochs: z.number().int().min(1).max(10_000),
  earlyStopping: earlyStoppingSchema.nullable(),
  /** Which weights a finished run keeps and is scored with. */
  finalWeights: z.enum(['last', 'best']),
  classWeights: classWeightsSchema,
  /** Exponent of the focal loss (Lin et al. 2017); 0 is cross-entropy. */
  focalGamma: z.number().min(0).max(10).default(0),
  /** Share of each label that is spread evenly over all classes (Szegedy et al. 2016). */
  labelSmoothing: z.number().min(0).lt(1).default(0),
  augmentation: augmentationSchema.default(() => noAugmentation()),
  /**
   * First weights. `pytorch`: uniform in +-1/sqrt(fan in), of recurrent layers in +-1/sqrt(units), biases too. `keras`:
   * Glorot uniform, recurrent weights orthogonal, biases zero, those of the LSTM's forget gate one.
   */
  initialisation: z.enum(['pytorch', 'keras']),
})

export type Optimiser = z.infer<typeof optimiserSchema>
export type Schedule = z.infer<typeof scheduleSchema>
export type EarlyStopping = z.infer<typeof earlyStoppingSchema>
export type ClassWeights = z.infer<typeof classWeightsSchema>
export type Clipping = z.infer<typeof clippingSchema>
export type Augmentation = z.infer<typeof augmentationSchema>
export type Recipe = z.infer<typeof recipeSchema>

/** The recipe of the published study. */
export function publishedRecipe(): Recipe {
  return {
    optimiser: { name: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-5 },
    schedule: { type: 'constant' },
    warmUpEpochs: 0,
    gradientClipping: null,
    batchSize: 64,
    epochs: 20,
    earlyStopping: { monitor: 'validation-loss', patience: 3 },
    finalWeights: 'last',
    classWeights: 'none',
    focalGamma: 0,
    labelSmoothing: 0,
    augmentation: noAugmentation(),
    initialisation: 'pytorch',
  }
}

/** Beats as they are. */
export function noAugmentation(): Augmentation {
  return { timeShift: null, amplitudeScale: null, gaussianNoise: null, zeroMasking: null, cutMix: null }
}
