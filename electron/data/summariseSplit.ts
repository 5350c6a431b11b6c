import type { BeatsFile } from '../shared/beatsFile.ts'
import {
  headlineClassesOf,
  parts,
  splitBadge,
  splitKeyOf,
  type Fold,
  type SplitDefinition,
  type SplitRows,
  type SplitSummary,
} from '../shared/split.ts'
import { countClasses } from './classCounts.ts'
import { splitWords } from './splitWords.ts'

/** What the screens tell of a split: counts per part and class, records, and how many persons parts share. */
export function summariseSplit(
  definition: SplitDefinition,
  file: BeatsFile,
  folds: readonly SplitRows[],
): SplitSummary {
  const summaries = folds.map((rows) => summariseFold(file, rows))
  const known = definition.kind === 'published' ? file.metadata.publishedSplitPersons : undefined
  const sharedPersons = most(summaries.map((fold) => fold.sharedPersons)) ?? known?.shared ?? null
  const validationSharedPersons = most(summaries.map((fold) => fold.validationSharedPersons)) ?? known?.shared ?? null
  const persons = countPersons(file, folds[0]!) ?? known?.all ?? null
  return {
    key: splitKeyOf(definition),
    definition,
    ...splitWords(definition),
    folds: summaries,
    leftOut: countLeftOut(file, folds[0]!),
    sharedPersons,
    validationSharedPersons,
    persons,
    badge: splitBadge(sharedPersons, persons),
    headlineClasses: headlineClassesOf({ definition, folds: summaries }),
  }
}

function summariseFold(file: BeatsFile, rows: SplitRows): Fold {
  const count = (part: keyof SplitRows) => countClasses(file.labels, rows[part])
  const persons = { train: personsOf(file, rows.train), validation: personsOf(file, rows.validation) }
  const tested = personsOf(file, rows.test)
  const isKnown = persons.train !== null && persons.validation !== null && tested !== null
  const { train, validation } = persons
  return {
    counts: { train: count('train'), validation: count('validation'), test: count('test') },
    records: isKnown
      ? {
          train: recordsOf(file, rows.train),
          validation: recordsOf(file, rows.validation),
          test: recordsOf(file, rows.test),
        }
      : null,
    sharedPersons: isKnown ? countShared(tested, new Set([...train!, ...validation!])) : null,
    validationSharedPersons: isKnown ? countShared(validation!, train!) : null,
  }
}

function countPersons(file: BeatsFile, rows: SplitRows): number | null {
  const ofParts = parts.map((part) => personsOf(file, rows[part]))
  if (ofParts.some((persons) => persons === null)) return null
  return new Set(ofParts.flatMap((persons) => [...persons!])).size
}

function countLeftOut(file: BeatsFile, rows: SplitRows): number[] {
  const all = countClasses(file.labels)
  const counted = parts.map((part) => countClasses(file.labels, rows[part]))
  return all.map((count, label) => count - counted.reduce((sum, ofPart) => sum + ofPart[label]!, 0))
}

/** The persons behind the rows, or null where one of them is unknown. */
function personsOf(file: BeatsFile, rows: Uint32Array): Set<string> | null {
  const records = new Set<number>()
  for (const row of rows) records.add(file.record[row]!)
  const persons = new Set<string>()
  for (const record of records) {
    const person = file.metadata.persons[record]
    if (person === undefined) return null
    persons.add(person)
  }
  return persons
}

function recordsOf(file: BeatsFile, rows: Uint32Array): string[] {
  const found = new Uint8Array(file.metadata.records.length)
  for (const row of rows) found[file.record[row]!] = 1
  return file.metadata.records.filter((_, record) => found[record] === 1)
}

function countShared(persons: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...persons].filter((person) => others.has(person)).length
}

/** The largest, or null where one is unknown. */
function most(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : Math.max(...(values as number[]))
}
