import { publishedBlock, publishedHead, type Architecture } from './architecture.ts'
import { publishedRecipe } from './recipe.ts'
import type { NewVariant } from './study.ts'

/** Where the published scores come from. */
export const publishedSource = 'SC4001 student project on ECG beats (GitHub HersheyZinc/SC4001_NN), table of 11 CNNs'
const caveat = 'one seed, macro F1 on the validation part, patients in both parts'

interface PublishedModel {
  filters: number[]
  kernelSizes: number[]
  macroF1: number
  note?: string
}

const same = (value: number, times: number): number[] => Array.from({ length: times }, () => value)

/** The table of the published study: model k is entry k - 1. */
const publishedModels: readonly PublishedModel[] = [
  { filters: [32], kernelSizes: [3], macroF1: 0.892 },
  { filters: [32], kernelSizes: [5], macroF1: 0.892 },
  { filters: [32], kernelSizes: [11], macroF1: 0.89 },
  { filters: [64], kernelSizes: [3], macroF1: 0.888 },
  { filters: [128], kernelSizes: [3], macroF1: 0.878, note: 'convolution parameters printed as 384, really 512' },
  { filters: [32, 64], kernelSizes: same(3, 2), macroF1: 0.915 },
  { filters: [32, 64, 128], kernelSizes: same(3, 3), macroF1: 0.917 },
  { filters: [32, 64, 128, 256], kernelSizes: same(3, 4), macroF1: 0.917 },
  { filters: [64, 128, 256, 512, 1024], kernelSizes: same(3, 5), macroF1: 0.921 },
  { filters: [64, 128, 256, 512, 1024], kernelSizes: [11, 5, 3, 3, 3], macroF1: 0.916 },
  { filters: same(32, 5), kernelSizes: same(3, 5), macroF1: 0.92 },
]

/**
 * The architecture of published model `model` (1 to 11).
 * @throws RangeError for another number.
 */
export function publishedArchitecture(model: number): Architecture {
  const entry = publishedModels[model - 1]
  if (!entry) throw new RangeError(`There are models 1 to ${publishedModels.length}, not ${model}.`)
  return {
    blocks: entry.filters.map((filters, index) => publishedBlock(filters, entry.kernelSizes[index] ?? 3)),
    head: publishedHead(),
  }
}

/** The 11 published models with their recipe and scores, or those of them that `models` names; Model 1 is the baseline. */
export function published11(models: readonly number[] = publishedModels.map((_, index) => index + 1)): NewVariant[] {
  return models.map((model) => ({
    name: `Model ${model}`,
    architecture: publishedArchitecture(model),
    recipe: publishedRecipe(),
    published: {
      macroF1: publishedModels[model - 1]?.macroF1 ?? Number.NaN,
      source: publishedSource,
      caveat: [caveat, publishedModels[model - 1]?.note].filter(Boolean).join('; '),
    },
  }))
}
