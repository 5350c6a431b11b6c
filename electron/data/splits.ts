import { AppError } from '../shared/appError.ts'
import { unknownRecord, type BeatsFile } from '../shared/beatsFile.ts'
import type { Provenance } from '../shared/dataSet.ts'
import type { SplitDefinition, SplitRows } from '../shared/split.ts'
import { dealPersons, personCounts } from './dealPersons.ts'
import { ds1, ds2 } from './recordSides.ts'
import { sampleSides } from './sampleSides.ts'
import { chooseStratified } from './stratified.ts'

/** The validation part of every data set is chosen with this seed, once and for all: scores stay comparable. */
export const validationSeed = 20
/** As in the published study. */
export const validationShare = 0.2
/** DS1 is dealt into so many folds of records, of which one validates. */
const interPatientFolds = 5

/** The splits that a data set has from its import, the one to propose first. Others are made when asked for. */
export function ownSplitsOf(file: BeatsFile, source: Provenance['source']): SplitDefinition[] {
  if (source === 'sample') return [{ kind: 'sample' }]
  const own: SplitDefinition[] = []
  if (file.sourcePart.includes(1)) own.push({ kind: 'published' })
  if (hasBothHalves(file))
    own.push(
      { kind: 'inter-patient', keepPersonsTogether: false },
      { kind: 'inter-patient', keepPersonsTogether: true },
    )
  return own
}

/**
 * Parts the beats: one fold, or as many as the definition says. In each, every row of the file is in at most one part,
 * rows ascending.
 *
 * @throws AppError `bad-input` where the data set cannot be parted so, saying what it lacks
 */
export function makeSplit(definition: SplitDefinition, file: BeatsFile): SplitRows[] {
  switch (definition.kind) {
    case 'published':
      if (!file.sourcePart.includes(1))
        throw unfit('has no published split: its source is one file', 'Part it by record instead.')
      return [withDrawnValidation(file, (row) => file.sourcePart[row] === 1)]
    case 'sample':
      if (!isWhollyInSample(file))
        throw unfit('has no split of the sample: not all its beats are of known records', 'Choose another split.')
      return [
        withDrawnValidation(
          file,
          ofRecords(file, (record) => sampleSides.get(record) === 'test'),
        ),
      ]
    case 'inter-patient':
      return [interPatient(file, definition.keepPersonsTogether)]
    case 'k-fold':
      return kFold(file, definition)
    case 'custom':
      return [custom(file, definition.records)]
  }
}

function withDrawnValidation(file: BeatsFile, isTest: (row: number) => boolean): SplitRows {
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

/**
 * DS1 and DS2. Of DS1, dealt into five folds of whole records, the fold that has nearest to a fifth of every class
 * validates.
 */
function interPatient(file: BeatsFile, keepPersonsTogether: boolean): SplitRows {
  if (!hasBothHalves(file))
    throw unfit('has no records of DS1 and DS2', 'Import the MIT-BIH Arrhythmia Database, or part it by record.')
  const training = new Set(keepPersonsTogether ? [...ds1, '202'] : ds1)
  const test = new Set(keepPersonsTogether ? ds2.filter((record) => record !== '202') : ds2)
  const isTraining = ofRecords(file, (record) => training.has(record))
  const isTest = ofRecords(file, (record) => test.has(record))
  const groups = personCounts(file, isTraining)
  const deal = dealPersons(groups, interPatientFolds)
  const validating = mostEvenFold(groups, deal)
  const isValidation = ofPersons(file, (person) => deal.get(person) === validating)
  return partRows(file, (row) => {
    if (isTraining(row)) return isValidation(row) ? 'validation' : 'train'
    return isTest(row) ? 'test' : null
  })
}

/** The fold whose share of each class is nearest to even, by its worst class. */
function mostEvenFold(groups: ReadonlyMap<string, readonly number[]>, deal: ReadonlyMap<string, number>): number {
  const classes = [...groups.values()][0]!.map((_, label) => label)
  const countIn = (label: number, fold: number | null) =>
    [...groups].reduce(
      (sum, [person, counts]) => sum + (fold === null || deal.get(person) === fold ? counts[label]! : 0),
      0,
    )
  // Q has 8 beats in DS1: too few to be shared out, and not to decide.
  const decisive = classes.filter((label) => countIn(label, null) >= interPatientFolds * 10)
  const worst = Array.from({ length: interPatientFolds }, (_, fold) =>
    Math.max(...decisive.map((label) => Math.abs(countIn(label, fold) / countIn(label, null) - 1 / interPatientFolds))),
  )
  return worst.indexOf(Math.min(...worst))
}

function kFold(file: BeatsFile, { folds, repeats, seed }: Extract<SplitDefinition, { kind: 'k-fold' }>): SplitRows[] {
  refuseUnknownRecords(file)
  const groups = personCounts(file)
  if (groups.size < folds)
    throw unfit(`has ${groups.size} persons, too few for ${folds} folds`, 'Choose fewer folds than persons.')
  return Array.from({ length: repeats }).flatMap((_, repeat) => {
    const deal = dealPersons(groups, folds, { seed, repeat })
    const foldOfRow = (row: number) => deal.get(file.metadata.persons[file.record[row]!]!)!
    return Array.from({ length: folds }, (_, tested) =>
      partRows(file, (row) => {
        const fold = foldOfRow(row)
        if (fold === tested) return 'test'
        return fold === (tested + 1) % folds ? 'validation' : 'train'
      }),
    )
  })
}

function custom(file: BeatsFile, records: Readonly<Record<string, keyof SplitRows>>): SplitRows {
  refuseUnknownRecords(file)
  const foreign = Object.keys(records).filter((record) => !file.metadata.records.includes(record))
  if (foreign.length > 0)
    throw unfit(`has no record ${foreign.slice(0, 5).join(', ')}`, 'Name records of the data set.')
  const rows = partRows(file, (row) => records[file.metadata.records[file.record[row]!]!] ?? null)
  const empty = (['train', 'validation', 'test'] as const).filter((part) => rows[part].length === 0)
  if (empty.length > 0)
    throw unfit(`has then no beats in ${empty.join(' and ')}`, 'Put at least one record into each part.')
  return rows
}

function partRows(file: BeatsFile, partOf: (row: number) => keyof SplitRows | null): SplitRows {
  const rows = { train: [] as number[], validation: [] as number[], test: [] as number[] }
  for (let row = 0; row < file.count; row++) {
    const part = partOf(row)
    if (part !== null) rows[part].push(row)
  }
  return {
    train: Uint32Array.from(rows.train),
    validation: Uint32Array.from(rows.validation),
    test: Uint32Array.from(rows.test),
  }
}

function ofRecords({ record, metadata }: BeatsFile, isChosen: (record: string) => boolean): (row: number) => boolean {
  const chosen = metadata.records.map(isChosen)
  return (row) => chosen[record[row]!] === true
}

function ofPersons({ record, metadata }: BeatsFile, isChosen: (person: string) => boolean): (row: number) => boolean {
  const chosen = metadata.persons.map(isChosen)
  return (row) => chosen[record[row]!] === true
}

function isWhollyInSample({ record, metadata }: BeatsFile): boolean {
  const known = metadata.records.map((name) => sampleSides.has(name))
  return record.length > 0 && record.every((index) => index !== unknownRecord && known[index] === true)
}

/** All of both halves: with a few of their records, what is parted is no longer DS1 and DS2. */
function hasBothHalves({ metadata }: BeatsFile): boolean {
  return [...ds1, ...ds2].every((record) => metadata.records.includes(record))
}

function refuseUnknownRecords({ record, metadata }: BeatsFile): void {
  if (metadata.records.length > 0 && !record.includes(unknownRecord)) return
  throw unfit(
    'does not tell of which records its beats are, so it cannot be parted by patient',
    'Import the original recordings: File, Import recordings, or `data import --wfdb`.',
  )
}

function unfit(what: string, hint: string): AppError {
  return new AppError('bad-input', `This data set ${what}.`, hint)
}
