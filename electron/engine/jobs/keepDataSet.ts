import { AppError } from '../../shared/appError.ts'
import type { DataSet } from '../../shared/dataSet.ts'
import type { ImportedData } from '../../shared/importProtocol.ts'
import { encodeSafetensors, type Tensor } from '../../shared/safetensors.ts'
import type { SplitRows } from '../../shared/split.ts'
import { readBeatsFile } from '../../data/beatsFile.ts'
import { makeSplit, splitKindsOf, summariseSplit } from '../../data/splits.ts'
import type { Store } from '../../store/store.ts'

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
  const splits = splitKindsOf(beats).map((kind) => ({
    summary: summariseSplit(kind, beats),
    file: store.files.putBytes(encodeSplit(makeSplit(kind, beats)), 'split'),
  }))
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
  for (const { kind } of splits) {
    store.files.release(store.files.putBytes(encodeSplit(makeSplit(kind, beats)), 'split'))
  }
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

/** The file that trainers read: rows of each part, in the order in which predictions are kept. */
export function encodeSplit(rows: SplitRows): Uint8Array {
  const tensor = (data: Uint32Array): Tensor => ({ dtype: 'U32', shape: [data.length], data: data.slice() })
  return encodeSafetensors({ train: tensor(rows.train), validation: tensor(rows.validation), test: tensor(rows.test) })
}
