import type { Amplitude } from '../shared/amplitude.ts'
import { augmentBatch, augments } from '../shared/augmentation.ts'
import type { Random } from '../shared/random.ts'
import type { Augmentation } from '../shared/recipe.ts'
import type { TrainingData } from './dataFiles.ts'
import { targetsOf } from './loss.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

/** Beats [batch, 1, length, 1] in TensorFlow, which the caller owns, and the shares of their classes, [batch, classes]. */
export interface Batch {
  x: Tensor
  targets: Float32Array
}

/**
 * All beats of a data set. They lie in TensorFlow as one tensor over the file's own bytes, and batches are gathered from it
 * by row; batches that are to be augmented are gathered and changed here first.
 */
export class BeatTable {
  readonly #tf: TensorFlow
  readonly #beats: Tensor
  readonly #values: Float32Array
  readonly #length: number
  readonly #labels: Uint8Array
  readonly #amplitude: Amplitude

  constructor(tf: TensorFlow, data: Pick<TrainingData, 'beats' | 'labels' | 'count' | 'length' | 'amplitude'>) {
    this.#tf = tf
    this.#values = data.beats
    this.#length = data.length
    this.#beats = tf.floats(data.beats, [data.count, 1, data.length, 1])
    this.#labels = data.labels
    this.#amplitude = data.amplitude
  }

  gather(rows: Uint32Array): Batch {
    const tf = this.#tf
    const rowTensor = tf.ints(Int32Array.from(rows))
    const x = tf.run('GatherV2', [this.#beats, rowTensor, tf.intConstant(0)])
    tf.release(rowTensor)
    return { x, targets: targetsOf(this.labelsOf(rows)) }
  }

  /** As {@link gather}, with the recipe's changes by draws from `random`. */
  gatherAugmented(rows: Uint32Array, augmentation: Augmentation, random: Random): Batch {
    if (!augments(augmentation)) return this.gather(rows)
    const length = this.#length
    const beats = new Float32Array(rows.length * length)
    rows.forEach((row, index) => beats.set(this.#values.subarray(row * length, (row + 1) * length), index * length))
    const targets = targetsOf(this.labelsOf(rows))
    augmentBatch({ beats, targets, count: rows.length, amplitude: this.#amplitude }, augmentation, random)
    return { x: this.#tf.floats(beats, [rows.length, 1, length, 1]), targets }
  }

  labelsOf(rows: Uint32Array): Int32Array {
    return Int32Array.from(rows, (row) => this.#labels[row] ?? 0)
  }

  destroy(): void {
    this.#tf.release(this.#beats)
  }
}

/** Cuts rows into batches, in order; the last one holds what is left, as in PyTorch's DataLoader. */
export function batchesOf(rows: Uint32Array, batchSize: number): Uint32Array[] {
  return Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, index) =>
    rows.subarray(index * batchSize, (index + 1) * batchSize),
  )
}
