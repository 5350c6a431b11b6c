import { AppError } from '../../shared/appError.ts'
import type { ImportedData, RecordsSpec } from '../../shared/importProtocol.ts'
import type { OnProgress } from '../kaggleCsv.ts'

/** Cuts beats from the records of a folder. */
export async function importRecords(
  spec: RecordsSpec & { outputPath: string },
  _onProgress: OnProgress,
): Promise<ImportedData> {
  throw new AppError('bad-input', `${spec.folder} cannot be imported yet.`)
}
