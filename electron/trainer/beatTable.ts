import type { TrainingData } from './dataFiles.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

/** Beats [batch, 1, length, 1] in TensorFlow, and their labels. The caller owns `x`. */
export interface Batch {
  x: Tensor
  labels: Int32Array
}

/** All beats of a data set as one tensor that stays in TensorFlow; batches are gathered from it by row. */
export class BeatTable {
  readonly #tf: TensorFlow
  readonly #beats: Tensor
  readonly #labels: Uint8Array

  constructor(tf: TensorFlow, data: Pick<TrainingData, 'beats' | 'labels' | 'count' | 'length'>) {
    this.#tf = tf
    this.#beats = tf.floats(data.beats, [data.count, 1, data.length, 1])
    // A copy, since the labels may be a view into the whole file, which can then be let go.
    this.#labels = data.labels.slice()
  }

  gather(rows: Uint32Array): Batch {
    const tf = this.#tf
    const rowTensor = tf.ints(Int32Array.from(rows))
    const x = tf.run('GatherV2', [this.#beats, rowTensor, tf.intConstant(0)])
    tf.release(rowTensor)
    return { x, labels: Int32Array.from(rows, (row) => this.#labels[row] ?? 0) }
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
