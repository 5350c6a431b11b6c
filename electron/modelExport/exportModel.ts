import { modelFileName } from '../shared/modelFile.ts'
import type { ModelFormat } from '../shared/run.ts'
import type { ModelFile, TrainedModel } from './trainedModel.ts'

/** Media type of a file and its writer: loaded when it is needed, since one brings 4 MB of HDF5 along. */
interface Format {
  mediaType: string
  write: (model: TrainedModel) => Promise<Uint8Array>
}

const formats: Record<ModelFormat, Format> = {
  safetensors: {
    mediaType: 'application/octet-stream',
    write: async (model) => (await import('./writeSafetensors.ts')).writeSafetensors(model),
  },
  keras: {
    mediaType: 'application/zip',
    write: async (model) => await (await import('./keras/writeKeras.ts')).writeKeras(model),
  },
  tfjs: {
    mediaType: 'application/zip',
    write: async (model) => (await import('./tfjs/writeTfjs.ts')).writeTfjs(model),
  },
  onnx: {
    mediaType: 'application/octet-stream',
    write: async (model) => (await import('./onnx/writeOnnx.ts')).writeOnnx(model),
  },
}

/**
 * A trained network as a file of another program. The same run gives the same bytes.
 * @throws AppError `bad-input` where the format cannot hold the network, saying which can; `bad-file` where weights do
 * not fit the design.
 */
export async function exportModel(model: TrainedModel, format: ModelFormat): Promise<ModelFile> {
  const { mediaType, write } = formats[format]
  return { fileName: modelFileName(model.origin.variant, model.origin, format), mediaType, bytes: await write(model) }
}
