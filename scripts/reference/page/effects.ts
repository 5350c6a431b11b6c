import { differencesBySeed } from '../../../electron/shared/statistics/pairBySeed.ts'
import { describeEffects } from '../../../electron/shared/statistics/describeEffects.ts'
import { designFactors } from '../../../electron/shared/statistics/designFactors.ts'
import { estimateMeanOrNull } from '../../../electron/shared/statistics/estimateMean.ts'
import { mainEffects } from '../../../electron/shared/statistics/mainEffects.ts'
import { signedText } from '../../../electron/shared/studyExport/scoreText.ts'
import type { Mean, StudyTable } from '../../../electron/shared/studyTable.ts'
import { markdownTable } from './markdown.ts'
import { macroF1Of, rowOf, type StudyReport } from './report.ts'

export type Factor = 'depth' | 'filters' | 'kernel size'

/** Two of the 11 models that differ in one factor, as far as the published designs allow it. */
interface Contrast {
  factor: Factor
  from: string
  to: string
  change: string
}

/** All pairs of the 11 designs that differ in little else than the factor. */
const contrasts: readonly Contrast[] = [
  { factor: 'depth', from: 'Model 1', to: 'Model 11', change: '1 to 5 blocks, 32 filters each: depth alone' },
  { factor: 'depth', from: 'Model 1', to: 'Model 6', change: '1 to 2 blocks, filters doubling' },
  { factor: 'depth', from: 'Model 1', to: 'Model 7', change: '1 to 3 blocks, filters doubling' },
  { factor: 'depth', from: 'Model 1', to: 'Model 8', change: '1 to 4 blocks, filters doubling' },
  { factor: 'filters', from: 'Model 1', to: 'Model 4', change: '32 to 64 filters, 1 block' },
  { factor: 'filters', from: 'Model 1', to: 'Model 5', change: '32 to 128 filters, 1 block' },
  { factor: 'filters', from: 'Model 11', to: 'Model 9', change: '32 each to 64 … 1024 filters, 5 blocks' },
  { factor: 'kernel size', from: 'Model 1', to: 'Model 2', change: '3 to 5, 1 block' },
  { factor: 'kernel size', from: 'Model 1', to: 'Model 3', change: '3 to 11, 1 block' },
  { factor: 'kernel size', from: 'Model 9', to: 'Model 10', change: '3 to 11 and 5 in the first two of 5 blocks' },
]

/** A contrast's difference of macro F1, paired by seed; null where the two share no seed, or one is not there. */
export interface Effect extends Contrast {
  validation: Mean | null
  test: Mean | null
}

export function effectsOf({ validation, test }: StudyReport): Effect[] {
  const isThere = ({ from, to }: Contrast) =>
    [from, to].every((name) => validation.rows.some((row) => row.name === name))
  return contrasts.filter(isThere).map((contrast) => ({
    ...contrast,
    validation: differenceIn(validation, contrast),
    test: differenceIn(test, contrast),
  }))
}

function differenceIn(table: StudyTable, { from, to }: Contrast): Mean | null {
  const differences = differencesBySeed(macroF1Of(rowOf(table, to)), macroF1Of(rowOf(table, from)))
  return estimateMeanOrNull(differences.filter((difference) => difference !== null))
}

const effectText = (effect: Mean | null): string =>
  effect === null ? '–' : `${signedText(effect.mean)} ${signedInterval(effect)}`.trim()

const signedInterval = ({ interval }: Mean): string => (interval ? `[${interval.map(signedText).join(', ')}]` : '')

export function effectTable(effects: readonly Effect[]): string {
  return markdownTable(effects, [
    { title: 'Factor', read: ({ factor }) => factor },
    { title: 'From, to', read: ({ from, to }) => `${from}, ${to.replace('Model ', '')}` },
    { title: 'What changes', read: ({ change }) => change },
    { title: 'n', read: ({ validation }) => String(validation?.n ?? 0), align: 'right' },
    { title: 'Macro F1, validation', read: ({ validation }) => effectText(validation), align: 'right' },
    { title: 'Macro F1, test', read: ({ test }) => effectText(test), align: 'right' },
  ])
}

/** Which factor moves macro F1 most on a part, in words: its main effect, as the program itself tells it. */
export function effectVerdict({ designs, ...tables }: StudyReport, part: 'validation' | 'test'): string {
  const variants = tables[part].rows.flatMap((row) => {
    const design = designs.find(({ id }) => id === row.variantId)
    return design ? [{ variantId: row.variantId, factors: designFactors(design), scores: macroF1Of(row) }] : []
  })
  const effects = mainEffects(variants)
  const told = describeEffects(effects)
  if (told === null) return `On the ${part} part no two models differ in one factor alone.`
  const others = effects.slice(1).map(({ factor, difference, interval }) => {
    const ends = interval ? ` [${interval.map(signedText).join(', ')}]` : ''
    return `${factor} ${signedText(difference)}${ends}`
  })
  return `On the ${part} part: ${told}${others.length > 0 ? ` The others: ${others.join(', ')}.` : ''}`
}
