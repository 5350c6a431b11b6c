import { z } from 'zod'
import { beatSchema, dataSetSchema } from '../dataSet.ts'
import { explanationRequestSchema, explanationSchema, predictedBeatSchema } from '../explanation.ts'
import { jobSchema } from '../job.ts'
import { architectureSchema } from '../architecture.ts'
import { recipeSchema } from '../recipe.ts'
import { modelFormatSchema, runDetailSchema, runSchema, runStateSchema } from '../run.ts'
import { partSchema, splitDefinitionSchema, splitKeySchema, splitSummarySchema } from '../split.ts'
import { runCurvesSchema, runScoresSchema } from '../runScores.ts'
import { defaultRegion } from '../statistics/practicalEquivalence.ts'
import { defaultResamples } from '../statistics/statisticsInput.ts'
import { comparisonTestSchema, intervalMethodSchema, studyStatisticsSchema } from '../studyStatistics.ts'
import { idSchema, nameSchema, newVariantSchema, seedSchema, studySchema, variantSchema } from '../study.ts'
import { studyTableSchema, tableFormatSchema } from '../studyTable.ts'
import { settingsSchema, systemStatusSchema } from '../system.ts'
import { fileRefSchema } from './fileRef.ts'
import { recordCommands } from './recordCommands.ts'

const none = z.object({})
const byId = z.object({ id: idSchema })
const rename = z.object({ id: idSchema, name: nameSchema })
const archive = z.object({ id: idSchema, archived: z.boolean() })
/** What a deletion would free (`plan`), or has freed. */
const freed = z.object({ freedBytes: z.number(), runs: z.number().int() })
/** How `study.statistics` calculates. */
const statisticsOptions = {
  resamples: z.number().int().min(1000).max(100_000).default(defaultResamples),
  /** Half width of the region of practical equivalence, in F1. */
  region: z.number().min(0).max(0.5).default(defaultRegion),
}
const beatFilter = z.object({
  runId: idSchema,
  part: partSchema,
  label: z.number().int().min(0).max(4).optional(),
  /** Predicted class: with `label`, one cell of the confusion matrix. */
  predicted: z.number().int().min(0).max(4).optional(),
  outcome: z.enum(['all', 'right', 'wrong']).default('all'),
  /** Number of a beat to find (see `explanationRequestSchema`). */
  row: z.number().int().min(0).optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
})

/**
 * Every command a client can send: input and output. Names are `noun.verb`.
 * A new command is one entry here and one handler in `electron/engine`.
 */
export const commands = {
  'system.status': { input: none, output: systemStatusSchema },
  'settings.get': { input: none, output: settingsSchema },
  'settings.update': { input: settingsSchema.partial(), output: settingsSchema },

  'dataset.list': { input: none, output: z.array(dataSetSchema) },
  'dataset.import': {
    input: z.object({ name: nameSchema, train: fileRefSchema, test: fileRefSchema }),
    output: jobSchema,
  },
  'dataset.generate': {
    input: z.object({ name: nameSchema, beats: z.number().int().min(50).max(10_000_000), seed: seedSchema }),
    output: jobSchema,
  },
  'dataset.rename': { input: rename, output: none },
  'dataset.archive': { input: archive, output: none },
  'dataset.planDelete': { input: byId, output: freed },
  'dataset.delete': { input: byId, output: freed },
  /** A few beats: the `nth` of each class, or the given rows. */
  'dataset.beats': {
    input: z.object({
      id: idSchema,
      rows: z.array(z.number().int().min(0)).max(500).optional(),
      nth: z.number().int().min(0).optional(),
    }),
    output: z.array(beatSchema),
  },
  /** Quantiles (5, 25, 50, 75, 95 %) of beat length before padding, in samples, by class; null for a class without beats. */
  'dataset.lengths': { input: byId, output: z.array(z.array(z.number()).nullable()) },
  ...recordCommands,
  /** What a split would be, without making it. */
  'split.preview': {
    input: z.object({ dataSetId: idSchema, definition: splitDefinitionSchema }),
    output: splitSummarySchema,
  },
  /** One more way of parting a data set's beats. Refused (`conflict`) where it has one of this key. */
  'split.create': {
    input: z.object({ dataSetId: idSchema, definition: splitDefinitionSchema }),
    output: splitSummarySchema,
  },
  /** Refused (`conflict`) while studies use it. */
  'split.delete': { input: z.object({ dataSetId: idSchema, key: splitKeySchema }), output: none },
  'job.list': { input: none, output: z.array(jobSchema) },
  'job.cancel': { input: z.object({ id: z.number().int() }), output: none },

  'study.list': { input: none, output: z.array(studySchema) },
  'study.create': {
    input: z.object({
      name: nameSchema,
      dataSetId: idSchema,
      split: splitKeySchema,
      seeds: z.array(seedSchema).min(1).max(1000),
      variants: z.array(newVariantSchema).max(1000),
      /** Position in `variants`; the first when left out. */
      baseline: z.number().int().min(0).optional(),
    }),
    output: studySchema,
  },
  'study.rename': { input: rename, output: none },
  'study.archive': { input: archive, output: none },
  'study.planDelete': { input: byId, output: freed },
  'study.delete': { input: byId, output: freed },
  'study.setSeeds': { input: z.object({ id: idSchema, seeds: z.array(seedSchema).min(1).max(1000) }), output: none },
  'study.setBaseline': { input: z.object({ id: idSchema, variantId: idSchema }), output: none },
  /**
   * Queues what is not there yet: one run for each variant and seed without a finished, active or waiting one.
   * Those that did not finish are queued again and go on from their last checkpoint. Ends with the ids queued.
   */
  'study.launch': {
    input: z.object({ id: idSchema, variantIds: z.array(idSchema).optional(), seeds: z.array(seedSchema).optional() }),
    output: z.object({ queued: z.array(idSchema), alreadyThere: z.number().int() }),
  },
  'study.table': { input: z.object({ id: idSchema, part: partSchema.default('test') }), output: studyTableSchema },
  /** Intervals over seeds and patients, comparisons with the baseline, and what each factor moves. */
  'study.statistics': {
    input: z.object({ id: idSchema, part: z.enum(['validation', 'test']).default('test'), ...statisticsOptions }),
    output: studyStatisticsSchema,
  },
  'study.export': {
    input: z.object({
      id: idSchema,
      part: partSchema.default('test'),
      format: tableFormatSchema,
      /** Which interval stands in the table, and which test makes its marks. */
      interval: intervalMethodSchema.default('seeds-t'),
      test: comparisonTestSchema.default('permutation'),
      variantIds: z.array(idSchema).optional(),
    }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  },

  'variant.list': { input: z.object({ studyId: idSchema }), output: z.array(variantSchema) },
  'variant.add': { input: z.object({ studyId: idSchema, variant: newVariantSchema }), output: variantSchema },
  /** Changing the design or recipe of a variant that has runs is refused (`conflict`): duplicate it instead. */
  'variant.update': {
    input: z.object({
      id: idSchema,
      name: nameSchema.optional(),
      architecture: architectureSchema.optional(),
      recipe: recipeSchema.optional(),
      archived: z.boolean().optional(),
    }),
    output: variantSchema,
  },
  'variant.reorder': { input: z.object({ studyId: idSchema, variantIds: z.array(idSchema) }), output: none },
  'variant.planDelete': { input: byId, output: freed },
  'variant.delete': { input: byId, output: freed },

  'run.list': {
    input: z.object({ studyId: idSchema.optional(), states: z.array(runStateSchema).optional() }),
    output: z.array(runSchema),
  },
  'run.get': { input: byId, output: runDetailSchema },
  /** Stops now; what epochs were finished stays to be read. */
  'run.cancel': { input: byId, output: none },
  /** Ends after the running epoch and is scored. */
  'run.stop': { input: byId, output: none },
  /** Ends without being scored, to be resumed: after the running epoch, or now, which loses that epoch. */
  'run.pause': { input: z.object({ id: idSchema, when: z.enum(['epoch', 'now']).default('epoch') }), output: none },
  /** Queues a paused, interrupted, failed or cancelled run that goes on from its last checkpoint. */
  'run.resume': { input: byId, output: none },
  /** Queues an ended run that did not finish, to begin anew. */
  'run.retry': { input: byId, output: none },
  /**
   * Trains a finished run on, to `epochs` in all, without early stopping, and scores it again: journaled, since the test
   * part is then scored twice. Refused (`bad-input`) behind a cosine that has fallen to 0.
   */
  'run.extend': { input: z.object({ id: idSchema, epochs: z.number().int().min(2).max(10_000) }), output: none },
  /** Trains a finished run again beside the queue and compares bit for bit; see `RunDetail.repetitions`. */
  'run.repeat': { input: byId, output: jobSchema },
  /** A run that is not trained but scored, with weights from a safetensors file made for the same design. */
  'run.importWeights': {
    input: z.object({ variantId: idSchema, seed: seedSchema, file: fileRefSchema }),
    output: z.object({ id: idSchema }),
  },
  /** The run's network for another program, as one file; a `tfjs` model is a zip of its two. */
  'run.export': {
    input: z.object({ id: idSchema, format: modelFormatSchema }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
  },
  /** Moves a waiting run: 0 is next. */
  'run.move': { input: z.object({ id: idSchema, place: z.number().int().min(0) }), output: none },
  'run.archive': { input: archive, output: none },
  'run.planDelete': { input: byId, output: freed },
  'run.delete': { input: byId, output: freed },
  /** Logits of an evaluated part, beat by beat; each call is journaled as a look at the part. */
  'run.predictions': {
    input: z.object({ id: idSchema, part: z.enum(['validation', 'test']) }),
    output: z.object({
      /** Numbers of the beats: 0-based rows of the source file for the split `published`, else of the data set. */
      rows: z.array(z.number()),
      labels: z.array(z.number()),
      logits: z.array(z.array(z.number())),
      /** The recording of each beat and its annotation's sample at that recording's rate; null where not known. */
      records: z.array(z.string().nullable()),
      samples: z.array(z.number().int().nullable()),
    }),
  },
  /** All scores of a run on one part: from its stored predictions, so that it is no further look at single beats. */
  'run.scores': {
    input: z.object({ id: idSchema, part: z.enum(['validation', 'test']).default('test') }),
    output: runScoresSchema,
  },
  /** ROC, precision-recall and reliability curves. Throws `not-found` where logits are not kept. */
  'run.curves': {
    input: z.object({ id: idSchema, part: z.enum(['validation', 'test']).default('test') }),
    output: runCurvesSchema,
  },
  /** A path to the run's weights, for programs on this machine; journaled. */
  'run.weights': { input: byId, output: z.object({ path: z.string(), sha256: z.string(), bytes: z.number() }) },

  'queue.pause': { input: none, output: none },
  'queue.resume': { input: none, output: none },
  /** Pauses every training after its epoch, or interrupts it `now`; both are resumed later. Waiting runs stay in the paused queue. */
  'queue.stop': { input: z.object({ when: z.enum(['epoch', 'now']) }), output: none },

  'explain.beats': {
    input: beatFilter,
    output: z.object({
      total: z.number().int(),
      /** `notHere`: of these classes, but without their samples in this database; they are not listed. */
      counts: z.object({ all: z.number(), wrong: z.number(), notHere: z.number() }),
      beats: z.array(predictedBeatSchema),
    }),
  },
  'explain.map': { input: explanationRequestSchema, output: explanationSchema },

  /** Ends the engine: refused (`conflict`) while runs train unless `stopRuns`. */
  'engine.shutdown': { input: z.object({ stopRuns: z.boolean().default(false) }), output: none },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
/** What a client passes (defaults may be left out). */
export type Input<C extends CommandName> = z.input<Commands[C]['input']>
/** What a handler gets, parsed. */
export type ParsedInput<C extends CommandName> = z.output<Commands[C]['input']>
export type Output<C extends CommandName> = z.output<Commands[C]['output']>
export type { FileRef } from './fileRef.ts'

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}
