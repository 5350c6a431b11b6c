import { beatClasses } from '../../electron/shared/beatClass.ts'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import type { ReferencePlan } from './plan.ts'

/** A beat of the test part that goes into the reference database. */
export interface Example {
  /** Row of the data set, and of the source's test file. */
  row: number
  sourceRow: number
  label: number
  isRight: boolean
}

/**
 * Beats of each class that a model classified right and wrong, spread evenly over the test file, so that no single
 * patient's beats fill the list. `rows[i]` is the data set's row of `predicted[i]`.
 */
export function chooseExamples(
  beats: BeatsFile,
  { rows, predicted }: { rows: Uint32Array; predicted: Uint8Array },
  perClass: ReferencePlan['examplesPerClass'],
): Example[] {
  return beatClasses.flatMap((_, label) => {
    const ofClass = Array.from(rows, (row, index) => ({
      row,
      sourceRow: beats.sourceRow[row] ?? 0,
      label,
      isRight: predicted[index] === label,
    })).filter(({ row }) => beats.labels[row] === label)
    const right = ofClass.filter(({ isRight }) => isRight)
    const wrong = ofClass.filter(({ isRight }) => !isRight)
    const wanted = perClass.right + perClass.wrong
    const fromRight = Math.min(right.length, Math.max(perClass.right, wanted - wrong.length))
    return [...spread(right, fromRight), ...spread(wrong, wanted - fromRight)]
  })
}

/** So many of the list, or all: the middles of equal stretches of it. */
function spread<Item>(list: readonly Item[], count: number): Item[] {
  if (count >= list.length) return [...list]
  return Array.from({ length: count }, (_, index) => list[Math.floor(((index + 0.5) * list.length) / count)]).filter(
    (item) => item !== undefined,
  )
}
