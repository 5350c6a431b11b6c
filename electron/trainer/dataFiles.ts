import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { amplitudeSchema, type Amplitude } from '../shared/amplitude.ts'
import { AppError } from '../shared/appError.ts'
import { classCount } from '../shared/beatClass.ts'
import { decodeSafetensors, type Safetensors, type TensorData, type TensorType } from '../shared/safetensors.ts'
import { splitTensorName, type Part, type SplitRows } from '../shared/split.ts'
import type { RunSpec } from '../shared/trainerProtocol.ts'

/** Beats [count, length] and labels of a data set, and the rows of each part of the split. */
export interface TrainingData {
  beats: Float32Array
  labels: Uint8Array
  count: number
  length: number
  amplitude: Amplitude
  rows: SplitRows
}

type DataPaths = Pick<RunSpec, 'dataPath' | 'splitPath' | 'fold'>

/**
 * Reads a data set's file, and one fold of a split's file.
 * @throws AppError `bad-file` where a tensor is missing, a row or label is out of range, or the values are of an unknown
 *   kind; `bad-input` where nothing is there to train or to validate on.
 */
export function readTrainingData({ dataPath, splitPath, fold }: DataPaths): TrainingData {
  const data = decodeSafetensors(readFileSync(dataPath), basename(dataPath))
  const split = decodeSafetensors(readFileSync(splitPath), basename(splitPath))
  const beats = tensorOf(data, 'beats', 'F32', dataPath)
  const labels = tensorOf(data, 'labels', 'U8', dataPath)
  const [count = 0, length = 0] = data.tensors.get('beats')?.shape ?? []
  if (labels.length !== count) throw badFile(dataPath, `there are ${count} beats, but ${labels.length} labels`)
  const unknown = labels.findIndex((label) => label >= classCount)
  if (unknown >= 0) throw badFile(dataPath, `beat ${unknown} has the label ${labels[unknown]}`)
  const rowsOf = (part: Part) => {
    const name = splitTensorName(part, fold)
    return checkRows(tensorOf(split, name, 'U32', splitPath), count, `${splitPath}, ${name}`)
  }
  const rows = { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') }
  if (rows.train.length < 2 || rows.validation.length < 1)
    throw new AppError(
      'bad-input',
      'The split has no beats to train on, or none to validate on.',
      'Choose another split.',
    )
  return { beats, labels, count, length, amplitude: amplitudeOf(data, dataPath), rows }
}

/** What the values of the beats are: the metadata of the file say so where they are not in 0..1. */
function amplitudeOf({ metadata }: Safetensors, path: string): Amplitude {
  const { success, data } = amplitudeSchema.safeParse(metadata['amplitude'] ?? 'unit')
  if (success) return data
  throw badFile(path, `its values are “${metadata['amplitude']}”, which is unknown here`)
}

/** Beats of each class among `rows`. */
export function countLabels(labels: Uint8Array, rows: Uint32Array): number[] {
  const counts = new Array<number>(classCount).fill(0)
  for (const row of rows) {
    const label = labels[row] ?? 0
    counts[label] = (counts[label] ?? 0) + 1
  }
  return counts
}

function tensorOf<T extends TensorType>(file: Safetensors, name: string, dtype: T, path: string): TensorData<T> {
  const tensor = file.tensors.get(name)
  if (tensor?.dtype !== dtype) throw badFile(path, `it has no ${dtype} tensor "${name}"`)
  return tensor.data as TensorData<T>
}

function checkRows(rows: Uint32Array, count: number, what: string): Uint32Array {
  const outside = rows.find((row) => row >= count)
  if (outside !== undefined) throw badFile(what, `it names row ${outside}, but there are ${count} beats`)
  return rows
}

function badFile(path: string, what: string): AppError {
  return new AppError('bad-file', `${basename(path)} cannot be trained on: ${what}.`, 'Import the data set again.')
}
