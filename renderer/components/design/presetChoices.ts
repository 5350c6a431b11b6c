import { presets } from '../../../electron/shared/preset.ts'
import { publishedText } from '../../../electron/shared/publishedText.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'
import { checkDesign } from './checkDesign.ts'
import { describeNetwork } from './describeDesign.ts'
import { describeAugmentation } from './recipe/recipeText.ts'

/** One variant of a preset that a study can take. */
export interface PresetChoice {
  name: string
  /** Layers, and what else tells it from its neighbours. */
  text: string
  /** Why it cannot be built for the study's beats; null where it can. */
  problem: string | null
  variant: NewVariant
}

/** A preset and those of its variants that fit a search. */
export interface PresetGroup {
  id: string
  title: string
  description: string
  choices: readonly PresetChoice[]
}

/** All presets with their variants, for a study whose beats have so many samples. */
export function presetGroups(beatLength: number): PresetGroup[] {
  return presets.map(({ id, title, description, variants }) => ({
    id,
    title,
    description,
    choices: variants().map((variant) => ({
      name: variant.name,
      text: describeVariant(variant),
      problem: checkDesign(variant.architecture, beatLength).problem?.message ?? null,
      variant,
    })),
  }))
}

function describeVariant({ architecture, recipe, published }: NewVariant): string {
  const augmentation = describeAugmentation(recipe.augmentation)
  return [
    describeNetwork(architecture),
    augmentation === 'none' ? '' : augmentation,
    published ? `published ${publishedText(published)}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** The groups that hold every word of a search in a variant's name, its text or the group's title; all of them for none. */
export function searchGroups(groups: readonly PresetGroup[], search: string): PresetGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter(({ name, text }) => {
        const said = `${name} ${text} ${group.title}`.toLowerCase()
        return words.every((word) => said.includes(word))
      }),
    }))
    .filter(({ choices }) => choices.length > 0)
}
