import type { Ref } from 'vue'
import type { Run } from '../../../electron/shared/run.ts'
import { useCommands, useHotkeys } from '../../composables/useHotkeys.ts'
import type { Command } from '../../stores/commands.ts'
import { choicesOf, usualActionOf, type RunAction } from './runActions.ts'

/** What the keyboard and the palette do on this screen. */
export interface RunCommandParts {
  selected: Ref<Run | null>
  perform: (action: RunAction, run: Run) => void
  step: (by: 1 | -1) => unknown
  openExport: () => unknown
  pauseAll: (when: 'epoch' | 'now') => unknown
  resumable: () => Run[]
  failed: () => Run[]
  resumeAll: (ids: number[]) => unknown
  /** On the run's own page there is nothing to open. */
  isOnPage?: boolean
}

/** Titles in the palette, with the key of those that have one. */
const ofChosen: readonly { action: RunAction; title: string; keys?: string }[] = [
  { action: 'open', title: 'Open the chosen run', keys: 'o' },
  { action: 'pause', title: 'Pause the chosen run after its epoch' },
  { action: 'pause-now', title: 'Pause the chosen run now' },
  { action: 'resume', title: 'Resume the chosen run' },
  { action: 'start-again', title: 'Start the chosen run again…' },
  { action: 'stop', title: 'Stop the chosen run after its epoch and score it' },
  { action: 'extend', title: 'Train the chosen run on…', keys: 't' },
  { action: 'repeat', title: 'Repeat the chosen run and compare' },
  { action: 'delete', title: 'Delete the chosen run…' },
]

/** Keys and palette entries of Runs; entries are there only where they do something. */
export function useRunCommands(parts: RunCommandParts): void {
  const { selected, perform, isOnPage = false } = parts

  const can = (action: RunAction) => {
    const run = selected.value
    return run !== null && choicesOf(run, false).some((choice) => choice.action === action && choice.isEnabled)
  }
  const onChosen = (action: RunAction) => {
    if (selected.value) perform(action, selected.value)
  }
  /** Goes on with what rests, and where `pauses`, pauses what trains. */
  const goOn = (pauses: boolean) => {
    const run = selected.value
    const usual = run ? usualActionOf(run) : null
    if (run && usual && (pauses || usual.action !== 'pause')) perform(usual.action, run)
  }
  useCommands([
    ...ofChosen
      .filter(({ action }) => action !== 'open' || !isOnPage)
      .map(({ action, title, keys }): Command => ({
        id: `runs:${action}`,
        title,
        group: 'Runs',
        ...(keys === undefined ? {} : { keys }),
        isEnabled: () => can(action),
        run: () => onChosen(action),
      })),
    ...commandsForAll(parts),
  ])
  useHotkeys(
    {
      p: { title: 'Pause the chosen run after its epoch, or go on with it', run: () => goOn(true) },
      r: { title: 'Resume the chosen run, or start it again', run: () => goOn(false) },
      j: { title: 'Next run', run: () => parts.step(1) },
      k: { title: 'Previous run', run: () => parts.step(-1) },
    },
    'Runs',
  )
}

function commandsForAll({ selected, openExport, pauseAll, resumable, failed, resumeAll }: RunCommandParts): Command[] {
  const group = 'Runs'
  const ids = (runs: readonly Run[]) => [...new Set(runs.map((run) => run.id))]
  return [
    {
      id: 'runs:export',
      title: 'Export the chosen run’s model',
      keys: 'ctrl+e',
      group,
      isEnabled: () => selected.value?.state === 'finished' && selected.value.hasWeights,
      run: openExport,
    },
    { id: 'runs:pause-all', title: 'Pause all runs after their epoch', group, run: () => pauseAll('epoch') },
    { id: 'runs:pause-all-now', title: 'Pause all runs now', group, run: () => pauseAll('now') },
    {
      id: 'runs:resume-all',
      title: 'Resume all paused and interrupted runs',
      group,
      isEnabled: () => resumable().length > 0,
      run: () => resumeAll(ids(resumable())),
    },
    {
      id: 'runs:retry-failed',
      title: 'Retry failed runs',
      group,
      isEnabled: () => failed().length > 0,
      run: () => resumeAll(ids(failed())),
    },
  ]
}
