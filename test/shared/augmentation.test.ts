import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  augmentBatch,
  augments,
  beatEnd,
  longestShift,
  shiftProblem,
  type LabelledBeats,
} from '../../electron/shared/augmentation.ts'
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
  return { beats, targets, count, amplitude: 'unit' }
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
    expect(beatEnd(Float32Array.of(0, 0.5, 0, 0.2, 0, 0), 'unit')).toBe(4)
    expect(beatEnd(new Float32Array(4), 'unit')).toBe(0)
    expect(beatEnd(Float32Array.of(0, 0.5, 0, 0.2, 0, 0), 'millivolt')).toBe(6)
  })
})

describe('augmentation of beats in millivolts', () => {
  /** Beats of 64 samples between -2 and 3 mV, some of which end in zeros. */
  const samples = 64
  const voltages = (): LabelledBeats => {
    const beats = Float32Array.from({ length: 100 * samples }, (_, i) => {
      const [row, at] = [Math.floor(i / samples), i % samples]
      return row % 4 === 0 && at > 50 ? 0 : 0.5 + 2.5 * Math.sin(row + at / 5)
    })
    const targets = Float32Array.from({ length: 100 * classes }, (_, i) => (i % classes === 0 ? 1 : 0))
    return { beats, targets, count: 100, amplitude: 'millivolt' }
  }
  const changed = (fields: Partial<Augmentation>) => {
    const batch = voltages()
    augmentBatch(batch, { ...noAugmentation(), ...fields }, createRandom(1))
    return batch.beats
  }

  it('adds noise to every sample and cuts nothing off', () => {
    const beats = changed({ gaussianNoise: { sigma: 0.2 } })
    const plain = voltages().beats
    const noise = [...beats].map((value, i) => value - (plain[i] ?? 0))
    expect(noise.every((value) => value !== 0)).toBe(true)
    expect(Math.sqrt(mean(noise.map((value) => value ** 2)))).toBeCloseTo(0.2, 2)
    expect(Math.min(...beats)).toBeLessThan(-2)
    expect(Math.max(...beats)).toBeGreaterThan(3)
  })

  it('shifts without a step to zero: what stood at the end goes on', () => {
    const beats = changed({ timeShift: { samples: 6 } })
    const plain = voltages().beats
    for (let row = 0; row < 100; row++) {
      const original = plain.subarray(row * samples, (row + 1) * samples)
      const shifted = beats.subarray(row * samples, (row + 1) * samples)
      const clipped = (at: number) => original[Math.max(0, Math.min(samples - 1, at))]
      const isShift = (by: number) => shifted.every((value, i) => value === clipped(i - by))
      expect(Array.from({ length: 13 }, (_, k) => k - 6).some(isShift)).toBe(true)
    }
  })
})

describe('a time shift', () => {
  it('may be half of a beat', () => {
    const shift = (by: number) => ({ ...noAugmentation(), timeShift: { samples: by } })
    expect([187, 64, 17].map(longestShift)).toEqual([93, 32, 8])
    expect(shiftProblem(shift(32), 64)).toBeNull()
    expect(shiftProblem(noAugmentation(), 64)).toBeNull()
    expect(shiftProblem(shift(33), 64)).toBe('A beat of 64 samples can be shifted by at most 32, not by 33.')
  })
})
