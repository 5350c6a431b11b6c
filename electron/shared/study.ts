import { z } from 'zod'
import { architectureSchema } from './architecture.ts'
import { recipeSchema } from './recipe.ts'
import { splitKeySchema } from './split.ts'

export const nameSchema = z.string().trim().min(1, 'A name is needed.').max(120)
export const idSchema = z.number().int().positive()
export const seedSchema = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)

/** A score from elsewhere that stands beside ours, with its source and what is wrong with it. `f1`: its average is not told. */
export const publishedScoreSchema = z.object({
  metric: z.enum(['macro-f1', 'weighted-f1', 'f1', 'accuracy']),
  value: z.number(),
  source: z.string(),
  caveat: z.string(),
})

export const newVariantSchema = z.object({
  name: nameSchema,
  architecture: architectureSchema,
  recipe: recipeSchema,
  published: publishedScoreSchema.nullable().default(null),
})

/** How many runs of a variant are in which state, for the seed dots; those with imported weights are counted apart. */
export const runTallySchema = z.object({
  finished: z.number(),
  active: z.number(),
  waiting: z.number(),
  failed: z.number(),
  imported: z.number(),
})

export const variantSchema = newVariantSchema.extend({
  id: idSchema,
  studyId: idSchema,
  position: z.number().int(),
  published: publishedScoreSchema.nullable(),
  archived: z.boolean(),
  /** SHA-256 of the canonical architecture: equal designs have equal hashes. */
  architectureHash: z.string(),
  recipeHash: z.string(),
  runs: runTallySchema,
})

export const studySchema = z.object({
  id: idSchema,
  name: nameSchema,
  dataSetId: idSchema,
  dataSetName: z.string(),
  split: splitKeySchema,
  seeds: z.array(seedSchema).min(1),
  baselineVariantId: idSchema.nullable(),
  archived: z.boolean(),
  /** True for the study that ships with the program. */
  isReference: z.boolean(),
  createdAt: z.string(),
  variantCount: z.number().int(),
  runs: runTallySchema,
})

export type PublishedScore = z.infer<typeof publishedScoreSchema>
export type NewVariant = z.infer<typeof newVariantSchema>
export type Variant = z.infer<typeof variantSchema>
export type Study = z.infer<typeof studySchema>
export type RunTally = z.infer<typeof runTallySchema>
