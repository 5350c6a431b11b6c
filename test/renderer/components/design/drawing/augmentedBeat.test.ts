import { describe, expect, it } from 'vitest'
import { augmentBatch } from '../../../../../electron/shared/augmentation.ts'
import type { Beat } from '../../../../../electron/shared/dataSet.ts'
import { createRandom } from '../../../../../electron/shared/random.ts'
import { noAugmentation, type Augmentation } from '../../../../../electron/shared/recipe.ts'
import { augmentedBeat, describeTarget } from '../../../../../renderer/components/design/drawing/augmentedBeat.ts'

/** A beat of one class whose samples are `value` and a little more each, padded with zeros. */
function beatOf(label: number, value: number, end = 120): Beat {
  const samples = Array.from({ length: 187 }, (_, i) => (i < end ? value + i / 1000 : 0))
  return {
    row: label,
    label,
    samples: [...Float32Array.from(samples)],
    padding: 187 - end,
    record: null,
    recordSample: null,
    sourcePart: 'train',
    sourceRow: label,
  }
}

const normal = beatOf(0, 0.1)
const ventricular = beatOf(2, 0.6, 150)
const shown = (augmentation: Augmentation, draw: number) =>
  augmentedBeat(normal, [ventricular], { augmentation, amplitude: 'unit', draw })
const only = (step: Partial<Augmentation>): Augmentation => ({ ...noAugmentation(), ...step })

describe('augmentedBeat', () => {
  it('gives the same beat for the same draw, and another for the next', () => {
    const augmentation = only({ gaussianNoise: { sigma: 0.05 }, timeShift: { samples: 20 } })
    const first = shown(augmentation, 1)
    expect(shown(augmentation, 1)).toEqual(first)
    expect(shown(augmentation, 2).samples).not.toEqual(first.samples)
  })

  it('leaves a beat alone where the recipe changes nothing', () => {
    const { samples, end, cut, target } = augmentedBeat(normal, [], {
      augmentation: noAugmentation(),
      amplitude: 'unit',
      draw: 1,
    })
    expect(samples).toEqual(normal.samples)
    expect({ end, cut, target }).toEqual({ end: 120, cut: null, target: [1, 0, 0, 0, 0] })
  })

  it('marks exactly the samples that CutMix took from the other beat, and mixes the label by their part', () => {
    const augmentation = only({ cutMix: { share: 0.8 } })
    const drawn = Array.from({ length: 20 }, (_, draw) => shown(augmentation, draw))
    expect(drawn.filter(({ cut }) => cut !== null).length).toBeGreaterThan(15)
    for (const { samples, cut, target } of drawn) {
      if (!cut) continue
      expect(cut.label).toBe(2)
      samples.forEach((value, i) => {
        const source = i >= cut.from && i < cut.to ? ventricular : normal
        expect(value).toBe(source.samples[i])
      })
      expect(target[2]).toBeCloseTo((cut.to - cut.from) / 120, 6)
      expect((target[0] ?? 0) + (target[2] ?? 0)).toBeCloseTo(1, 6)
    }
  })

  it('finds what CutMix took among values of any size, and no padding in millivolts', () => {
    const [low, high] = [beatOf(0, -1, 187), beatOf(2, -0.4, 187)]
    const other = { ...high, samples: high.samples.with(-1, 0) }
    const options = { augmentation: only({ cutMix: { share: 1 } }), amplitude: 'millivolt' as const }
    const drawn = Array.from({ length: 20 }, (_, draw) => augmentedBeat(low, [other], { ...options, draw }))
    for (const { samples, end, cut, target } of drawn) {
      expect(end).toBe(187)
      const taken = samples.flatMap((value, i) => (value === low.samples[i] ? [] : [i]))
      expect([taken[0], (taken.at(-1) ?? 0) + 1]).toEqual([cut?.from, cut?.to])
      expect(target[2]).toBeCloseTo(taken.length / 187, 6)
    }
  })

  it('is what the trainer would make of a batch of the two', () => {
    const augmentation: Augmentation = {
      timeShift: { samples: 10 },
      amplitudeScale: { range: 0.2 },
      gaussianNoise: { sigma: 0.02 },
      zeroMasking: { probability: 0.1 },
      cutMix: { share: 0.5 },
    }
    const { samples, target } = shown(augmentation, 7)
    const random = createRandom(7, 'augmentation shown')
    random.nextBelow(1)
    const beats = Float32Array.from([...ventricular.samples, ...normal.samples])
    const targets = Float32Array.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0])
    augmentBatch({ beats, targets, count: 2, amplitude: 'unit' }, augmentation, random)
    expect(samples).toEqual([...beats.subarray(187)])
    expect(target).toEqual([...targets.subarray(5)])
  })
})

describe('describeTarget', () => {
  it('says the mixed label in words, the largest share first', () => {
    expect(describeTarget([0.28, 0, 0.72, 0, 0])).toBe('72 % V, 28 % N')
    expect(describeTarget([1, 0, 0, 0, 0])).toBe('100 % N')
  })
})
