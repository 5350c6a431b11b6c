import { AppError } from '../../shared/appError.ts'
import type { DataSet } from '../../shared/dataSet.ts'
import type { ImportedData } from '../../shared/importProtocol.ts'
import { encodeSafetensors, type Tensor } from '../../shared/safetensors.ts'
import { parts, splitTensorName, type SplitDefinition, type SplitRows } from '../../shared/split.ts'
import type { BeatsFile } from '../../shared/beatsFile.ts'
import { readBeatsFile } from '../../data/beatsFile.ts'
import { makeSplit, ownSplitsOf } from '../../data/splits.ts'
import { summariseSplit } from '../../data/summariseSplit.ts'
import type { NewSplit, Store } from '../../store/store.ts'

/**
 * Takes a finished import into the store: its file, the rows of each split it offers, and its row, all or nothing. Where
 * a data set of just these bytes has lost its file, it is that one again.
 * @throws AppError `conflict` when the name is taken, `disk-full`.
 */
export async function keepDataSet(store: Store, name: string, imported: ImportedData, path: string): Promise<DataSet> {
  const lost = store.dataSets.list().find((set) => set.sha256 === imported.sha256 && isLost(set))
  if (lost) {
    await restoreFiles(store, lost, path)
    return store.dataSets.get(lost.id)
  }
  if (store.dataSets.findByName(name)) throw nameIsTaken(name)
  const beats = readBeatsFile(path)
  const splits = ownSplitsOf(beats, imported.provenance.source).map((definition) =>
    storeSplit(store, definition, beats),
  )
  const file = await store.files.putFile(path, 'beats')
  const { beats: count, beatLength, sampleRateHz, classCounts, provenance, records } = imported
  return store.dataSets.insert({
    name,
    beats: count,
    beatLength,
    sampleRateHz,
    classCounts,
    provenance,
    records,
    file,
    splits,
  })
}

/** Puts the files of a data set back whose row is there. */
export async function restoreFiles(store: Store, { splits }: DataSet, path: string): Promise<void> {
  const beats = readBeatsFile(path)
  for (const { definition } of splits) store.files.release(storeSplit(store, definition, beats).file)
  store.files.release(await store.files.putFile(path, 'beats'))
}

/** @throws AppError `conflict` when a data set is called so, unless its beats are to be brought back. */
export function refuseTakenName(store: Store, name: string): void {
  const known = store.dataSets.findByName(name)
  if (known && !isLost(known)) throw nameIsTaken(name)
}

const isLost = ({ beats, beatsHere }: DataSet): boolean => beatsHere < beats

const nameIsTaken = (name: string): AppError =>
  new AppError('conflict', `There is a data set "${name}" already.`, 'Choose another name.')

/** Parts the beats and stores which rows are where. @throws AppError `bad-input` where they cannot be parted so. */
export function storeSplit(store: Store, definition: SplitDefinition, beats: BeatsFile): NewSplit {
  const folds = makeSplit(definition, beats)
  return {
    summary: summariseSplit(definition, beats, folds),
    file: store.files.putBytes(encodeSplit(folds), 'split'),
  }
}

/** The file that trainers read: rows of each part and fold, in the order in which predictions are kept. */
export function encodeSplit(folds: readonly SplitRows[]): Uint8Array {
  const tensors: Record<string, Tensor> = {}
  folds.forEach((rows, fold) => {
    for (const part of parts)
      tensors[splitTensorName(part, fold)] = { dtype: 'U32', shape: [rows[part].length], data: rows[part].slice() }
  })
  return encodeSafetensors(tensors)
}
