import { activeStates, type Run } from '../../../electron/shared/run.ts'

/** Sections of the queue, in the order in which they stand. */
export type RunSection = 'running' | 'paused' | 'waiting' | 'failed' | 'stopped' | 'done'
export type RunGroups = Record<RunSection, Run[]>

/** Sections of runs that have not come to an end. */
export const openSections: readonly RunSection[] = ['running', 'paused', 'waiting']

/** What the filter over the queue offers. */
export const sectionChoices: readonly { value: RunSection | 'all'; text: string }[] = [
  { value: 'all', text: 'All states' },
  { value: 'running', text: 'Running' },
  { value: 'paused', text: 'Paused' },
  { value: 'waiting', text: 'Waiting' },
  { value: 'failed', text: 'Failed' },
  { value: 'stopped', text: 'Cancelled, interrupted' },
  { value: 'done', text: 'Done' },
]

/** The section a run stands in. */
export function sectionOf(run: Run): RunSection {
  if (activeStates.includes(run.state)) return 'running'
  switch (run.state) {
    case 'paused':
      return 'paused'
    case 'queued':
      return 'waiting'
    case 'failed':
      return 'failed'
    case 'finished':
      return 'done'
    default:
      return 'stopped'
  }
}

/** Runs by section: waiting ones in the order they will train, paused ones as they began, ended ones latest first. */
export function groupRuns(runs: readonly Run[]): RunGroups {
  const groups: RunGroups = { running: [], paused: [], waiting: [], failed: [], stopped: [], done: [] }
  for (const run of runs) groups[sectionOf(run)].push(run)
  const latestFirst = (a: Run, b: Run) => (b.endedAt ?? '').localeCompare(a.endedAt ?? '') || b.id - a.id
  const firstFirst = (a: Run, b: Run) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || a.id - b.id
  groups.running.sort(firstFirst)
  groups.paused.sort(firstFirst)
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

/** True from when a finished run was queued to be trained on until it has finished again: its old result still stands. */
export function isExtending(run: Run): boolean {
  return run.hasWeights && run.state !== 'finished'
}

/** Runs that nobody gave up and that go on at once: paused, or interrupted together with the engine. */
export function resumableOf(runs: readonly Run[]): Run[] {
  return runs.filter(({ state }) => state === 'paused' || state === 'interrupted')
}
