import { beatClasses } from '../beatClass.ts'
import { headlineTitle, isOfAllClasses } from '../headline.ts'
import type { StudyTable, TableRow } from '../studyTable.ts'
import type { ScoreColumn } from './scoreText.ts'

/** The headline score under the name of its classes and, where those are not all, macro F1 of all five. */
export function headlineColumns({ headlineClasses }: StudyTable): ScoreColumn[] {
  const headline = { title: headlineTitle(headlineClasses), read: (row: TableRow) => row.headline }
  const fiveClasses = { title: 'Macro F1 of all classes', read: (row: TableRow) => row.macroF1 }
  return isOfAllClasses(headlineClasses) ? [headline] : [headline, fiveClasses]
}

/** `macro F1 of N S V F`: the headline score within a sentence. */
export function headlineWords({ headlineClasses }: Pick<StudyTable, 'headlineClasses'>): string {
  return headlineTitle(headlineClasses).replace('Macro', 'macro')
}

/** The scores that stand behind them in the printed tables, in order. */
export const otherScoreColumns: readonly ScoreColumn[] = [
  { title: 'Weighted F1', read: (row) => row.weightedF1 },
  { title: 'Accuracy', read: (row) => row.accuracy },
  ...beatClasses.map((name, index) => ({
    title: `F1 ${name}`,
    read: (row: TableRow) => row.classF1?.[index] ?? null,
  })),
]
