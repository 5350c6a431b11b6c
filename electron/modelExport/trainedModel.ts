import { beatLength, type Architecture } from '../shared/architecture.ts'
import { beatClasses } from '../shared/beatClass.ts'
import type { Tensor } from '../shared/safetensors.ts'

/** A trained network and what its files tell of it. */
export interface TrainedModel {
  architecture: Architecture
  /** By the names of `shared/trainerProtocol.ts`. */
  weights: ReadonlyMap<string, Tensor>
  origin: ModelOrigin
}

/** Where a model comes from. */
export interface ModelOrigin {
  study: string
  variant: string
  seed: number
  dataSet: string
  dataSetSha256: string
  split: string
  sampleRateHz: number
  /** ISO 8601, UTC: the same in every file of the run. */
  trainedAt: string
  /** The version that writes the file. */
  beatbench: string
}

/** A file to hand out. */
export interface ModelFile {
  fileName: string
  mediaType: string
  bytes: Uint8Array
}

/** What stands in a file beside the network, as texts, as safetensors and ONNX have it. */
export function metadataOf({ architecture, origin }: TrainedModel): Record<string, string> {
  return {
    architecture: JSON.stringify(architecture),
    classes: JSON.stringify(beatClasses),
    input: `beats of ${beatLength} samples at ${origin.sampleRateHz} Hz, in 0..1, zeros behind the end of a beat`,
    output: 'logits of the classes, in their order; a softmax makes probabilities of them',
    beat_length: String(beatLength),
    sample_rate_hz: String(origin.sampleRateHz),
    study: origin.study,
    variant: origin.variant,
    seed: String(origin.seed),
    data_set: origin.dataSet,
    data_set_sha256: origin.dataSetSha256,
    split: origin.split,
    trained_at: origin.trainedAt,
  }
}
