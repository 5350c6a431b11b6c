import { argMax } from '../../../electron/shared/metrics.ts'
import { hashedUniform } from '../../trainer/hashedUniform.ts'

const classCount = 5

/** How `make_fixtures.py` draws the labels and logits of a case. */
export interface DrawnCase {
  beats: number
  /** Upper ends of the first four classes' shares. */
  shares: number[]
  /** What a beat's own class has more than noise of width `spread`. */
  signal: number
  spread: number
  /** So many rows of noise are shared by all beats, which are tied by that; 0 for one row a beat. */
  patterns: number
}

export interface DrawnPredictions {
  labels: Uint8Array
  predicted: Uint8Array
  logits: Float32Array
}

/** Labels, logits and the likeliest classes, the same numbers as the fixture's script makes of this name. */
export function drawPredictions(
  name: string,
  { beats, shares, signal, spread, patterns }: DrawnCase,
): DrawnPredictions {
  const labels = Uint8Array.from(
    hashedUniform(`${name} labels`, beats),
    (draw) => shares.filter((end) => end <= draw).length,
  )
  const noise = hashedUniform(`${name} noise`, (patterns || beats) * classCount)
  const rows = patterns
    ? hashedUniform(`${name} pattern`, beats).map((draw) => Math.floor(draw * patterns))
    : labels.keys().toArray()
  const logits = new Float32Array(beats * classCount)
  for (let beat = 0; beat < beats; beat++)
    for (let k = 0; k < classCount; k++) {
      const own = labels[beat] === k ? signal : 0
      logits[beat * classCount + k] = spread * ((noise[(rows[beat] ?? 0) * classCount + k] ?? NaN) - 0.5) + own
    }
  return { labels, logits, predicted: likeliestClasses(logits) }
}

/** The likeliest class of each row, the first of equal ones. */
export function likeliestClasses(logits: Float32Array): Uint8Array {
  return Uint8Array.from({ length: logits.length / classCount }, (_, beat) =>
    argMax(logits, beat * classCount, classCount),
  )
}
