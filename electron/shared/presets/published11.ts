import { publishedBlock, publishedHead, type Architecture } from '../architecture.ts'
import { publishedRecipe } from '../recipe.ts'
import type { NewVariant } from '../study.ts'
import { projectSource, repeated, type Preset } from './definition.ts'

/** Where the scores of the 11 models come from. */
export const publishedSource = `${projectSource}, table of 11 CNNs`
/** What is wrong with all of them. */
export const publishedCaveat = 'one seed, macro F1 on the validation part, patients in both parts'

interface PublishedModel {
  filters: number[]
  kernelSizes: number[]
  macroF1: number
  note?: string
}

const wide = [64, 128, 256, 512, 1024]

/** The table of the published study: model k is entry k - 1. */
const publishedModels: readonly PublishedModel[] = [
  { filters: [32], kernelSizes: [3], macroF1: 0.892 },
  { filters: [32], kernelSizes: [5], macroF1: 0.892 },
  { filters: [32], kernelSizes: [11], macroF1: 0.89 },
  { filters: [64], kernelSizes: [3], macroF1: 0.888 },
  { filters: [128], kernelSizes: [3], macroF1: 0.878, note: 'convolution parameters printed as 384, really 512' },
  { filters: [32, 64], kernelSizes: repeated(3, 2), macroF1: 0.915 },
  { filters: [32, 64, 128], kernelSizes: repeated(3, 3), macroF1: 0.917 },
  { filters: [32, 64, 128, 256], kernelSizes: repeated(3, 4), macroF1: 0.917 },
  { filters: wide, kernelSizes: repeated(3, 5), macroF1: 0.921 },
  { filters: wide, kernelSizes: [11, 5, 3, 3, 3], macroF1: 0.916 },
  { filters: repeated(32, 5), kernelSizes: repeated(3, 5), macroF1: 0.92 },
]

function publishedModel(model: number): PublishedModel {
  const entry = publishedModels[model - 1]
  if (!entry) throw new RangeError(`There are models 1 to ${publishedModels.length}, not ${model}.`)
  return entry
}

/**
 * The architecture of published model `model` (1 to 11).
 * @throws RangeError for another number.
 */
export function publishedArchitecture(model: number): Architecture {
  const { filters, kernelSizes } = publishedModel(model)
  return {
    blocks: filters.map((count, index) => publishedBlock(count, kernelSizes[index] ?? 3)),
    recurrent: [],
    head: publishedHead(),
  }
}

/**
 * The 11 published models with their recipe and scores, or those of them that `models` names; Model 1 is the baseline.
 * @throws RangeError for a number that is none of them.
 */
export function published11(models: readonly number[] = publishedModels.map((_, index) => index + 1)): NewVariant[] {
  return models.map((model) => {
    const { macroF1, note } = publishedModel(model)
    return {
      name: `Model ${model}`,
      architecture: publishedArchitecture(model),
      recipe: publishedRecipe(),
      published: {
        metric: 'macro-f1',
        value: macroF1,
        source: publishedSource,
        caveat: [publishedCaveat, note].filter(Boolean).join('; '),
      },
    }
  })
}

export const publishedPreset: Preset = {
  id: 'published-11',
  title: 'The 11 published CNNs',
  description: 'One to five blocks of convolution, batch norm, ReLU and average pooling: depth, width and kernel size.',
  source: projectSource,
  variants: () => published11(),
}
