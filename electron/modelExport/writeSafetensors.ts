import { encodeSafetensors } from '../shared/safetensors.ts'
import { metadataOf, type TrainedModel } from './trainedModel.ts'

/** The weights as they are, with the design and where they come from as metadata. */
export function writeSafetensors(model: TrainedModel): Uint8Array {
  return encodeSafetensors(Object.fromEntries(model.weights), metadataOf(model))
}
