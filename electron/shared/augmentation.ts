import type { Amplitude } from './amplitude.ts'
import type { Random } from './random.ts'
import type { Augmentation } from './recipe.ts'

/** Beats [count, length] and the shares of their classes [count, classes], both by rows. */
export interface LabelledBeats {
  beats: Float32Array
  targets: Float32Array
  count: number
  /** What the values are: in 0..1 they stay there, and zeros at a beat's end are padding. */
  amplitude: Amplitude
}

/** The most samples that beats of a length can be shifted by: half of them. */
export function longestShift(beatLength: number): number {
  return Math.floor(beatLength / 2)
}

/** Why beats of this length cannot be augmented so; null where they can. */
export function shiftProblem({ timeShift }: Augmentation, beatLength: number): string | null {
  const most = longestShift(beatLength)
  if (timeShift === null || timeShift.samples <= most) return null
  return `A beat of ${beatLength} samples can be shifted by at most ${most}, not by ${timeShift.samples}.`
}

/** True where a recipe changes beats at all. */
export function augments(augmentation: Augmentation): boolean {
  return Object.values(augmentation).some((step) => step !== null)
}

/**
 * Changes a batch of beats in place, step by step in the order of the recipe's fields. All draws come from `random`, in
 * an order that depends on the batch alone. Of values in 0..1, what lies behind a beat's last one other than zero is padding;
 * all others have none.
 */
export function augmentBatch(batch: LabelledBeats, augmentation: Augmentation, random: Random): void {
  const { timeShift, amplitudeScale, gaussianNoise, zeroMasking, cutMix } = augmentation
  const { amplitude } = batch
  const length = batch.beats.length / batch.count
  const beatAt = (row: number) => batch.beats.subarray(row * length, (row + 1) * length)
  for (let row = 0; row < batch.count; row++) {
    const beat = beatAt(row)
    if (timeShift) shiftInTime(beat, random.nextBelow(2 * timeShift.samples + 1) - timeShift.samples, amplitude)
    const end = beatEnd(beat, amplitude)
    if (amplitudeScale) scale(beat, 1 + amplitudeScale.range * (2 * random.next() - 1))
    if (gaussianNoise) addNoise(beat.subarray(0, end), gaussianNoise.sigma, { random, amplitude })
    if (zeroMasking) maskWithZeros(beat, zeroMasking.probability, random)
  }
  if (cutMix) mixCuts(batch, cutMix.share, random)
}

/** Where a beat's padding begins: one past the last sample that is not zero, 0 for an empty beat; the length without padding. */
export function beatEnd(beat: Float32Array, amplitude: Amplitude): number {
  if (amplitude !== 'unit') return beat.length
  let end = beat.length
  while (end > 0 && beat[end - 1] === 0) end--
  return end
}

/**
 * Later for positive shifts; what leaves at one end is gone. At the other, zeros come in where they are padding, else what
 * stood there: a step to 0 mV would tell the shift.
 */
function shiftInTime(beat: Float32Array, shift: number, amplitude: Amplitude): void {
  const coming = amplitude === 'unit' ? 0 : ((shift > 0 ? beat[0] : beat.at(-1)) ?? 0)
  beat.copyWithin(Math.max(0, shift), Math.max(0, -shift), beat.length - Math.max(0, shift))
  if (shift > 0) beat.fill(coming, 0, shift)
  if (shift < 0) beat.fill(coming, beat.length + shift)
}

function scale(beat: Float32Array, factor: number): void {
  for (let i = 0; i < beat.length; i++) beat[i] = (beat[i] ?? 0) * factor
}

/** As the published `AdditiveNoise`: normal noise within the beat, cut off at 0 and 1 where values have these bounds. */
function addNoise(
  beat: Float32Array,
  sigma: number,
  { random, amplitude }: { random: Random; amplitude: Amplitude },
): void {
  for (let i = 0; i < beat.length; i++) {
    const noisy = (beat[i] ?? 0) + sigma * random.nextNormal()
    beat[i] = amplitude === 'unit' ? Math.min(1, Math.max(0, noisy)) : noisy
  }
}

/** As the published `MultiplicativeNoise`: each sample becomes zero with a probability. */
function maskWithZeros(beat: Float32Array, probability: number, random: Random): void {
  const threshold = probability * 2 ** 32
  for (let i = 0; i < beat.length; i++) if (random.nextUint32() < threshold) beat[i] = 0
}

/**
 * As the published `CutMix` (after Yun et al. 2019): a stretch around a point drawn evenly over the beat, of a length
 * drawn evenly up to `share` of it, comes from the beat before in the batch (the first one's from the last), at the same
 * samples; the label is mixed by the stretch's part of the beat.
 */
function mixCuts({ beats, targets, count, amplitude }: LabelledBeats, share: number, random: Random): void {
  const length = beats.length / count
  const classes = targets.length / count
  const oldBeats = beats.slice()
  const oldTargets = targets.slice()
  for (let row = 0; row < count; row++) {
    const end = beatEnd(oldBeats.subarray(row * length, (row + 1) * length), amplitude)
    const middle = random.next() * end
    const half = (random.next() * share * end) / 2
    const from = Math.ceil(Math.max(0, middle - half))
    const to = Math.min(end, Math.floor(middle + half) + 1)
    if (to <= from) continue
    const before = (row + count - 1) % count
    beats.set(oldBeats.subarray(before * length + from, before * length + to), row * length + from)
    const mixed = (to - from) / end
    for (let k = 0; k < classes; k++) {
      const own = oldTargets[row * classes + k] ?? 0
      targets[row * classes + k] = (1 - mixed) * own + mixed * (oldTargets[before * classes + k] ?? 0)
    }
  }
}
