import { beatClasses } from '../beatClass.ts'
import type { ScoreColumn } from './scoreText.ts'

/** The score columns of the printed tables, in order. */
export const scoreColumns: readonly ScoreColumn[] = [
  { title: 'Macro F1', read: (row) => row.macroF1 },
  { title: 'Weighted F1', read: (row) => row.weightedF1 },
  { title: 'Accuracy', read: (row) => row.accuracy },
  ...beatClasses.map((name, index) => ({
    title: `F1 ${name}`,
    read: (row: Parameters<ScoreColumn['read']>[0]) => row.classF1?.[index] ?? null,
  })),
]
