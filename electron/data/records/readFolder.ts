import { AppError } from '../../shared/appError.ts'
import type { WfdbFolder } from '../../shared/wfdbFolder.ts'

/** What the records of a folder are, by headers and annotations. */
export async function readFolder(folder: string, _annotator: string): Promise<WfdbFolder> {
  throw new AppError('bad-input', `${folder} cannot be read yet.`)
}
