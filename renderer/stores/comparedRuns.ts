import { defineStore } from 'pinia'
import type { RunCurves, RunScores } from '../../electron/shared/runScores.ts'
import type { Part } from '../../electron/shared/split.ts'
import type { TableRun } from '../../electron/shared/studyTable.ts'
import { useRunScores } from './runScores.ts'

export type ScoredPart = Exclude<Part, 'train'>

/** A run in the table, and how often it was scored: scored again, it is read again. */
export type ScoredRun = Pick<TableRun, 'runId'> & { scores: Pick<TableRun['scores'], 'timesScored'> }

/** Scores and curves of the runs that are compared, kept for as long as the window lives: many are read more than once. */
export const useComparedRuns = defineStore('compared-runs', () => {
  const store = useRunScores()
  const scores = new Map<string, Promise<RunScores>>()
  const curves = new Map<string, Promise<RunCurves>>()

  const readScores = ({ runId, ...run }: ScoredRun, part: ScoredPart) =>
    kept(scores, `${runId} ${part} ${run.scores.timesScored}`, () => store.readScores(runId, part))
  const readCurves = ({ runId, ...run }: ScoredRun, part: ScoredPart) =>
    kept(curves, `${runId} ${part} ${run.scores.timesScored}`, () => store.readCurves(runId, part))

  return { readScores, readCurves }
})

/** What is known under a key, or on its way; a failure is forgotten, so that asking again tries again. */
function kept<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const there = known.get(key)
  if (there) return there
  const coming = read()
  known.set(key, coming)
  coming.catch(() => known.delete(key))
  return coming
}
