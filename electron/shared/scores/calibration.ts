import { classCount } from '../beatClass.ts'
import type { RunCurves } from '../runScores.ts'
import type { Predictions } from './predictions.ts'

export type ReliabilityBin = RunCurves['reliability'][number]

/**
 * Beats by the probability of their predicted class, in bins of equal width over 0..1: mean probability and share of right
 * predictions, as scikit-learn's `calibration_curve(strategy='uniform')` of (prediction is right, probability). A bin holds
 * its upper edge and not its lower one; the first holds 0 as well. Bins without beats are left out.
 *
 * @param probabilities `[beats, 5]`
 */
export function reliabilityBins(
  probabilities: Float64Array,
  { labels, predicted }: Pick<Predictions, 'labels' | 'predicted'>,
  binCount = 15,
): ReliabilityBin[] {
  // As numpy's linspace: i * (1 / 15) is not always the double next to i / 15, and a probability may lie on an edge.
  const edges = Array.from({ length: binCount + 1 }, (_, i) => (i === binCount ? 1 : i * (1 / binCount)))
  const sums = edges.slice(1).map((to, i) => ({ from: edges[i] ?? 0, to, confidence: 0, right: 0, beats: 0 }))
  for (let beat = 0; beat < labels.length; beat++) {
    const confidence = probabilities[beat * classCount + (predicted[beat] ?? 0)] ?? NaN
    const bin = sums.find(({ to }) => confidence <= to) ?? sums.at(-1)
    if (!bin) break
    bin.confidence += confidence
    bin.right += labels[beat] === predicted[beat] ? 1 : 0
    bin.beats++
  }
  return sums
    .filter(({ beats }) => beats > 0)
    .map(({ from, to, confidence, right, beats }) => ({
      from,
      to,
      confidence: confidence / beats,
      accuracy: right / beats,
      beats,
    }))
}

/**
 * Expected calibration error, 0..1: the mean over beats of their bin's distance between accuracy and confidence (Guo, Pleiss,
 * Sun and Weinberger 2017, https://arxiv.org/abs/1706.04599, with their 15 bins).
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const beats = bins.reduce((sum, bin) => sum + bin.beats, 0)
  return bins.reduce((sum, bin) => sum + (bin.beats / beats) * Math.abs(bin.accuracy - bin.confidence), 0)
}
