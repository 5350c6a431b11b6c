import { readFileSync } from 'node:fs'
import { AppError } from '../shared/appError.ts'
import { presetOf } from '../shared/preset.ts'
import type { NewVariant } from '../shared/study.ts'
import { parseStudyFile } from '../shared/studyFile.ts'
import { UsageError } from './usageError.ts'

/** Where a study's variants come from: a preset or a file. */
export interface PlanOptions {
  preset?: string
  file?: string
  /** Which of the preset, from 1. */
  variants?: number[]
  epochs?: number
}

/** A study before it is made. What the file leaves out is undefined. */
export interface StudyPlan {
  variants: NewVariant[]
  data?: string | undefined
  split?: string | undefined
  seeds?: number[] | undefined
  /** Position of the baseline. */
  baseline?: number
}

/**
 * The study that the options describe.
 * @throws UsageError where options contradict or are missing; AppError `bad-file` for a file that is no study,
 * `not-found` for a preset that is none.
 */
export function planStudy(options: PlanOptions): StudyPlan {
  const plan = options.file === undefined ? fromPreset(options) : fromFile(options.file, options)
  return { ...plan, variants: plan.variants.map((variant) => withEpochs(variant, options.epochs)) }
}

function fromPreset({ preset, variants }: PlanOptions): StudyPlan {
  if (preset === undefined)
    throw new UsageError(
      'A study is made with --preset PRESET or with --file STUDY.json.',
      'See `beatbench study presets`.',
    )
  const all = presetOf(preset).variants()
  if (variants === undefined) return { variants: all }
  return {
    variants: variants.map((position) => {
      const variant = all[position - 1]
      if (variant) return variant
      throw new UsageError(
        `--variants: ${preset} has variants 1 to ${all.length}, not ${position}.`,
        `See \`beatbench study presets ${preset}\`.`,
      )
    }),
  }
}

function fromFile(file: string, { preset, variants }: PlanOptions): StudyPlan {
  if (preset !== undefined || variants !== undefined) {
    throw new UsageError('--preset and --variants do not go with --file: the file names its variants.')
  }
  const { baseline: name, ...study } = parseStudyFile(file, parseJson(file, readText(file)))
  if (name === undefined) return study
  const baseline = study.variants.findIndex((variant) => variant.name === name)
  if (baseline >= 0) return { ...study, baseline }
  throw new AppError('bad-file', `${file}: the baseline “${name}” is none of the variants.`)
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

/** The variant trained for at most `epochs`; a published score then says that it was not made so. */
function withEpochs(variant: NewVariant, epochs: number | undefined): NewVariant {
  if (epochs === undefined || epochs === variant.recipe.epochs) return variant
  const { published } = variant
  const caveat = [published?.caveat, `here at most ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`]
    .filter(Boolean)
    .join('; ')
  return {
    ...variant,
    recipe: { ...variant.recipe, epochs },
    published: published && { ...published, caveat },
  }
}
