import { AppError } from '../shared/appError.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { decodeSafetensors, type Safetensors } from '../shared/safetensors.ts'
import { splitTensorName, type Part } from '../shared/split.ts'
import { lengthQuantiles } from '../data/beats.ts'
import { decodeBeatsFile, readBeatsFile } from '../data/beatsFile.ts'
import type { Store } from '../store/store.ts'
import { createRecentCache } from './recentCache.ts'

/** A fold of a data set's split; a run's plan is one. */
export interface PlaceOfRows {
  dataSetId: number
  /** Key of the split. */
  split: string
  fold: number
}

/** Beats, splits and logits from files, the last few kept in memory. */
export interface BeatLibrary {
  /** All beats, or the excerpt where only that is here. @throws AppError `not-found` where there is neither. */
  beats(dataSetId: number): BeatsFile
  /** Rows of the data set that belong to a part, in the order in which predictions are kept. */
  rows(place: PlaceOfRows, part: Part): Uint32Array
  lengths(dataSetId: number): (number[] | null)[]
  /** `[beats, 5]` logits of an evaluated part; null where they are not kept. */
  logits(sha256: string | null): Float32Array | null
}

export function createBeatLibrary(store: Store): BeatLibrary {
  const beatsCache = createRecentCache<BeatsFile>(2)
  const rowsCache = createRecentCache<Safetensors>(4)
  const lengthsCache = createRecentCache<(number[] | null)[]>(8)
  const logitsCache = createRecentCache<Float32Array>(4)

  /** The hash of what there is of a data set: of its file, else of its excerpt. */
  function hashOf(dataSetId: number): { sha256: string; isExcerpt: boolean } {
    const { sha256 } = store.dataSets.get(dataSetId)
    const excerpt = store.files.has(sha256) ? null : store.dataSets.excerpt(dataSetId)
    return { sha256: excerpt ?? sha256, isExcerpt: excerpt !== null }
  }

  function beats(dataSetId: number): BeatsFile {
    const { sha256, isExcerpt } = hashOf(dataSetId)
    return beatsCache.get(sha256, () =>
      isExcerpt
        ? decodeBeatsFile(store.files.readArtifact(sha256), 'The excerpt')
        : readBeatsFile(store.files.materialise(sha256)),
    )
  }

  return {
    beats,
    rows: ({ dataSetId, split, fold }, part) => {
      const { sha256 } = store.splits.get(dataSetId, split)
      const { tensors } = rowsCache.get(sha256, () => decodeSafetensors(store.files.readArtifact(sha256), 'The split'))
      const tensor = tensors.get(splitTensorName(part, fold))
      if (tensor?.dtype === 'U32') return tensor.data
      throw new AppError('bad-file', `The split has no rows of the ${part} part.`, 'Import the data set again.')
    },
    lengths: (dataSetId) => lengthsCache.get(hashOf(dataSetId).sha256, () => lengthQuantiles(beats(dataSetId))),
    logits: (sha256) => {
      if (sha256 === null || !store.files.has(sha256)) return null
      return logitsCache.get(sha256, () => readLogits(store.files.readArtifact(sha256)))
    },
  }
}

/** As trainers write them, or in half the size, as in a self-contained database. */
function readLogits(bytes: Uint8Array): Float32Array {
  const tensor = decodeSafetensors(bytes, 'The file of logits').tensors.get('logits')
  if (tensor?.dtype === 'F32') return tensor.data
  if (tensor?.dtype === 'F16') return Float32Array.from(tensor.data)
  throw new AppError('bad-file', 'The file of logits has no tensor "logits".', 'Train the run again.')
}
