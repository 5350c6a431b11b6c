import { classCount } from '../beatClass.ts'

/** What a run said of the beats of one part. */
export interface Predictions {
  /** Actual classes, 0..4. */
  labels: Uint8Array
  predicted: Uint8Array
  /** `[beats, 5]`; null where they are not kept. */
  logits: Float32Array | null
}

/** @throws RangeError where there are no beats, or the lengths do not agree. */
export function checkPredictions({ labels, predicted, logits }: Predictions): void {
  const beats = labels.length
  if (beats === 0) throw new RangeError('Scores need at least one beat.')
  if (predicted.length !== beats)
    throw new RangeError(`${predicted.length} predictions do not go with ${beats} labels.`)
  if (logits && logits.length !== beats * classCount)
    throw new RangeError(`${logits.length} logits do not go with ${beats} beats of ${classCount} classes.`)
}
