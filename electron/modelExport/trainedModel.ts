import type { Amplitude } from '../shared/amplitude.ts'
import type { Architecture } from '../shared/architecture.ts'
import { beatClasses } from '../shared/beatClass.ts'
import type { Tensor } from '../shared/safetensors.ts'
import { seedText } from '../shared/seedText.ts'

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
  /** 0-based, of how many. */
  fold: number
  foldCount: number
  dataSet: string
  dataSetSha256: string
  split: string
  /** Samples of a beat. */
  beatLength: number
  sampleRateHz: number
  amplitude: Amplitude
  /** When its training, or the scoring of imported weights, ended: ISO 8601, UTC, the same in every file of the run. */
  endedAt: string
  /** Name of the file that the weights were imported from; null where they were trained here. */
  importedFrom: string | null
  /** The version that writes the file. */
  beatbench: string
}

/** A file to hand out. */
export interface ModelFile {
  fileName: string
  mediaType: string
  bytes: Uint8Array
}

/** Which run's network it is, in words. */
export function titleOf(origin: ModelOrigin): string {
  const { study, variant, importedFrom } = origin
  const run = importedFrom === null ? seedText(origin) : `with imported weights (${importedFrom})`
  return `${variant}, ${run}, of the study ${study}`
}

const valuesInWords: Record<Amplitude, string> = {
  unit: 'in 0..1, zeros behind the end of a beat',
  millivolt: 'in mV',
  standardised: 'less their mean, in standard deviations',
}

/** What stands in a file beside the network, as texts, as safetensors and ONNX have it. */
export function metadataOf({ architecture, origin }: TrainedModel): Record<string, string> {
  return {
    architecture: JSON.stringify(architecture),
    classes: JSON.stringify(beatClasses),
    input: `beats of ${origin.beatLength} samples at ${origin.sampleRateHz} Hz, ${valuesInWords[origin.amplitude]}`,
    output: 'logits of the classes, in their order; a softmax makes probabilities of them',
    beat_length: String(origin.beatLength),
    sample_rate_hz: String(origin.sampleRateHz),
    ...(origin.amplitude === 'unit' ? {} : { amplitude: origin.amplitude }),
    study: origin.study,
    variant: origin.variant,
    ...historyOf(origin),
  }
}

/** Of imported weights nobody here knows the training: the seed is only a place, the data is what they were scored on. */
function historyOf(origin: ModelOrigin): Record<string, string> {
  const { seed, fold, foldCount, dataSet, dataSetSha256, split, endedAt, importedFrom } = origin
  const whichFold = foldCount > 1 ? { fold: `${fold + 1} of ${foldCount}` } : {}
  if (importedFrom === null)
    return {
      seed: String(seed),
      data_set: dataSet,
      data_set_sha256: dataSetSha256,
      split,
      ...whichFold,
      trained_at: endedAt,
    }
  return {
    imported_from: importedFrom,
    scored_on: dataSet,
    scored_on_sha256: dataSetSha256,
    scored_on_split: split,
    ...whichFold,
    scored_at: endedAt,
  }
}
