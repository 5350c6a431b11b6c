import type { DataSet } from '../../../electron/shared/dataSet.ts'
import { personText } from './personText.ts'
import { dividedPersons, type Place } from './splits/recordParts.ts'

/** A record as the table shows it. */
export interface RecordRow {
  record: string
  person: string
  /** What is known of the person. */
  personText: string
  medication: string | null
  isPaced: boolean
  /** Other records of the same person. */
  sameAs: string[]
  /** The person's records stand in test and in another part. */
  isDivided: boolean
  /** Null where the split does not part by record. */
  place: Place | null
  beats: number
  counts: readonly number[]
}

type Parts = Pick<DataSet, 'records' | 'provenance'>

/** The records of a data set with who they are of and where they stand in the split that is looked at. */
export function recordRows({ records, provenance }: Parts, places: ReadonlyMap<string, Place> | null): RecordRow[] {
  const facts = new Map((provenance.extraction?.records ?? []).map((fact) => [fact.record, fact]))
  const byPerson = new Map<string, string[]>()
  for (const { record, person } of records) byPerson.set(person, [...(byPerson.get(person) ?? []), record])
  const divided = places ? dividedPersons(records, (record) => places.get(record) ?? 'left-out') : []
  // Where nearly all persons stand in all parts, as in the published split, a mark at each row says nothing.
  const isMarked = divided.length * 2 < byPerson.size
  const dividedNames = new Set(isMarked ? divided.filter(({ isTested }) => isTested).map(({ person }) => person) : [])
  return records.map(({ record, person, counts }) => {
    const fact = facts.get(record)
    return {
      record,
      person,
      personText: rowPersonText({ record, person }, fact),
      medication: fact?.medication ?? null,
      isPaced: fact?.isPaced ?? false,
      sameAs: (byPerson.get(person) ?? []).filter((other) => other !== record),
      isDivided: dividedNames.has(person) && (places?.get(record) ?? 'left-out') !== 'left-out',
      place: places ? (places.get(record) ?? 'left-out') : null,
      beats: counts.reduce((sum, count) => sum + count, 0),
      counts,
    }
  })
}

function rowPersonText(
  { record, person }: Pick<RecordRow, 'record' | 'person'>,
  fact: { age: number | null; sex: string | null } | undefined,
): string {
  // Whose record it is otherwise stands beside it as a mark.
  if (fact) return personText({ record, person: record, age: fact.age, sex: fact.sex })
  return person === record ? '–' : `as ${person}`
}
