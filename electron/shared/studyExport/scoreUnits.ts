import type { StudyTable } from '../studyTable.ts'

type FoldCounts = Pick<StudyTable, 'foldCount' | 'foldsPerRepeat'>

/** Whether each seed has several scores, one of each deal of the patients into folds. */
export function hasRepeats({ foldCount, foldsPerRepeat = foldCount }: FoldCounts): boolean {
  return foldCount > foldsPerRepeat
}

/** What the scores of a mean differ in, and so what its `n` counts: `seeds`, or `seeds and repeats`. */
export function scoreUnits(table: FoldCounts): string {
  return hasRepeats(table) ? 'seeds and repeats' : 'seeds'
}
