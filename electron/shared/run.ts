import { z } from 'zod'
import { architectureSchema } from './architecture.ts'
import { recipeSchema } from './recipe.ts'
import { badgeSchema, partSchema, splitKeySchema, type Badge, type Part } from './split.ts'
import { idSchema, seedSchema } from './study.ts'

export const runStateSchema = z.enum([
  'queued',
  'preparing',
  'training',
  'evaluating',
  'finished',
  'failed',
  'cancelled',
  'paused',
  'interrupted',
])
export type RunState = z.infer<typeof runStateSchema>

export const activeStates: readonly RunState[] = ['preparing', 'training', 'evaluating']
export const endedStates: readonly RunState[] = ['finished', 'failed', 'cancelled', 'interrupted']

/** One finished epoch. Losses are means over beats; `trainLoss` is the mean over the epoch's batches, dropout on. */
export const epochSchema = z.object({
  epoch: z.number().int(),
  trainLoss: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
  validationMacroF1: z.number(),
  learningRate: z.number(),
  durationMs: z.number(),
})

/** Scores on one part, computed from `confusion[actual][predicted]`. */
export const scoresSchema = z.object({
  part: partSchema,
  beats: z.number().int(),
  loss: z.number(),
  confusion: z.array(z.array(z.number().int())),
  accuracy: z.number(),
  macroF1: z.number(),
  weightedF1: z.number(),
  classF1: z.array(z.number()),
  /** Later looks at single beats of the part (predictions, maps), counted from the journal. */
  looks: z.number().int(),
  /** How often the part was scored: once, and again each time the run was trained on. */
  timesScored: z.number().int(),
})

export const runSchema = z.object({
  id: idSchema,
  studyId: idSchema,
  studyName: z.string(),
  variantId: idSchema,
  variantName: z.string(),
  seed: seedSchema,
  /** Which fold of the split, 0-based, of how many; the only one of 1 where the split has no folds. */
  fold: z.number().int(),
  foldCount: z.number().int(),
  state: runStateSchema,
  /** Why it failed, was cancelled or interrupted; how early stopping ended it. */
  reason: z.string().nullable(),
  /** Place in the queue while queued, smaller first. */
  position: z.number(),
  /** Finished epochs, and at most how many: the recipe's, or to where it was extended. */
  epoch: z.number().int(),
  epochs: z.number().int(),
  /** Steps done in the running epoch, 0..1. */
  epochProgress: z.number(),
  trainLoss: z.number().nullable(),
  bestEpoch: z.number().int().nullable(),
  bestValidationLoss: z.number().nullable(),
  /** Over all five classes, as every macro F1 of a run. */
  validationMacroF1: z.number().nullable(),
  testMacroF1: z.number().nullable(),
  /** The split's badge: stands beside every score on the test part. */
  badge: badgeSchema,
  /** The same of the validation part, see `partBadge`. */
  validationBadge: badgeSchema,
  /** The classes that the split's headline score is over. */
  headlineClasses: z.array(z.number().int()),
  /** Of a run that trains, until its end; of a waiting one, how long it will take. Null while nothing is known. */
  remainingMs: z.number().nullable(),
  /** Early stopping may end it sooner, and no run like it has told when yet. */
  isRemainingAtMost: z.boolean(),
  /** Why the next run waits although a worker is free, in words; null for all others. */
  waitsFor: z.string().nullable(),
  durationMs: z.number().nullable(),
  hasWeights: z.boolean(),
  /** Maps of it are stored: some beats can be explained also without its weights. */
  hasMaps: z.boolean(),
  /** It can be resumed, or, when finished, extended. */
  hasCheckpoint: z.boolean(),
  stopRequested: z.boolean(),
  pauseRequested: z.boolean(),
  /** Its weights came from a file: it was scored here, not trained. */
  isImported: z.boolean(),
  archived: z.boolean(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})

/** Where and with what a run was trained. */
export const runEnvironmentSchema = z.object({
  beatbench: z.string(),
  node: z.string(),
  tensorflow: z.string(),
  cpu: z.string(),
  threads: z.number().int(),
  oneDnn: z.boolean(),
  /** `stock`, or the fused ones with their instruction set, as `fused avx2`; left out in older runs, which were stock. */
  kernels: z.string().optional(),
  /** What was not so in the epochs before it was resumed, in words; left out where nothing was otherwise. */
  changes: z.array(z.string()).optional(),
})

/**
 * What a run took of this computer, by the engine's clock: from this the queue knows how long the next ones will take.
 * Of a run that was resumed, what its last process took.
 */
export const runUsageSchema = z.object({
  /** The most memory that its trainer held; null where that is not known. */
  peakBytes: z.number().nullable(),
  /** From the trainer's start until it was ready to train. */
  startMs: z.number().nullable(),
  /** Of one epoch, checkpoint included: the mean over `epochs`. */
  epochMs: z.number().nullable(),
  epochs: z.number().int(),
  /** From the last epoch until the result was stored. */
  endMs: z.number().nullable(),
  /** Trainings at once, this one counted: the mean over its epochs. */
  sideBySide: z.number(),
})

/** What `run.repeat` found: the same bytes, or what differs, in words, and what is not as it was then. */
export const repetitionSchema = z.object({
  at: z.string(),
  isIdentical: z.boolean(),
  differences: z.array(z.string()),
  environmentChanges: z.array(z.string()),
})

/** Files for other programs: safetensors, Keras 3's `.keras`, TensorFlow.js LayersModel, ONNX. */
export const modelFormatSchema = z.enum(['safetensors', 'keras', 'tfjs', 'onnx'])

/** All of a run, for the panel at the side and for `run show`. */
export const runDetailSchema = runSchema.extend({
  architecture: architectureSchema,
  recipe: recipeSchema,
  architectureHash: z.string(),
  recipeHash: z.string(),
  dataSetName: z.string(),
  dataSetSha256: z.string(),
  split: splitKeySchema,
  partSizes: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  parameters: z.number().int(),
  environment: runEnvironmentSchema.nullable(),
  usage: runUsageSchema.nullable(),
  curve: z.array(epochSchema),
  scores: z.array(scoresSchema),
  /** Newest first. */
  repetitions: z.array(repetitionSchema),
  log: z.array(z.object({ at: z.string(), text: z.string() })),
})

/** The badge beside a run's score on a part; training beats are no test of anything, so that theirs has none. */
export function runBadge(run: Pick<Run, 'badge' | 'validationBadge'>, part: Part): Badge | null {
  if (part === 'train') return null
  return part === 'test' ? run.badge : run.validationBadge
}

export type Epoch = z.infer<typeof epochSchema>
export type Scores = z.infer<typeof scoresSchema>
export type Run = z.infer<typeof runSchema>
export type RunDetail = z.infer<typeof runDetailSchema>
export type Repetition = z.infer<typeof repetitionSchema>
export type ModelFormat = z.infer<typeof modelFormatSchema>
export type RunUsage = z.infer<typeof runUsageSchema>
export type RunEnvironment = z.infer<typeof runEnvironmentSchema>
