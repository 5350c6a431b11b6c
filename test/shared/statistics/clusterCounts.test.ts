import { describe, expect, it } from 'vitest'
import { packCounts, weightedMacroF1 } from '../../../electron/shared/statistics/clusterCounts.ts'
import { createRandom } from '../../../electron/shared/random.ts'
import { resampleClusters } from '../../../electron/shared/statistics/resampleClusters.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

const { classes, counts, scored } = inferenceFixture.persons
const persons = counts[0]!.map((_, person) => person)
const packed = counts.map((run) => packCounts(Int32Array.from(run.flat()), persons, classes))

describe('weightedMacroF1', () => {
  it("is scikit-learn's macro F1 of the drawn persons' beats", () => {
    for (const { times, scores } of scored)
      packed.forEach((run, index) => {
        expect(Math.abs(weightedMacroF1(run, Float64Array.from(times)) - scores[index]!)).toBeLessThan(1e-12)
      })
  })

  it('counts a class that nobody drawn has, and that nothing was taken for, as 0', () => {
    // One person with hits of class 0 alone; classes 0 and 3 count.
    const hits = Int32Array.from({ length: 25 }, (_, cell) => (cell === 0 ? 10 : 0))
    expect(weightedMacroF1(packCounts(hits, [0], [0, 3]), Float64Array.of(1))).toBe(0.5)
  })

  it('leaves persons out that are not named', () => {
    const two = Int32Array.from({ length: 50 }, (_, cell) => (cell === 0 || cell === 26 ? 5 : 0))
    expect(weightedMacroF1(packCounts(two, [0], [0]), Float64Array.of(1))).toBe(1)
    expect(weightedMacroF1(packCounts(two, [0, 1], [0]), Float64Array.of(1, 1))).toBeCloseTo(2 / 3, 12)
  })
})

describe('resampleClusters', () => {
  it('draws as many persons as there are, each equally often', () => {
    // The F1 of a lone person against 13 without hits tells how often it was drawn.
    const lone = Int32Array.from({ length: persons.length * 25 }, (_, cell) =>
      cell % 25 === 0 ? (cell === 0 ? 1 : 0) : 0,
    )
    for (let person = 1; person < persons.length; person++) lone[person * 25 + 1] = 1
    const [scores] = resampleClusters([packCounts(lone, persons, [0])], 20_000, createRandom(4, 'test'))
    const n = persons.length
    // F1 = 2 t / (2 t + n - t), so t = F1 n / (2 - F1).
    const times = [...scores!].map((f1) => (f1 * n) / (2 - f1))
    const share = (count: number) => times.filter((time) => Math.abs(time - count) < 1e-9).length / times.length
    expect(Math.abs(share(0) - (1 - 1 / n) ** n)).toBeLessThan(0.015)
    expect(Math.abs(share(1) - (1 - 1 / n) ** (n - 1))).toBeLessThan(0.015)
    expect(Math.abs(times.reduce((sum, time) => sum + time, 0) / times.length - 1)).toBeLessThan(0.03)
  })

  it('gives every run the same draws, so that equal counts have equal scores', () => {
    const [first, second] = resampleClusters([packed[0]!, packed[0]!], 50, createRandom(1))
    expect(first).toEqual(second)
    expect(new Set(first).size).toBeGreaterThan(10)
  })

  it('refuses runs with other persons', () => {
    const fewer = packCounts(Int32Array.from(counts[0]!.flat()), persons.slice(1), classes)
    expect(() => resampleClusters([packed[0]!, fewer], 1, createRandom(1))).toThrow(RangeError)
  })
})
