import { activeStates, type Run } from '../../../electron/shared/run.ts'

/** Sections of the queue, in the order in which they stand. */
export type RunSection = 'running' | 'waiting' | 'failed' | 'stopped' | 'done'
export type RunGroups = Record<RunSection, Run[]>

/** What the filter over the queue offers. */
export const sectionChoices: readonly { value: RunSection | 'all'; text: string }[] = [
  { value: 'all', text: 'All states' },
  { value: 'running', text: 'Running' },
  { value: 'waiting', text: 'Waiting' },
  { value: 'failed', text: 'Failed' },
  { value: 'stopped', text: 'Cancelled, interrupted' },
  { value: 'done', text: 'Done' },
]

/** The section a run stands in. */
export function sectionOf(run: Run): RunSection {
  if (activeStates.includes(run.state)) return 'running'
  if (run.state === 'queued' || run.state === 'paused') return 'waiting'
  if (run.state === 'failed') return 'failed'
  return run.state === 'finished' ? 'done' : 'stopped'
}

/** Runs by section: waiting ones in the order they will train, ended ones latest first. */
export function groupRuns(runs: readonly Run[]): RunGroups {
  const groups: RunGroups = { running: [], waiting: [], failed: [], stopped: [], done: [] }
  for (const run of runs) groups[sectionOf(run)].push(run)
  const latestFirst = (a: Run, b: Run) => (b.endedAt ?? '').localeCompare(a.endedAt ?? '') || b.id - a.id
  groups.running.sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || a.id - b.id)
  groups.waiting.sort((a, b) => a.position - b.position)
  groups.failed.sort(latestFirst)
  groups.stopped.sort(latestFirst)
  groups.done.sort(latestFirst)
  return groups
}

/** How much of a run is done, 0..1: finished epochs and the steps of the running one. */
export function progressOf(run: Run): number {
  return run.epochs === 0 ? 0 : Math.min(1, (run.epoch + run.epochProgress) / run.epochs)
}
