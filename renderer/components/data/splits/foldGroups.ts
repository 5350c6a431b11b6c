import { foldsPerRepeat, type Fold, type SplitSummary } from '../../../../electron/shared/split.ts'

/** The folds of one repeat. */
export interface FoldGroup {
  repeat: number
  folds: { fold: Fold; index: number; name: string }[]
}

/** A split's folds by repeat, each with its number in it; `index` counts through all. */
export function foldGroups(split: Pick<SplitSummary, 'definition' | 'folds'>): FoldGroup[] {
  const perRepeat = foldsPerRepeat(split)
  return Array.from({ length: Math.ceil(split.folds.length / perRepeat) }, (_, repeat) => ({
    repeat,
    folds: split.folds.slice(repeat * perRepeat, (repeat + 1) * perRepeat).map((fold, place) => ({
      fold,
      index: repeat * perRepeat + place,
      name: `Fold ${place + 1}`,
    })),
  }))
}

/**
 * Repeats that deal persons as an earlier one does, with that one, counted from 1: they train the same again. With few
 * persons there may be no other deal.
 */
export function equalRepeats(split: Pick<SplitSummary, 'definition' | 'folds'>): [first: number, again: number][] {
  const deals = foldGroups(split).map(({ folds }) => JSON.stringify(folds.map(({ fold }) => fold.records?.test).sort()))
  return deals.flatMap((deal, repeat): [number, number][] => {
    const first = deals.indexOf(deal)
    return first === repeat ? [] : [[first + 1, repeat + 1]]
  })
}
