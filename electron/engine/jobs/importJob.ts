import path from 'node:path'
import type { ImportedData, ImportSpec } from '../../shared/importProtocol.ts'
import type { Job } from '../../shared/job.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import type { JobResult, NewJob } from './jobList.ts'
import { keepDataSet, refuseTakenName } from './keepDataSet.ts'
import { runImport } from './runImport.ts'

/** An import's spec without the place of its output, which is the job's own affair. */
type WithoutOutput<Spec> = Spec extends unknown ? Omit<Spec, 'outputPath'> : never

export interface ImportRequest {
  kind: Extract<Job['kind'], 'import' | 'generate'>
  title: string
  /** Of the data set to be made. */
  name: string
  spec: WithoutOutput<ImportSpec>
}

interface Parts {
  store: Store
  events: EventHub
  importer: string
}

/** The job that makes a data set. @throws AppError `conflict` when its name is taken. */
export function importJob({ store, events, importer }: Parts, { kind, title, name, spec }: ImportRequest): NewJob {
  refuseTakenName(store, name)
  return {
    kind,
    title,
    begin: (folder, onProgress) => {
      const outputPath = path.join(folder, 'beats.safetensors')
      const { data, cancel } = runImport(importer, { ...spec, outputPath }, onProgress)
      const keep = async (imported: ImportedData): Promise<JobResult> => {
        onProgress(1, 'Storing')
        const dataSet = await keepDataSet(store, name, imported, outputPath)
        events.publish('list.change', { noun: 'dataset' })
        return { message: `${dataSet.beats} beats`, dataSetId: dataSet.id }
      }
      return { result: data.then(keep), cancel }
    },
  }
}
