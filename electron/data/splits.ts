import { AppError } from '../shared/appError.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { unknownRecord } from '../shared/beatsFile.ts'
import { splitBadge } from '../shared/split.ts'
import type { Part, SplitKind, SplitRows, SplitSummary } from '../shared/split.ts'
import { countClasses } from './classCounts.ts'
import { sampleSides } from './sampleSides.ts'
import { chooseStratified } from './stratified.ts'

/** The validation part of every data set is chosen with this seed, once and for all: scores stay comparable. */
export const validationSeed = 20
/** As in the published study. */
export const validationShare = 0.2

const words: Record<SplitKind, { label: string; description: string }> = {
  published: {
    label: 'Published',
    description:
      "The source's own two files: the test file is the test part; 20 % of the training file, stratified by class and " +
      'chosen with a fixed seed, is the validation part. The counts are those of scikit-learn, the rows are not.',
  },
  sample: {
    label: 'Sample, by patient',
    description:
      "The sample's own split by record: no patient is in training and in test, paced records are in both. 20 % of the " +
      'training beats, stratified by class and chosen with a fixed seed, are the validation part: they come from the ' +
      'same patients as the training part.',
  },
}

/** The splits a data set offers, the one to propose first. */
export function splitKindsOf(file: BeatsFile): SplitKind[] {
  const kinds: SplitKind[] = []
  if (isWhollyInSample(file)) kinds.push('sample')
  if (file.sourcePart.includes(1)) kinds.push('published')
  return kinds
}

/**
 * Parts the beats: every row of the file is in exactly one part, rows ascending.
 *
 * @throws AppError `bad-input` where the data set does not offer this split
 */
export function makeSplit(kind: SplitKind, file: BeatsFile): SplitRows {
  if (!splitKindsOf(file).includes(kind)) {
    throw new AppError('bad-input', `This data set has no ${kind} split.`, 'Choose another split of the data set.')
  }
  const isTest = kind === 'published' ? (row: number) => file.sourcePart[row] === 1 : sampleTestRows(file)
  const training: number[] = []
  const test: number[] = []
  for (let row = 0; row < file.count; row++) (isTest(row) ? test : training).push(row)

  const isValidation = new Uint8Array(file.count)
  const labels = Uint8Array.from(training, (row) => file.labels[row]!)
  for (const chosen of chooseStratified(labels, validationShare, validationSeed)) isValidation[training[chosen]!] = 1
  return {
    train: Uint32Array.from(training.filter((row) => isValidation[row] === 0)),
    validation: Uint32Array.from(training.filter((row) => isValidation[row] === 1)),
    test: Uint32Array.from(test),
  }
}

/** Counts per part and class, and how many persons train and test share. */
export function summariseSplit(kind: SplitKind, file: BeatsFile): SplitSummary {
  const rows = makeSplit(kind, file)
  const counts = (part: Part) => countClasses(file.labels, rows[part])
  const { shared, all } = countPersons(kind, file, rows)
  return {
    kind,
    ...words[kind],
    counts: { train: counts('train'), validation: counts('validation'), test: counts('test') },
    sharedPersons: shared,
    persons: all,
    badge: splitBadge(shared, all),
  }
}

function countPersons(
  kind: SplitKind,
  file: BeatsFile,
  rows: SplitRows,
): { shared: number | null; all: number | null } {
  const before = personsOf(file, [rows.train, rows.validation])
  const after = personsOf(file, [rows.test])
  if (before && after) {
    const shared = [...before].filter((person) => after.has(person)).length
    return { shared, all: before.size + after.size - shared }
  }
  const known = kind === 'published' ? file.metadata.publishedSplitPersons : undefined
  return known ?? { shared: null, all: null }
}

/** The persons behind the rows, or null where one of them is unknown. */
function personsOf(file: BeatsFile, parts: Uint32Array[]): Set<string> | null {
  const persons = new Set<string>()
  for (const rows of parts) {
    for (const row of rows) {
      const person = file.metadata.persons[file.record[row]!]
      if (person === undefined) return null
      persons.add(person)
    }
  }
  return persons
}

function isWhollyInSample({ record, metadata }: BeatsFile): boolean {
  const known = metadata.records.map((name) => sampleSides.has(name))
  return record.length > 0 && record.every((index) => index !== unknownRecord && known[index] === true)
}

function sampleTestRows({ record, metadata }: BeatsFile): (row: number) => boolean {
  const isTestRecord = metadata.records.map((name) => sampleSides.get(name) === 'test')
  return (row) => isTestRecord[record[row]!] === true
}
