import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classProbabilities } from '../../../electron/shared/scores/classProbabilities.ts'
import { countRanked } from '../../../electron/shared/scores/countRanked.ts'
import { averagePrecision, precisionRecallCurve } from '../../../electron/shared/scores/precisionRecallCurve.ts'
import { rocArea, rocCurve } from '../../../electron/shared/scores/rocCurve.ts'
import { somePredictions } from '../../support/scores/somePredictions.ts'

/** Beats that are N or not, ranked by the probability of N; a probability of another class would do as well. */
function rank(beats: readonly (readonly [isPositive: boolean, probability: number])[]) {
  const probabilities = Float64Array.from(beats.flatMap(([, p]) => [p, 1 - p, 0, 0, 0]))
  return countRanked(
    probabilities,
    Uint8Array.from(beats, ([isPositive]) => (isPositive ? 0 : 1)),
    0,
  )
}

describe('ranked counts and their curves', () => {
  it("are those of scikit-learn's own example", () => {
    const counts = rank([
      [false, 0.1],
      [false, 0.4],
      [true, 0.35],
      [true, 0.8],
    ])
    expect([...rocCurve(counts).x]).toEqual([0, 0, 0.5, 0.5, 1])
    expect([...rocCurve(counts).y]).toEqual([0, 0.5, 0.5, 1, 1])
    expect(rocArea(counts)).toBe(0.75)
    expect([...precisionRecallCurve(counts).x]).toEqual([0, 0.5, 0.5, 1, 1])
    expect([...precisionRecallCurve(counts).y]).toEqual([1, 1, 0.5, 2 / 3, 0.5])
    expect(averagePrecision(counts)).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12)
  })

  it('take equal probabilities as one threshold', () => {
    const counts = rank([
      [true, 0.5],
      [false, 0.5],
      [true, 0.5],
      [false, 0.2],
    ])
    expect([...counts.truePositives]).toEqual([2, 2])
    expect([...counts.falsePositives]).toEqual([1, 2])
    expect(rocArea(counts)).toBe(0.75)
  })

  it('have no area where one side has no beats', () => {
    const onlyPositive = rank([
      [true, 0.3],
      [true, 0.6],
    ])
    expect([rocArea(onlyPositive), averagePrecision(onlyPositive)]).toEqual([null, null])
    const onlyNegative = rank([[false, 0.3]])
    expect([rocArea(onlyNegative), averagePrecision(onlyNegative)]).toEqual([null, null])
  })

  it('count in the area the pairs that are ranked right, ties half', () => {
    fc.assert(
      fc.property(somePredictions, fc.nat(4), ({ labels, logits }, label) => {
        const probabilities = classProbabilities(logits)
        const own: number[] = []
        const others: number[] = []
        labels.forEach((actual, beat) => {
          const probability = probabilities[beat * 5 + label] ?? NaN
          if (actual === label) own.push(probability)
          else others.push(probability)
        })
        const wins = own.flatMap((p) => others.map((q) => (p > q ? 1 : p === q ? 0.5 : 0) as number))
        const area = rocArea(countRanked(probabilities, labels, label))
        if (wins.length === 0) expect(area).toBeNull()
        else expect(area).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12)
      }),
    )
  })

  it('never fall along the ROC curve, and end at all beats', () => {
    fc.assert(
      fc.property(somePredictions, fc.nat(4), ({ labels, logits }, label) => {
        const { truePositives, falsePositives, positives, negatives } = countRanked(
          classProbabilities(logits),
          labels,
          label,
        )
        const grows = (counts: Uint32Array) => counts.every((count, index) => count >= (counts[index - 1] ?? 0))
        expect(grows(truePositives) && grows(falsePositives)).toBe(true)
        expect([truePositives.at(-1), falsePositives.at(-1)]).toEqual([positives, negatives])
      }),
    )
  })
})
