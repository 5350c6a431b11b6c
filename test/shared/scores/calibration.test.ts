import { describe, expect, it } from 'vitest'
import { expectedCalibrationError, reliabilityBins } from '../../../electron/shared/scores/calibration.ts'

/** Beats of class N that are predicted as N with these probabilities, the first `right` of them rightly. */
function binsOf(confidences: readonly number[], right: number) {
  const probabilities = Float64Array.from(confidences.flatMap((p) => [p, 1 - p, 0, 0, 0]))
  const labels = Uint8Array.from(confidences, (_, beat) => (beat < right ? 0 : 1))
  return reliabilityBins(probabilities, { labels, predicted: new Uint8Array(labels.length) })
}

describe('reliabilityBins', () => {
  it('puts a probability on an edge into the bin below it', () => {
    expect(binsOf([0.2, 1, 0.2000001], 3).map(({ from, to, beats }) => [from, to, beats])).toEqual([
      [2 * (1 / 15), 3 * (1 / 15), 1],
      [3 * (1 / 15), 4 * (1 / 15), 1],
      [14 * (1 / 15), 1, 1],
    ])
  })

  it('holds mean probability and share of right predictions', () => {
    const [bin, ...others] = binsOf([0.91, 0.92, 0.9, 0.89], 3)
    expect(bin?.confidence).toBeCloseTo(0.905, 12)
    expect(bin?.accuracy).toBe(0.75)
    expect(others).toEqual([])
  })
})

describe('expectedCalibrationError', () => {
  it('weighs the bins by their beats', () => {
    const bins = binsOf([0.95, 0.95, 0.95, 0.55], 2)
    expect(expectedCalibrationError(bins)).toBeCloseTo(0.75 * (0.95 - 2 / 3) + 0.25 * 0.55, 12)
  })

  it('is 0 where every bin is as often right as it says', () => {
    expect(expectedCalibrationError(binsOf([0.5, 0.5], 1))).toBe(0)
  })
})
