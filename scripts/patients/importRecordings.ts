import path from 'node:path'
import { followImport } from '../../electron/cli/followJob.ts'
import type { Context } from '../../electron/cli/context.ts'
import { UsageError } from '../../electron/cli/usageError.ts'
import type { EngineClient } from '../../electron/client/connectEngine.ts'
import type { DataSet } from '../../electron/shared/dataSet.ts'
import { dataSetName } from './plan.ts'

export interface RecordingsPlace {
  /** The folder with the records. */
  wfdb: string | undefined
  /** The list of beats that gives the published parts. */
  index: string | undefined
}

/**
 * The recordings, cut by the published rule and in the published order, imported where they are not there yet.
 * @throws UsageError where they are needed and not named; AppError of an import that failed.
 */
export async function importRecordings(
  client: EngineClient,
  { terminal }: Context,
  { wfdb, index }: RecordingsPlace,
): Promise<DataSet> {
  const known = (await client.invoke('dataset.list', {})).find(({ name }) => name === dataSetName)
  if (known) return known
  if (wfdb === undefined || index === undefined)
    throw new UsageError(
      'The recordings are not imported yet: --wfdb FOLDER and --index FILE are needed.',
      'The records of the MIT-BIH Arrhythmia Database, and the list of beats of the two published files.',
    )
  return await followImport(client, terminal, () =>
    client.invoke('dataset.importRecords', {
      name: dataSetName,
      folder: { path: path.resolve(wfdb) },
      index: { path: path.resolve(index) },
      rule: { kind: 'published' },
    }),
  )
}
