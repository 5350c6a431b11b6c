import type { Architecture } from '../../shared/architecture.ts'
import { layersOf } from '../../shared/network.ts'
import { parametersOf } from '../../shared/networkSummary.ts'

const floatBytes = 4
/** Node, TensorFlow and the trainer's code, resident. */
const baseBytes = 480e6
/** As it is read, and as what TensorFlow and the system make of it. */
const copiesOfData = 2
/** Weights, their gradients and two moments; a copy of the best weights; all again as a checkpoint is written. */
const copiesOfParameters = 14
/** The largest output and what is computed from it are there a second time: its gradient. */
const copiesOfLargest = 2
/** Beats that are scored at once. */
const evaluationBatch = 256

/** A run before any like it was measured. */
export interface MemoryNeed {
  architecture: Architecture
  /** Beats of a training batch. */
  batchSize: number
  /** Of the whole data set: all of it lies in memory. */
  beats: number
  beatLength: number
}

/** What a trainer will hold at most, in bytes: on the safe side of what `bench/ablation.ts` measures. */
export function estimateMemory({ architecture, batchSize, beats, beatLength }: MemoryNeed): number {
  const layers = layersOf(architecture, beatLength)
  const outputs = layers.map(({ output }) => output.length * output.channels)
  const parameters = layers.reduce((sum, layer) => sum + parametersOf(layer), 0)
  const largest = copiesOfLargest * Math.max(...outputs)
  const training = batchSize * outputs.reduce((sum, size) => sum + size, largest)
  const scoring = evaluationBatch * largest
  const values = copiesOfData * beats * beatLength + copiesOfParameters * parameters + Math.max(training, scoring)
  return baseBytes + floatBytes * values
}
