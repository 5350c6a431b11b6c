import type { StudyTable, TableRow, TableRun } from '../../../../electron/shared/studyTable.ts'

/** Which runs of the chosen variants are drawn: one seed (and fold) of each, or all of them. */
export type RunChoice = 'all' | `${number} ${number}`

/** A run with its variant. */
export interface ChosenRun {
  row: TableRow
  run: TableRun
}

const keyOf = ({ seed, fold }: Pick<TableRun, 'seed' | 'fold'>): RunChoice => `${seed} ${fold}`

/** Seeds (and folds) of the variants, those that most of them have first, and all together where there are several. */
export function runChoices(rows: readonly TableRow[], { foldCount }: Pick<StudyTable, 'foldCount'>) {
  const counts = new Map<RunChoice, number>()
  const runs = rows.flatMap((row) => row.runs).sort((a, b) => a.seed - b.seed || a.fold - b.fold)
  for (const run of runs) counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + 1)
  const single = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => {
      const [seed = '', fold = '0'] = value.split(' ')
      const name = foldCount > 1 ? `Seed ${seed}, fold ${Number(fold) + 1}` : `Seed ${seed}`
      return { value, title: count === rows.length ? name : `${name} (${count} of ${rows.length})` }
    })
  return single.length > 1 ? [...single, { value: 'all' as const, title: 'All runs' }] : single
}

/** The runs of a choice, in the order of the variants. */
export function chosenRuns(rows: readonly TableRow[], choice: RunChoice): ChosenRun[] {
  return rows.flatMap((row) =>
    row.runs.filter((run) => choice === 'all' || keyOf(run) === choice).map((run) => ({ row, run })),
  )
}

/** "Model 1, seed 3": a run in a legend, with its seed where several of a variant are drawn. */
export function runTitle({ row, run }: ChosenRun, choice: RunChoice, foldCount: number): string {
  if (choice !== 'all') return row.name
  return foldCount > 1 ? `${row.name}, seed ${run.seed}, fold ${run.fold + 1}` : `${row.name}, seed ${run.seed}`
}
