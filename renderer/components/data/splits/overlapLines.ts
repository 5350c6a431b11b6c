import type { SplitSummary } from '../../../../electron/shared/split.ts'
import { placeNames, type DividedPerson } from './recordParts.ts'

/** One finding of the overlap check. */
export interface OverlapLine {
  isGood: boolean
  text: string
  /** Who it is about: "201 (train) and 202 (test) are one person." */
  persons: string[]
}

type Overlap = Pick<SplitSummary, 'sharedPersons' | 'validationSharedPersons' | 'persons' | 'folds'>

/** Of many divided persons none is named: the number says it. */
const mostNamed = 3

/** Whether persons are kept apart: first between test and the rest, then between validation and training. */
export function overlapLines(split: Overlap, divided: readonly DividedPerson[]): OverlapLine[] {
  const { sharedPersons: shared, validationSharedPersons: validation, persons, folds } = split
  if (shared === null) {
    const text = 'The source names no patients: whether one is in both parts cannot be checked.'
    return [{ isGood: false, text, persons: [] }]
  }
  const where = folds.length > 1 ? ' in any fold' : ''
  const none = persons === null ? 'No patient' : `None of ${persons} patients`
  const tested = divided.filter(({ isTested }) => isTested)
  const test = {
    isGood: shared === 0,
    text:
      shared === 0
        ? `${none} is in test and in training or validation${where}.`
        : `${some(shared, persons, ['has', 'have'])} beats in test and in training or validation: scores tell in part how ` +
          `well a network knows ${shared === 1 ? 'this patient' : 'these patients'}, not new ones.`,
    persons: named(tested),
  }
  if (validation === null) return [test]
  const isGood = validation === 0
  const text = isGood
    ? `${none} is in validation and in training${where}.`
    : `${some(validation, persons, ['is', 'are'])} in validation and in training: what is chosen on validation is chosen on ` +
      'known patients.'
  return [test, { isGood, text, persons: named(divided.filter(({ isTested }) => !isTested)) }]
}

function some(count: number, all: number | null, [one, more]: [string, string]): string {
  const verb = count === 1 ? one : more
  if (all === null) return `${count} ${count === 1 ? 'patient' : 'patients'} ${verb}`
  return `${count} of ${all} patients ${verb}`
}

function named(divided: readonly DividedPerson[]): string[] {
  if (divided.length > mostNamed) return []
  return divided.map(({ records }) => {
    const parts = records.map(({ record, place }) => `${record} (${placeNames[place].toLowerCase()})`)
    return records.length === 1
      ? `${parts.join('')} has beats in several parts.`
      : `${parts.join(' and ')} are one person.`
  })
}
