import { classCount } from '../shared/beatClass.ts'
import { argMax, countConfusion } from '../shared/metrics.ts'
import { batchesOf, type BeatTable } from './beatTable.ts'
import { forward, type Network } from './network.ts'
import type { Pacer } from './pacer.ts'
import type { TensorFlow } from './tensorflow.ts'

/** Beats scored at once: enough to keep the kernels busy, few enough to stay in the cache's reach. */
const evaluationBatch = 256

export interface Evaluation {
  /** [beats, 5], in the order of the rows. */
  logits: Float32Array<ArrayBuffer>
  predicted: number[]
  confusion: number[][]
  /** Mean over beats, weighted as in training. */
  loss: number
}

export interface Evaluator {
  tf: TensorFlow
  network: Network
  table: BeatTable
  classWeights: readonly number[] | null
  pacer: Pacer
}

/** Scores beats in inference mode. */
export async function evaluate(evaluator: Evaluator, rows: Uint32Array): Promise<Evaluation> {
  const { tf, network, table, classWeights, pacer } = evaluator
  const logits = new Float32Array(rows.length * classCount)
  const labels = new Int32Array(rows.length)
  let done = 0
  network.store.read()
  for (const batch of batchesOf(rows, evaluationBatch)) {
    const { x, labels: batchLabels } = table.gather(batch)
    const output = forward(network, x, 'inference')
    logits.set(tf.readFloats(output), done * classCount)
    labels.set(batchLabels, done)
    tf.release(output)
    done += batch.length
    await pacer.breathe()
  }
  network.store.release()
  const predicted = Array.from({ length: rows.length }, (_, beat) => argMax(logits, beat * classCount, classCount))
  const loss = meanCrossEntropy(logits, labels, classWeights)
  return { logits, predicted, confusion: countConfusion(labels, predicted), loss }
}

/**
 * Mean of log(sum(exp(logits))) - logits[label] over beats, shifted by the largest logit, in double precision;
 * weighted as {@link CrossEntropy}.
 */
export function meanCrossEntropy(
  logits: Float32Array,
  labels: Int32Array,
  classWeights: readonly number[] | null,
): number {
  let lossSum = 0
  let weightSum = 0
  labels.forEach((label, beat) => {
    const scores = logits.subarray(beat * classCount, (beat + 1) * classCount)
    const top = scores.reduce((a, b) => Math.max(a, b), -Infinity)
    const powers = scores.reduce((sum, score) => sum + Math.exp(score - top), 0)
    const weight = classWeights?.[label] ?? 1
    lossSum += weight * (top + Math.log(powers) - (scores[label] ?? Number.NaN))
    weightSum += weight
  })
  return lossSum / weightSum
}
