import { classCount } from '../shared/beatClass.ts'
import { argMax, countConfusion } from '../shared/metrics.ts'
import { batchesOf, type BeatTable } from './beatTable.ts'
import { meanLoss, type LossPlan } from './loss.ts'
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
  /** Mean over beats, by the loss that is trained with. */
  loss: number
}

export interface Evaluator {
  tf: TensorFlow
  network: Network
  table: BeatTable
  loss: LossPlan
  pacer: Pacer
}

/** Scores beats in inference mode. */
export async function evaluate(evaluator: Evaluator, rows: Uint32Array): Promise<Evaluation> {
  const { tf, network, table, pacer } = evaluator
  const logits = new Float32Array(rows.length * classCount)
  const labels = table.labelsOf(rows)
  let done = 0
  network.biases.settle()
  network.store.read()
  for (const batch of batchesOf(rows, evaluationBatch)) {
    const { x } = table.gather(batch)
    const output = forward(network.stages, x, 'inference')
    logits.set(tf.readFloats(output), done * classCount)
    tf.release(output)
    done += batch.length
    await pacer.breathe()
  }
  network.store.release()
  const predicted = Array.from({ length: rows.length }, (_, beat) => argMax(logits, beat * classCount, classCount))
  const loss = meanLoss(logits, labels, evaluator.loss)
  return { logits, predicted, confusion: countConfusion(labels, predicted), loss }
}
