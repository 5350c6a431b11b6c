import { presets, type Preset } from '../../../electron/shared/preset.ts'
import { publishedText } from '../../../electron/shared/publishedText.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'
import { formatShort } from '../../composables/format.ts'
import { checkDesign } from '../design/checkDesign.ts'

/** A line of the list that a new study starts from: a heading, or a preset by its id (empty: no variants). */
export type StartItem = { type: 'subheader'; title: string } | { value: string; title: string; count: string }

const countText = (count: number): string => (count === 1 ? '1 variant' : `${count} variants`)

/** Nothing, then the presets under the sources that they come from. */
export function startItems(): StartItem[] {
  const items: StartItem[] = [{ value: '', title: 'Nothing', count: '' }]
  let source = ''
  for (const preset of presets) {
    if (preset.source !== source) items.push({ type: 'subheader', title: preset.source })
    source = preset.source
    items.push({ value: preset.id, title: preset.title, count: countText(preset.variants().length) })
  }
  return items
}

/** Larger presets are grids, of which a study takes a part: none of them is chosen unasked. */
const mostUnasked = 12

/** Which variants of a preset are chosen before the user chooses, by their place: those that beats so long have room for. */
export function chosenAtFirst(variants: readonly NewVariant[], beatLength: number): number[] {
  if (variants.length > mostUnasked) return []
  return variants.flatMap(({ architecture }, index) => (checkDesign(architecture, beatLength).summary ? [index] : []))
}

/** One line of the choice of variants. */
export interface ChoiceLine {
  /** Place in the preset. */
  index: number
  name: string
  facts: string
  /** False where it cannot be built for the beats. */
  isPossible: boolean
}

/** The variants of a preset, each as large as it is for beats of so many samples, or why it cannot be built for them. */
export function choiceLines(variants: readonly NewVariant[], beatLength: number): ChoiceLine[] {
  return variants.map(({ name, architecture, published }, index) => {
    const { summary, problem } = checkDesign(architecture, beatLength)
    if (problem) return { index, name, facts: problem.message, isPossible: false }
    const parameters = formatShort(summary.parameters.total)
    const facts = published ? `${parameters}, published ${publishedText(published)}` : parameters
    return { index, name, facts, isPossible: true }
  })
}

/** Lines whose name holds every word of the text, so that `gru 64` finds `2 x BiGRU 64`. */
export function findLines(lines: readonly ChoiceLine[], text: string): ChoiceLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return lines.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
}

/** The variants of a preset that are chosen, in their order. */
export function chosenVariants(preset: Preset | null, chosen: readonly number[]): NewVariant[] {
  return preset ? preset.variants().filter((_, index) => chosen.includes(index)) : []
}
