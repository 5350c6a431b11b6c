import { exportModel } from '../../modelExport/exportModel.ts'
import type { TrainedModel } from '../../modelExport/trainedModel.ts'
import { AppError } from '../../shared/appError.ts'
import type { Output, ParsedInput } from '../../shared/contract/commands.ts'
import { decodeSafetensors, type Tensor } from '../../shared/safetensors.ts'
import { sha256Of } from '../../store/hash.ts'
import type { Store } from '../../store/store.ts'
import type { EngineContext } from '../context.ts'
import { keptWeights } from './keptWeights.ts'

/**
 * A run's network as a file of another program, journaled.
 * @throws AppError `not-found` where it has no weights, `bad-file` where they are damaged, `bad-input` where the format
 * cannot hold the network.
 */
export async function exportRun(
  context: EngineContext,
  { id, format }: ParsedInput<'run.export'>,
): Promise<Output<'run.export'>> {
  const { sha256 } = keptWeights(context.store, id)
  const { fileName, mediaType, bytes } = await exportModel(trainedModel(context, id, sha256), format)
  context.store.journal.append({ what: 'exported weights', noun: 'run', id, details: { sha256, format } })
  return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64') }
}

function trainedModel({ store, beatbench }: EngineContext, id: number, sha256: string): TrainedModel {
  const run = store.runs.detail(id)
  const { dataSetId, importedFrom } = store.runs.plan(id)
  const { beatLength, sampleRateHz, amplitude } = store.dataSets.get(dataSetId)
  return {
    architecture: run.architecture,
    weights: readWeights(store, id, sha256),
    origin: {
      study: run.studyName,
      variant: run.variantName,
      seed: run.seed,
      fold: run.fold,
      foldCount: run.foldCount,
      dataSet: run.dataSetName,
      dataSetSha256: run.dataSetSha256,
      split: run.split,
      beatLength,
      sampleRateHz,
      amplitude,
      endedAt: store.runs.weightsEndedAt(id) ?? run.createdAt,
      importedFrom,
      beatbench,
    },
  }
}

function readWeights(store: Store, id: number, sha256: string): Map<string, Tensor> {
  const bytes = store.files.readArtifact(sha256)
  if (sha256Of(bytes) === sha256) return decodeSafetensors(bytes, `The weights of run ${id}`).tensors
  throw new AppError(
    'bad-file',
    `The weights of run ${id} are damaged: their SHA-256 is not the one that was recorded.`,
    'Restore the file from a backup, or train the run again.',
  )
}
