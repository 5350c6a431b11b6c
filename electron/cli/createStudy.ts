import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { published11 } from '../shared/preset.ts'
import { publishedRecipe } from '../shared/recipe.ts'
import type { SplitKind } from '../shared/split.ts'
import { studyFileSchema, type NewVariant, type Study, type StudyFile } from '../shared/study.ts'
import { findDataSet } from './findByName.ts'
import { UsageError } from './usageError.ts'

/** Options of `study create`; what is left out comes from the study file or the data set. */
export interface CreateOptions {
  preset?: string
  file?: string
  data?: string
  variants?: number[]
  seeds?: number[]
  epochs?: number
  split?: SplitKind
}

/**
 * Makes a study from the preset of published models or from a study file.
 * @throws UsageError where options contradict or are missing; AppError `bad-file` for a file that is no study.
 */
export async function createStudy(client: EngineClient, name: string, options: CreateOptions): Promise<Study> {
  const plan = options.file === undefined ? fromPreset(options) : fromFile(options.file, options)
  const dataName = options.data ?? plan.data
  if (dataName === undefined) throw new UsageError('--data is missing: which data set?', 'See `beatbench data list`.')
  const dataSet = await findDataSet(client, dataName)
  const split = options.split ?? plan.split ?? dataSet.splits[0]?.kind ?? 'published'
  return client.invoke('study.create', {
    name,
    dataSetId: dataSet.id,
    split,
    seeds: options.seeds ?? plan.seeds ?? [1],
    variants: plan.variants.map((variant) => withEpochs(variant, options.epochs)),
    ...(plan.baseline === undefined ? {} : { baseline: plan.baseline }),
  })
}

interface Plan {
  variants: NewVariant[]
  data?: string | undefined
  split?: SplitKind | undefined
  seeds?: number[] | undefined
  /** Position of the baseline. */
  baseline?: number
}

function fromPreset({ preset, variants }: CreateOptions): Plan {
  if (preset === undefined)
    throw new UsageError('A study is made with --preset published-11 or with --file STUDY.json.')
  if (preset !== 'published-11') throw new UsageError(`There is no preset “${preset}”.`, 'There is published-11.')
  return { variants: published11(variants) }
}

function fromFile(file: string, { preset, variants }: CreateOptions): Plan {
  if (preset !== undefined || variants !== undefined) {
    throw new UsageError('--preset and --variants do not go with --file: the file names its variants.')
  }
  const study = readStudyFile(file)
  const plan: Plan = {
    data: study.data,
    split: study.split,
    seeds: study.seeds,
    variants: study.variants.map(({ recipe, ...variant }) => ({
      ...variant,
      recipe: { ...publishedRecipe(), ...withoutUndefined(recipe ?? {}) },
    })),
  }
  if (study.baseline === undefined) return plan
  const baseline = plan.variants.findIndex((variant) => variant.name === study.baseline)
  if (baseline < 0) throw new AppError('bad-file', `${file}: the baseline “${study.baseline}” is none of the variants.`)
  return { ...plan, baseline }
}

function readStudyFile(file: string): StudyFile {
  const parsed = studyFileSchema.safeParse(parseJson(file, readText(file)))
  if (!parsed.success) throw new AppError('bad-file', `${file} is no study file.\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new AppError('bad-file', `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('bad-file', `${file} is no JSON: ${(error as Error).message}`)
  }
}

function withEpochs(variant: NewVariant, epochs: number | undefined): NewVariant {
  return epochs === undefined ? variant : { ...variant, recipe: { ...variant.recipe, epochs } }
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as never
}
