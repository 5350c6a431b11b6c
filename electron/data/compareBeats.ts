import { AppError } from '../shared/appError.ts'
import type { DataSetComparison } from '../shared/dataSetComparison.ts'

/** Compares two beats files as multisets of rows. */
export function compareBeatsFiles(a: string, b: string): DataSetComparison {
  throw new AppError('bad-input', `${a} and ${b} cannot be compared yet.`)
}
