import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { augmentBatch, augments, beatEnd, type LabelledBeats } from '../../electron/shared/augmentation.ts'
import { presetOf } from '../../electron/shared/preset.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { noAugmentation, type Augmentation } from '../../electron/shared/recipe.ts'

const length = 187
const classes = 5

/** Beats between 0.2 and 0.8 that end at `end`, zeros behind; beat k is of class k modulo 5. */
function batchOf(count: number, end = 120): LabelledBeats {
  const beats = new Float32Array(count * length)
  const targets = new Float32Array(count * classes)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < end; i++) beats[row * length + i] = 0.5 + 0.3 * Math.sin(row + i / 7)
    targets[row * classes + (row % classes)] = 1
  }
  return { beats, targets, count }
}

function augmented(fields: Partial<Augmentation>, { count = 64, end = 120, seed = 1 } = {}): LabelledBeats {
  const batch = batchOf(count, end)
  augmentBatch(batch, { ...noAugmentation(), ...fields }, createRandom(seed))
  return batch
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('augmentation', () => {
  it('of nothing leaves beats and labels as they are', () => {
    expect(augments(noAugmentation())).toBe(false)
    expect(augmented({})).toEqual(batchOf(64))
  })

  it('is the same for the same seed and differs for another', () => {
    const recipe = presetOf('augmentation').variants()[1]?.recipe.augmentation ?? noAugmentation()
    expect(augments(recipe)).toBe(true)
    expect(augmented(recipe, { seed: 5 })).toEqual(augmented(recipe, { seed: 5 }))
    expect(augmented(recipe, { seed: 5 }).beats).not.toEqual(augmented(recipe, { seed: 6 }).beats)
  })

  it('adds noise of the given spread within the beat, cut off at 0 and 1, and none to the padding', () => {
    const { beats } = augmented({ gaussianNoise: { sigma: 0.01 } }, { count: 200 })
    const plain = batchOf(200).beats
    const noise = Array.from(plain).flatMap((value, i) => (i % length < 120 ? [(beats[i] ?? 0) - value] : []))
    expect(Math.abs(mean(noise))).toBeLessThan(3e-4)
    expect(Math.sqrt(mean(noise.map((value) => value ** 2)))).toBeCloseTo(0.01, 3)
    expect(beats.every((value, i) => i % length < 120 || value === 0)).toBe(true)
    const loud = augmented({ gaussianNoise: { sigma: 1 } }).beats
    expect(loud.every((value) => value >= 0 && value <= 1)).toBe(true)
  })

  it('sets the given share of samples to zero and leaves the others', () => {
    const { beats } = augmented({ zeroMasking: { probability: 0.1 } }, { count: 200, end: length })
    const plain = batchOf(200, length).beats
    const masked = mean(beats.map((value) => (value === 0 ? 1 : 0)))
    expect(masked).toBeGreaterThan(0.09)
    expect(masked).toBeLessThan(0.11)
    expect(beats.every((value, i) => value === 0 || value === plain[i])).toBe(true)
  })

  it('scales each beat by one number within the range', () => {
    const { beats } = augmented({ amplitudeScale: { range: 0.2 } })
    const plain = batchOf(64).beats
    const factors = Array.from({ length: 64 }, (_, row) => (beats[row * length] ?? 0) / (plain[row * length] ?? 1))
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8)
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.2)
    expect(new Set(factors.map((factor) => factor.toFixed(6))).size).toBeGreaterThan(50)
    beats.forEach((value, i) => expect(value).toBeCloseTo((plain[i] ?? 0) * (factors[Math.floor(i / length)] ?? 0), 5))
  })

  it('shifts by at most so many samples to either side, and fills up with zeros', () => {
    const { beats } = augmented({ timeShift: { samples: 8 } })
    const plain = batchOf(64).beats
    const shifts = Array.from({ length: 64 }, (_, row) => {
      const shifted = beats.subarray(row * length, (row + 1) * length)
      const original = plain.subarray(row * length, (row + 1) * length)
      const isShift = (by: number) => shifted.every((value, i) => value === (original[i - by] ?? 0))
      return Array.from({ length: 17 }, (_, k) => k - 8).find(isShift)
    })
    expect(shifts).not.toContain(undefined)
    expect(Math.min(...shifts.map(Number))).toBeLessThan(-4)
    expect(Math.max(...shifts.map(Number))).toBeGreaterThan(4)
  })

  it('cuts stretches from the beat before and mixes the labels by what was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.02, max: 1, noNaN: true }), (seed, share) => {
        const { beats, targets } = augmented({ cutMix: { share } }, { seed, count: 10 })
        const plain = batchOf(10).beats
        for (let row = 0; row < 10; row++) {
          const before = (row + 9) % 10
          let foreign = 0
          for (let i = 0; i < length; i++) {
            const value = beats[row * length + i]
            if (value === plain[row * length + i]) continue
            expect(value).toBe(plain[before * length + i])
            foreign++
          }
          const labels = targets.subarray(row * classes, (row + 1) * classes)
          expect(mean(labels) * classes).toBeCloseTo(1, 5)
          expect(labels[before % classes]).toBeCloseTo(foreign / 120, 5)
          expect(foreign).toBeLessThanOrEqual(share * 120 + 1)
        }
      }),
    )
  })

  it('finds where a beat ends', () => {
    expect(beatEnd(Float32Array.of(0, 0.5, 0, 0.2, 0, 0))).toBe(4)
    expect(beatEnd(new Float32Array(4))).toBe(0)
  })
})
