import { metadataOf, type TrainedModel } from '../trainedModel.ts'
import { jsonBytes, writeZip } from '../zip.ts'
import { kerasConfig } from './kerasConfig.ts'
import { kerasLayersOf } from './kerasLayers.ts'
import { kerasWeightsFile } from './kerasWeightsFile.ts'

/** The version whose layout is followed. */
const kerasVersion = '3.0.0'

/**
 * A file for `keras.saving.load_model` of Keras 3, whatever its backend: a functional model without custom objects, from
 * beats `[batch, length, 1]` to logits `[batch, 5]`. Keras passes over `beatbench.json`, which tells where the model comes from.
 */
export async function writeKeras(model: TrainedModel): Promise<Uint8Array> {
  const layers = kerasLayersOf(model)
  return writeZip({
    'metadata.json': jsonBytes({ keras_version: kerasVersion, date_saved: dateSaved(model.origin.endedAt) }),
    'config.json': jsonBytes(kerasConfig(layers, 'beatbench')),
    'model.weights.h5': await kerasWeightsFile(layers),
    'beatbench.json': jsonBytes(metadataOf(model)),
  })
}

/** `2026-11-25@02:31:25`, as Keras writes it. */
function dateSaved(iso: string): string {
  return iso.slice(0, 19).replace('T', '@')
}
