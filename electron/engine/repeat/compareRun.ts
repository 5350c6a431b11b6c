import { beatClasses } from '../../shared/beatClass.ts'
import type { Epoch } from '../../shared/run.ts'
import type { Safetensors } from '../../shared/safetensors.ts'
import type { Part } from '../../shared/split.ts'
import { compareTensors } from './compareTensors.ts'

const values = {
  trainLoss: 'training loss',
  validationLoss: 'validation loss',
  validationAccuracy: 'validation accuracy',
  validationMacroF1: 'validation macro F1',
  learningRate: 'learning rate',
} as const

/** A scored part, as it is compared. */
export interface ScoredPart {
  part: Part
  loss: number
  predicted: ArrayLike<number>
}

/** The first epoch with other values than before; nothing where all are exactly the same. How long they took is no matter. */
export function compareCurves(before: readonly Epoch[], now: readonly Epoch[]): string[] {
  if (before.length !== now.length) return [`${now.length} epochs were trained, not ${before.length}.`]
  for (const [index, epoch] of before.entries()) {
    const again = now[index]
    if (again === undefined) continue
    const keys = (Object.keys(values) as (keyof typeof values)[]).filter((key) => epoch[key] !== again[key])
    if (keys.length === 0) continue
    const list = keys.map((key) => `${values[key]} ${describeChange(epoch[key], again[key])}`)
    return [`Epoch ${epoch.epoch} is the first that differs: ${list.join(', ')}.`]
  }
  return []
}

/** What differs in the predicted classes and the loss of one part. */
export function compareScores(before: ScoredPart, now: ScoredPart | undefined): string[] {
  const name = titleOf(before.part)
  if (!now || now.predicted.length !== before.predicted.length)
    return [`${name}: ${now?.predicted.length ?? 0} beats were scored, not ${before.predicted.length}.`]
  const other = Array.from(before.predicted).flatMap((label, beat) => (label === now.predicted[beat] ? [] : [beat]))
  const [first] = other
  const lines: string[] = []
  if (first !== undefined) {
    const [was, is] = [before.predicted[first] ?? 0, now.predicted[first] ?? 0].map((label) => beatClasses[label])
    const where = `the first is number ${first} of the part, counted from 0 (${is}, was ${was})`
    lines.push(`${name}: ${other.length} of ${before.predicted.length} predicted classes differ; ${where}.`)
  }
  if (before.loss !== now.loss) lines.push(`${name}: loss ${describeChange(before.loss, now.loss)}.`)
  return lines
}

/** What differs in the logits of one part, in one line. */
export function compareLogits(part: Part, before: Safetensors, now: Safetensors): string[] {
  const difference = compareTensors(before, now)
  if (!difference) return []
  const [changed] = difference.changed
  if (!changed) return [`${titleOf(part)}: the file of logits has other tensors: ${difference.unlike.join(', ')}.`]
  return [
    `${titleOf(part)}: ${changed.values} of ${changed.of} values of ${changed.name} differ, by at most ${short(changed.largest)}.`,
  ]
}

/** Which tensors differ, in one line. */
export function compareWeights(before: Safetensors, now: Safetensors): string[] {
  const difference = compareTensors(before, now)
  if (!difference) return []
  const { unlike, changed } = difference
  if (unlike.length > 0)
    return [`Weights: ${unlike.length} tensors cannot be compared (other names, types or shapes), ${unlike[0]} first.`]
  const largest = changed.reduce((a, b) => (b.largest > a.largest ? b : a))
  const count = `${changed.length} of ${before.tensors.size} tensors differ`
  return [
    `Weights: ${count}; ${changed[0]?.name} is the first, the largest difference is ${short(largest.largest)} in ${largest.name}.`,
  ]
}

function titleOf(part: Part): string {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)} part`
}

/** `0.5, was 0.25 (by 2.5e-1)`, in digits that tell the two numbers apart. */
function describeChange(before: number, now: number): string {
  return `${now}, was ${before} (by ${short(Math.abs(now - before))})`
}

function short(value: number): string {
  return value.toExponential(1)
}
