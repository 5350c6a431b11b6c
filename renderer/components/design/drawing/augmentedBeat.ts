import type { Amplitude } from '../../../../electron/shared/amplitude.ts'
import { augmentBatch, beatEnd, type LabelledBeats } from '../../../../electron/shared/augmentation.ts'
import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type { Beat } from '../../../../electron/shared/dataSet.ts'
import { createRandom, randomFromState, type Random } from '../../../../electron/shared/random.ts'
import { noAugmentation, type Augmentation } from '../../../../electron/shared/recipe.ts'

/** A stretch that CutMix took from another beat: samples `from` up to, not including, `to`. */
export interface Cut {
  from: number
  to: number
  /** The other beat's class. */
  label: number
}

/** A beat as training might see it. */
export interface AugmentedBeat {
  samples: number[]
  /** Samples before the padding. */
  end: number
  cut: Cut | null
  /** Shares of the classes in its label, in the order of {@link beatClasses}. */
  target: number[]
}

/** How a beat is changed: by what, what its values are, and which of the many draws is shown. */
export interface ShownAugmentation {
  augmentation: Augmentation
  amplitude: Amplitude
  draw: number
}

/**
 * One beat changed as a recipe says, by the trainer's own arithmetic. The batch is the beat and one before it that is
 * drawn from `others`, for CutMix. The same `draw` gives the same beat.
 */
export function augmentedBeat(
  beat: Beat,
  others: readonly Beat[],
  { augmentation, amplitude, draw }: ShownAugmentation,
): AugmentedBeat {
  const random = createRandom(draw, 'augmentation shown')
  const partner = others[random.nextBelow(Math.max(1, others.length))] ?? beat
  const batch = batchOf([partner, beat], amplitude)
  augmentBatch(batch, { ...augmentation, cutMix: null }, random)
  const cutMix = { ...noAugmentation(), cutMix: augmentation.cutMix }
  const cut = cutOf(batch, cutMix, randomFromState(random.state()))
  augmentBatch(batch, cutMix, random)
  const samples = rowOf(batch, 1)
  return {
    samples: [...samples],
    end: beatEnd(samples, amplitude),
    cut: cut && { ...cut, label: partner.label },
    target: [...batch.targets.subarray(beatClasses.length)],
  }
}

/** "72 % N, 28 % V", the largest share first. */
export function describeTarget(target: readonly number[]): string {
  return target
    .map((share, label) => ({ share, letter: beatClasses[label] ?? '?' }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .map(({ share, letter }) => `${Math.round(100 * share)} % ${letter}`)
    .join(', ')
}

function batchOf(beats: readonly Beat[], amplitude: Amplitude): LabelledBeats {
  const targets = new Float32Array(beats.length * beatClasses.length)
  beats.forEach((beat, row) => (targets[row * beatClasses.length + beat.label] = 1))
  return { beats: Float32Array.from(beats.flatMap((beat) => beat.samples)), targets, count: beats.length, amplitude }
}

function rowOf({ beats, count }: LabelledBeats, row: number): Float32Array {
  const length = beats.length / count
  return beats.subarray(row * length, (row + 1) * length)
}

/** Where CutMix will cut the second beat: the same draws, with a value that no beat holds in place of the first one. */
function cutOf(batch: LabelledBeats, cutMix: Augmentation, random: Random): Omit<Cut, 'label'> | null {
  const marked = { ...batch, beats: batch.beats.slice(), targets: batch.targets.slice() }
  rowOf(marked, 0).fill(mark)
  augmentBatch(marked, cutMix, random)
  const samples = rowOf(marked, 1)
  const from = samples.indexOf(mark)
  return from === -1 ? null : { from, to: samples.lastIndexOf(mark) + 1 }
}

const mark = Infinity
