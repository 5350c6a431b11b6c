import { publishedBeatLength } from '../shared/architecture.ts'
import { summarise } from '../shared/networkSummary.ts'
import { presets, type Preset } from '../shared/preset.ts'
import type { PublishedScore } from '../shared/study.ts'

export interface PresetLine {
  id: string
  title: string
  description: string
  source: string
  variants: number
}

/** The presets and how large they are. */
export function presetLines(): PresetLine[] {
  return presets.map(({ id, title, description, source, variants }) => ({
    id,
    title,
    description,
    source,
    variants: variants().length,
  }))
}

/** One variant of a preset; `number` is its position for `--variants`. */
export interface PresetVariant {
  number: number
  name: string
  parameters: number
  published: PublishedScore | null
}

/** The variants of a preset in order, as large as for the published beats. */
export function presetVariants(preset: Preset): PresetVariant[] {
  return preset.variants().map(({ name, architecture, published }, index) => ({
    number: index + 1,
    name,
    parameters: summarise(architecture, publishedBeatLength).parameters.total,
    published,
  }))
}

/** What is wrong with the published scores, each text once. */
export function caveatsOf(variants: readonly PresetVariant[]): string[] {
  const caveats = new Set(variants.flatMap(({ published }) => (published ? [published.caveat] : [])))
  return [...caveats].map((caveat) => `Published: ${caveat}.`)
}
