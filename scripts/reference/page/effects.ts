import { differencesBySeed } from '../../../electron/shared/statistics/pairBySeed.ts'
import { estimateMeanOrNull } from '../../../electron/shared/statistics/estimateMean.ts'
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

/** Fewer pairs of seeds have an interval that says nothing; they stand in the table only. */
const fewestPairs = 3

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

interface Strongest {
  effect: Effect
  mean: Mean
  /** The interval of its size, without sign. */
  size: [number, number]
}

/** Which factor has the largest effect on a part, in words. */
export function effectVerdict(effects: readonly Effect[], part: 'validation' | 'test'): string {
  const strongest = (['depth', 'filters', 'kernel size'] as const).flatMap(
    (factor) => strongestOf(effects, factor, part) ?? [],
  )
  const [depth, ...others] = strongest
  if (depth?.effect.factor !== 'depth' || others.length === 0)
    return `On the ${part} part too few seeds are there to rank the factors.`
  const told = strongest
    .map(({ effect, mean }) => `${effect.factor} ${effectText(mean)} (${effect.from} to ${effect.to})`)
    .join(', ')
  return `On the ${part} part the largest effects are: ${told}. ${rankText(depth, others)}`
}

function rankText(depth: Strongest, others: readonly Strongest[]): string {
  const isLargest = others.every(({ mean }) => Math.abs(mean.mean) < Math.abs(depth.mean.mean))
  if (!isLargest) return 'Depth has not the largest effect here.'
  const isApart = others.every(({ size }) => size[1] < depth.size[0])
  return isApart
    ? 'Depth matters most: its interval lies apart from those of the other two, taken without sign.'
    : 'Depth has the largest effect, but its interval overlaps with that of another factor, taken without sign.'
}

function strongestOf(effects: readonly Effect[], factor: Factor, part: 'validation' | 'test'): Strongest | undefined {
  return effects
    .flatMap((effect): Strongest[] => {
      const mean = effect[part]
      if (effect.factor !== factor || !mean?.interval || mean.n < fewestPairs) return []
      return [{ effect, mean, size: sizeOf(mean.interval) }]
    })
    .sort((a, b) => Math.abs(b.mean.mean) - Math.abs(a.mean.mean))[0]
}

function sizeOf([low, high]: readonly [number, number]): [number, number] {
  const ends = [Math.abs(low), Math.abs(high)]
  return [low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)]
}
