import path from 'node:path'
import type { DataSet } from '../../shared/dataSet.ts'
import type { Store } from '../../store/store.ts'
import { keepDataSet, restoreFiles } from './keepDataSet.ts'
import { runImport } from './runImport.ts'

export const sampleName = 'MIT-BIH sample'

/**
 * Sees that the built-in sample is among the data sets and its files are there: it is made from the program's own
 * resources, so a database that was copied without its files has it back.
 * @throws AppError `bad-file` when the resources are damaged, `disk-full`.
 */
export async function ensureSample(store: Store, importer: string): Promise<void> {
  const samples = store.dataSets.list().filter(({ provenance }) => provenance.source === 'sample')
  if (samples.some((sample) => hasFiles(store, sample))) return
  const folder = store.files.temporaryFolder()
  try {
    const outputPath = path.join(folder, 'beats.safetensors')
    const data = await runImport(importer, { kind: 'sample', outputPath }, () => undefined).data
    const known = samples.find(({ sha256 }) => sha256 === data.sha256)
    if (known) await restoreFiles(store, known, outputPath)
    else await keepDataSet(store, store.dataSets.freeName(sampleName), data, outputPath)
  } finally {
    store.files.removeTemporary(folder)
  }
}

function hasFiles(store: Store, { id, sha256, splits }: DataSet): boolean {
  return store.files.has(sha256) && splits.every(({ key }) => store.files.has(store.splits.get(id, key).sha256))
}
