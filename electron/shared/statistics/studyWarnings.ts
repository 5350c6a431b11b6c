import { beatClasses } from '../beatClass.ts'
import type { PooledRun, PooledVariant } from './poolFolds.ts'
import type { StatisticsInput } from './statisticsInput.ts'

/** Fewer persons than this are too few to stand for all others. */
export const fewestPersons = 10
/** Fewer beats of a class than this, and each moves its F1 by more than 0.01. */
export const fewestBeats = 50
/** The share of resamples without a class from which it shapes the lower end of a 95 % interval. */
const vanishingShare = 0.025
/** Fewer seeds than this, and the bootstrap over them is clearly too narrow. */
const fewestBootstrapped = 10

const cellsPerPerson = 25

/** What limits the claims of a whole study, in plain words. */
export function studyWarnings(
  input: StatisticsInput,
  pooled: readonly PooledVariant[],
  persons: number | null,
): string[] {
  return [
    ...seedWarnings(pooled, input.foldsPerRepeat),
    ...patientWarnings(input, persons),
    ...classWarnings(input, pooled),
    ...methodWarnings(input, pooled, persons),
  ]
}

function seedWarnings(pooled: readonly PooledVariant[], folds: number): string[] {
  const warnings: string[] = []
  const seeds = pooled.map((variant) => variant.pooled.length)
  const most = Math.max(0, ...seeds)
  const single = pooled.filter((variant) => variant.pooled.length === 1)
  if (most === 1)
    warnings.push(
      folds > 1
        ? 'One seed a variant: there are no intervals over seeds.'
        : 'One seed a variant: how much of a difference is the chance of training cannot be told.',
    )
  else if (single.length > 0) warnings.push(`Only one seed of ${namesOf(single)}: no interval over seeds.`)
  if (most > 1 && pooled.length > most * folds)
    warnings.push(
      `${pooled.length} variants stand beside ${most} seeds: the best of many looks better than it is. Train it again with new seeds before you trust its lead.`,
    )
  const lacking = pooled.filter(({ leftOut }) => leftOut > 0)
  if (lacking.length > 0) warnings.push(`Seeds that have not all their folds yet are left out, of ${namesOf(lacking)}.`)
  if (most > 1 && most < fewestBootstrapped)
    warnings.push(`The bootstrap over seeds is too narrow for ${most} seeds: Student's t is the better one.`)
  return warnings
}

function patientWarnings({ sharedPersons }: StatisticsInput, persons: number | null): string[] {
  const warnings = overlapWarnings(sharedPersons, persons)
  if (sharedPersons === null)
    warnings.push(
      'The data does not say which beats are of one patient: patients may be in training as well, and there are no intervals over patients.',
    )
  else if (persons === null)
    warnings.push('No intervals over patients: which beats are of one patient is not known here.')
  if (persons === null) return warnings
  if (persons < 2) warnings.push('No intervals over patients: all beats are of one.')
  else if (persons < fewestPersons)
    warnings.push(
      `Only ${persons} patients: intervals over patients are too narrow, and a single patient can decide a comparison.`,
    )
  return warnings
}

/** A few patients in both parts tint a score that is else of new ones; where half are, it is a score of known ones. */
function overlapWarnings(shared: number | null, persons: number | null): string[] {
  if (shared === null || shared === 0) return []
  if (persons === null || shared * 2 >= persons)
    return [
      'Patients of this part are in the training part as well: no score, interval or test here tells how well new patients are classified.',
    ]
  return [
    `${shared} of the ${persons} patients ${shared === 1 ? 'is' : 'are'} in the training part as well, the others are new.`,
  ]
}

function classWarnings({ headlineClasses }: StatisticsInput, pooled: readonly PooledVariant[]): string[] {
  const run = pooled.flatMap((variant) => variant.pooled)[0]
  if (!run) return []
  return headlineClasses.flatMap((label) => {
    const beats = run.runs.reduce((sum, { confusion }) => sum + confusion[label]!.reduce((a, b) => a + b, 0), 0)
    const few = `Class ${beatClasses[label]} has only ${beats} beats: its F1, and with it macro F1, hangs on a few of them.`
    return [...(beats < fewestBeats ? [few] : []), ...vanishingWarning(label, run)]
  })
}

/** A class that few persons have is in none of the drawn ones with probability (1 - carriers / persons)^persons. */
function vanishingWarning(label: number, { clusterCounts }: PooledRun): string[] {
  if (!clusterCounts) return []
  const beatsOf = (from: number, to: number) => clusterCounts.subarray(from, to).reduce((sum, n) => sum + n, 0)
  const rows = Array.from({ length: clusterCounts.length / cellsPerPerson }, (_, person) => person * cellsPerPerson)
  const persons = rows.filter((row) => beatsOf(row, row + cellsPerPerson) > 0).length
  const carriers = rows.filter((row) => beatsOf(row + label * 5, row + (label + 1) * 5) > 0).length
  const share = (1 - carriers / persons) ** persons
  if (carriers === 0 || persons < 2 || share < vanishingShare) return []
  return [
    `Class ${beatClasses[label]} is of ${carriers} of ${persons} patients: ${Math.round(100 * share)} % of the resamples of patients have none of it, and its F1 counts as 0 there.`,
  ]
}

function methodWarnings(
  { foldsPerRepeat, baselineId }: StatisticsInput,
  pooled: readonly PooledVariant[],
  persons: number | null,
): string[] {
  if (baselineId === null || pooled.length < 2) return []
  const isKept = pooled.every(({ variant }) => variant.runs.every(({ labels, predicted }) => labels && predicted))
  const several = persons === null ? 'and those of one patient are not' : `but they are of ${persons} patients`
  return [
    isKept
      ? `McNemar's test compares how many beats are right, not macro F1, and takes beats as independent, ${several}: its p is too small.`
      : "No McNemar test where a run's predictions are not kept.",
    ...(foldsPerRepeat === 1 ? ['No corrected t-test: it is for folds, and this split has none.'] : []),
  ]
}

function namesOf(variants: readonly PooledVariant[]): string {
  const names = variants.map(({ variant }) => variant.name)
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
