import type { ImportedData, ImportSpec } from '../shared/importProtocol.ts'
import { importKaggleCsv } from './kaggleCsv.ts'
import type { OnProgress } from './kaggleCsv.ts'
import { importRecords } from './records/importRecords.ts'
import { importSample } from './sample.ts'
import { generateSynthetic } from './synthetic.ts'

/**
 * Makes one beats file from its source. On an error nothing stays at the output path.
 *
 * @throws AppError for whatever the user can mend
 */
export function runImport(spec: ImportSpec, onProgress: OnProgress): Promise<ImportedData> {
  switch (spec.kind) {
    case 'kaggle-csv':
      return importKaggleCsv({ train: spec.trainPath, test: spec.testPath, output: spec.outputPath }, onProgress)
    case 'records':
      return importRecords(spec, onProgress)
    case 'sample':
      return importSample(spec.outputPath)
    case 'synthetic':
      return generateSynthetic({ beats: spec.beats, seed: spec.seed, output: spec.outputPath }, onProgress)
  }
}
