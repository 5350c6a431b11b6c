import { classCount } from '../../../../electron/shared/beatClass.ts'
import type { RecordCounts } from '../../../../electron/shared/dataSet.ts'
import { parts, type Fold, type Part } from '../../../../electron/shared/split.ts'

/** Where a record stands: in one part, in none, in training and validation (`learned`), or in test and another (`mixed`). */
export type Place = Part | 'left-out' | 'learned' | 'mixed'

/** The four places that a record can be put into, in the order in which they are shown and numbered. */
export const places = [...parts, 'left-out'] as const
export type ChosenPlace = (typeof places)[number]

export const placeNames: Record<Place, string> = {
  train: 'Train',
  validation: 'Validation',
  test: 'Test',
  'left-out': 'Left out',
  learned: 'Train, validation',
  mixed: 'Mixed',
}

/** Which part each record is put into; those that are not named are left out. */
export type PartOfRecord = Readonly<Record<string, Part>>

/** Where each record stands in a fold; null where the data names no records. */
export function placesOf(
  fold: Pick<Fold, 'records'>,
  records: readonly Pick<RecordCounts, 'record'>[],
): Map<string, Place> | null {
  const { records: ofParts } = fold
  if (ofParts === null) return null
  const parted = new Map<string, Part[]>()
  for (const part of parts)
    for (const record of ofParts[part]) parted.set(record, [...(parted.get(record) ?? []), part])
  return new Map(records.map(({ record }) => [record, placeOf(parted.get(record) ?? [])]))
}

function placeOf(found: readonly Part[]): Place {
  if (found.length < 2) return found[0] ?? 'left-out'
  return found.includes('test') ? 'mixed' : 'learned'
}

/** Whether whole records were parted: false where all of them have beats in several parts, as where beats were drawn. */
export function isByRecord(placeOf: ReadonlyMap<string, Place>): boolean {
  return [...placeOf.values()].some((place) => place !== 'mixed')
}

/** A fold's records as a custom split has them; empty where beats of one record stand in several parts. */
export function partOfRecord(fold: Pick<Fold, 'records'>): PartOfRecord {
  const found: Record<string, Part> = {}
  for (const part of parts)
    for (const record of fold.records?.[part] ?? []) {
      if (record in found) return {}
      found[record] = part
    }
  return found
}

/** Moves records into a part, or out of all. */
export function movedTo(before: PartOfRecord, records: readonly string[], place: ChosenPlace): PartOfRecord {
  const kept = Object.entries(before).filter(([record]) => !records.includes(record))
  const moved = place === 'left-out' ? [] : records.map((record) => [record, place] as const)
  return Object.fromEntries([...kept, ...moved])
}

/** Beats per class of each place. */
export function countPlaces(records: readonly RecordCounts[], partOf: PartOfRecord): Record<ChosenPlace, number[]> {
  const none = () => new Array<number>(classCount).fill(0)
  const counts = { train: none(), validation: none(), test: none(), 'left-out': none() }
  for (const { record, counts: ofRecord } of records) {
    const ofPlace = counts[partOf[record] ?? 'left-out']
    ofRecord.forEach((count, label) => (ofPlace[label]! += count))
  }
  return counts
}

/** A person with records in more than one part. */
export interface DividedPerson {
  person: string
  records: { record: string; place: Place }[]
  /** In test and in another part, which a score on new patients must not have. */
  isTested: boolean
}

/** Persons whose records stand in several parts; those that are left out do not count. */
export function dividedPersons(
  records: readonly Pick<RecordCounts, 'record' | 'person'>[],
  placeOf: (record: string) => Place,
): DividedPerson[] {
  const byPerson = new Map<string, { record: string; place: Place }[]>()
  for (const { record, person } of records) {
    const place = placeOf(record)
    if (place !== 'left-out') byPerson.set(person, [...(byPerson.get(person) ?? []), { record, place }])
  }
  return [...byPerson].flatMap(([person, ofPerson]) => {
    const found = new Set(ofPerson.map(({ place }) => place))
    const isTested = found.has('mixed') || (found.has('test') && found.size > 1)
    return isTested || found.size > 1 || found.has('learned') ? [{ person, records: ofPerson, isTested }] : []
  })
}

/** Records by name, numbers in their order. */
export function byRecordName(a: { record: string }, b: { record: string }): number {
  return a.record.localeCompare(b.record, 'en', { numeric: true })
}
