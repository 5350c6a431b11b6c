import { z } from 'zod'
import { AppError } from './appError.ts'
import { longestBeat } from './architecture.ts'
import { layersOf } from './network.ts'
import { publishedRecipe, recipeSchema } from './recipe.ts'
import { splitKeySchema } from './split.ts'
import { nameSchema, newVariantSchema, publishedScoreSchema, seedSchema, type NewVariant } from './study.ts'

/** What a file's recipe names, over the published recipe: whole fields, but for the optimiser and early stopping. */
const sparseRecipeSchema = z.preprocess(fillRecipe, recipeSchema)

/**
 * A study file (`study create --file`): everything but the data, which the command names or the file does.
 * A key that is no field is refused.
 */
export const studyFileSchema = z.strictObject({
  /** For readers of the file: the command names the study. */
  name: nameSchema.optional(),
  data: z.string().optional(),
  split: splitKeySchema.optional(),
  seeds: z.array(seedSchema).min(1).max(1000).optional(),
  /** Name of a variant; the first when left out. */
  baseline: nameSchema.optional(),
  variants: z
    .array(
      z.strictObject({
        ...newVariantSchema.shape,
        recipe: sparseRecipeSchema,
        published: z.strictObject(publishedScoreSchema.shape).nullable().default(null),
      }),
    )
    .min(1)
    .max(1000),
})

export type StudyFile = z.infer<typeof studyFileSchema>

/**
 * Reads the value of a study file; `file` is its name for messages. Which designs fit the data's beats is checked when the
 * study is made: here are refused those that no beat is long enough for.
 * @throws AppError `bad-file` naming the place: a key, or the variant and its block or layer that cannot be built.
 */
export function parseStudyFile(file: string, value: unknown): StudyFile {
  const parsed = studyFileSchema.safeParse(value)
  if (!parsed.success) {
    const hint = parsed.error.issues.map(hintOf).find((text) => text !== undefined)
    throw new AppError('bad-file', `${file} is no study file.\n${z.prettifyError(parsed.error)}`, hint)
  }
  parsed.data.variants.forEach((variant) => checkDesign(file, variant))
  return parsed.data
}

function checkDesign(file: string, { name, architecture }: NewVariant): void {
  try {
    layersOf(architecture, longestBeat)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError('bad-file', `${file}: the variant “${name}” cannot be built. ${error.message}`, error.hint)
  }
}

/** Fields that have other names now. */
const renamed: Record<string, string> = {
  batchNorm: 'Write "normalisation": "batch" for "batchNorm": true, and "normalisation": "none" for false.',
  macroF1: 'Write "metric": "macro-f1" and "value" in place of "macroF1".',
}

function hintOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => renamed[key]).find(Boolean) : undefined
}

/**
 * Without this, what is left out would be set by the schemas' own defaults where there are any. An optimiser of the Adam
 * kind and early stopping may leave out what is as published; SGD needs its learning rate.
 */
function fillRecipe(given: unknown): unknown {
  const published = publishedRecipe()
  if (given === undefined) return published
  if (!isRecord(given)) return given
  const { optimiser, earlyStopping } = given
  return {
    ...published,
    ...given,
    ...(isRecord(optimiser) && isAdam(optimiser) ? { optimiser: { ...published.optimiser, ...optimiser } } : {}),
    ...(isRecord(earlyStopping) ? { earlyStopping: { ...published.earlyStopping, ...earlyStopping } } : {}),
  }
}

function isAdam({ name }: Record<string, unknown>): boolean {
  return name === undefined || name === 'adam' || name === 'adamw'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
