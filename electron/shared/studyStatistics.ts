import { z } from 'zod'
import { badgeSchema, partSchema } from './split.ts'
import { idSchema } from './study.ts'

/** How an interval was made: over seeds (Student's t, or bootstrap), over patients, or over both together. */
export const intervalMethodSchema = z.enum(['seeds-t', 'seeds-bootstrap', 'patients', 'both'])
export const comparisonTestSchema = z.enum(['permutation', 'mcnemar', 'corrected-t'])

export const intervalSchema = z.tuple([z.number(), z.number()])

/** 95 % intervals; null where there is too little to make one of (one seed, no records). */
export const intervalsSchema = z.object({
  'seeds-t': intervalSchema.nullable(),
  'seeds-bootstrap': intervalSchema.nullable(),
  patients: intervalSchema.nullable(),
  both: intervalSchema.nullable(),
})

/** A two-sided test against the baseline; `adjustedP` is Holm's over the study's comparisons by the same test. */
export const testResultSchema = z.object({
  p: z.number(),
  adjustedP: z.number(),
  /** How it was made, in words: "exact, 8 of 8 sign changes". */
  method: z.string(),
})

/** Probabilities that the variant is practically worse than, equal to, or better than the baseline. */
export const equivalenceSchema = z.object({
  /** Half width of the region of practical equivalence, in F1. */
  region: z.number(),
  worse: z.number(),
  equivalent: z.number(),
  better: z.number(),
})

/** How two networks fare on the same beats: of one seed (and repeat), its folds added up. */
export const disagreementSchema = z.object({
  seed: z.number().int(),
  bothRight: z.number().int(),
  variantOnly: z.number().int(),
  baselineOnly: z.number().int(),
  bothWrong: z.number().int(),
})

export const comparisonSchema = z.object({
  /** Pairs of the same seed (and fold). */
  pairs: z.number().int(),
  /** Mean of variant minus baseline. */
  difference: z.number(),
  intervals: intervalsSchema,
  /** Null where the test cannot be made; `warnings` says why. */
  tests: z.object({
    permutation: testResultSchema.nullable(),
    mcnemar: testResultSchema.nullable(),
    'corrected-t': testResultSchema.nullable(),
  }),
  equivalence: equivalenceSchema.nullable(),
  /** What McNemar's test counts, seed by seed; left out where predictions are not kept. */
  disagreement: z.array(disagreementSchema).optional(),
  /** Where n is too small for the claim, in plain words. */
  warnings: z.array(z.string()),
})

export const variantStatisticsSchema = z.object({
  variantId: idSchema,
  /** Seeds, and folds where there are. */
  scores: z.number().int(),
  mean: z.number(),
  intervals: intervalsSchema,
  /** Null for the baseline, and where no seed is shared with it. */
  comparison: comparisonSchema.nullable(),
})

/** What one factor of the study moves: the mean change from its lowest to its highest level, all else equal. */
export const factorEffectSchema = z.object({
  /** "depth", "filters", "kernel size" ... */
  factor: z.string(),
  from: z.string(),
  to: z.string(),
  /** Pairs of variants that differ in this factor alone. */
  contrasts: z.array(z.object({ fromVariantId: idSchema, toVariantId: idSchema })),
  /** Seeds that all of them have. */
  seeds: z.number().int(),
  difference: z.number(),
  /** 95 % t over seeds; null below two. */
  interval: intervalSchema.nullable(),
})

/** Everything that is said of a study's scores beyond the table: of its headline macro F1 on one part. */
export const studyStatisticsSchema = z.object({
  studyId: idSchema,
  part: partSchema,
  badge: badgeSchema,
  headlineClasses: z.array(z.number().int()),
  resamples: z.number().int(),
  /** Persons whose beats were resampled; null where records are not known. */
  persons: z.number().int().nullable(),
  variants: z.array(variantStatisticsSchema),
  effects: z.array(factorEffectSchema),
  /** Of the whole study, in words: patients overlap, one seed, ... */
  warnings: z.array(z.string()),
})

export type IntervalMethod = z.infer<typeof intervalMethodSchema>
export type ComparisonTest = z.infer<typeof comparisonTestSchema>
export type Interval = z.infer<typeof intervalSchema>
export type Intervals = z.infer<typeof intervalsSchema>
export type TestResult = z.infer<typeof testResultSchema>
export type Equivalence = z.infer<typeof equivalenceSchema>
export type Disagreement = z.infer<typeof disagreementSchema>
export type Comparison = z.infer<typeof comparisonSchema>
export type VariantStatistics = z.infer<typeof variantStatisticsSchema>
export type FactorEffect = z.infer<typeof factorEffectSchema>
export type StudyStatistics = z.infer<typeof studyStatisticsSchema>
