import { AppError } from '../shared/appError.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { decodeSafetensors, type Safetensors } from '../shared/safetensors.ts'
import type { Part, SplitKind } from '../shared/split.ts'
import { lengthQuantiles } from '../data/beats.ts'
import { readBeatsFile } from '../data/beatsFile.ts'
import type { Store } from '../store/store.ts'
import { createRecentCache } from './recentCache.ts'

/** Beats, splits and logits from files, the last few kept in memory. */
export interface BeatLibrary {
  /** @throws AppError `not-found` where the data set or its file is missing. */
  beats(dataSetId: number): BeatsFile
  /** Rows of the data set that belong to a part, in the order in which predictions are kept. */
  rows(dataSetId: number, split: SplitKind, part: Part): Uint32Array
  lengths(dataSetId: number): (number[] | null)[]
  /** `[beats, 5]` logits of an evaluated part; null where they are not kept. */
  logits(sha256: string | null): Float32Array | null
}

export function createBeatLibrary(store: Store): BeatLibrary {
  const beatsCache = createRecentCache<BeatsFile>(2)
  const rowsCache = createRecentCache<Safetensors>(4)
  const lengthsCache = createRecentCache<(number[] | null)[]>(8)
  const logitsCache = createRecentCache<Float32Array>(4)

  function beats(dataSetId: number): BeatsFile {
    const { sha256 } = store.dataSets.get(dataSetId)
    return beatsCache.get(sha256, () => readBeatsFile(store.files.materialise(sha256)))
  }

  return {
    beats,
    rows: (dataSetId, split, part) => {
      const { sha256 } = store.splits.get(dataSetId, split)
      const { tensors } = rowsCache.get(sha256, () => decodeSafetensors(store.files.readArtifact(sha256), 'The split'))
      const tensor = tensors.get(part)
      if (tensor?.dtype === 'U32') return tensor.data
      throw new AppError('bad-file', `The split has no rows of the ${part} part.`, 'Import the data set again.')
    },
    lengths: (dataSetId) =>
      lengthsCache.get(store.dataSets.get(dataSetId).sha256, () => lengthQuantiles(beats(dataSetId))),
    logits: (sha256) => {
      if (sha256 === null || !store.files.has(sha256)) return null
      return logitsCache.get(sha256, () => readLogits(store.files.readArtifact(sha256)))
    },
  }
}

function readLogits(bytes: Uint8Array): Float32Array {
  const tensor = decodeSafetensors(bytes, 'The file of logits').tensors.get('logits')
  if (tensor?.dtype === 'F32') return tensor.data
  throw new AppError('bad-file', 'The file of logits has no tensor "logits".', 'Train the run again.')
}
