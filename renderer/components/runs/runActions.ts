import {
  mdiArchiveOutline,
  mdiClose,
  mdiCompareHorizontal,
  mdiFastForward,
  mdiFlagCheckered,
  mdiHeartPulse,
  mdiPause,
  mdiPauseOctagonOutline,
  mdiPlay,
  mdiRestart,
  mdiTextBoxOutline,
  mdiTrashCanOutline,
} from '@mdi/js'
import type { Run } from '../../../electron/shared/run.ts'
import { isExtending, sectionOf } from './groupRuns.ts'

/** What can be done with a run; export is a menu of its own. */
export type RunAction =
  | 'open'
  | 'pause'
  | 'pause-now'
  | 'resume'
  | 'start-again'
  | 'stop'
  | 'cancel'
  | 'extend'
  | 'repeat'
  | 'explain'
  | 'archive'
  | 'delete'

/** An action as a menu shows it. */
export interface RunChoice {
  action: RunAction
  title: string
  /** What it does to the run, or why it cannot be done. */
  note: string
  icon: string
  isEnabled: boolean
}

interface Offer {
  title: string
  note?: string
  isEnabled?: boolean
}

const icons: Record<RunAction, string> = {
  open: mdiTextBoxOutline,
  pause: mdiPause,
  'pause-now': mdiPauseOctagonOutline,
  resume: mdiPlay,
  'start-again': mdiRestart,
  stop: mdiFlagCheckered,
  cancel: mdiClose,
  extend: mdiFastForward,
  repeat: mdiCompareHorizontal,
  explain: mdiHeartPulse,
  archive: mdiArchiveOutline,
  delete: mdiTrashCanOutline,
}

/** What can be done with a run in its state, the usual first. */
export function choicesOf(run: Run, isRepeating: boolean): RunChoice[] {
  const open = choice('open', { title: 'Open', note: 'its scores, curves and training' })
  return [open, ...choicesInState(run, isRepeating)]
}

function choicesInState(run: Run, isRepeating: boolean): RunChoice[] {
  const section = sectionOf(run)
  if (section === 'running') return choicesWhileRunning(run)
  if (section === 'waiting')
    return [
      choice('pause', { title: 'Pause', note: 'waits until it is resumed' }),
      choice('cancel', { title: isExtending(run) ? 'Give up training on…' : 'Take out of the queue' }),
    ]
  const tidying = [choice('archive', { title: 'Archive' }), choice('delete', { title: 'Delete…' })]
  return [...(section === 'done' ? choicesWhenDone(run, isRepeating) : choicesToGoOn(run)), ...tidying]
}

/** The one action that a row offers without its menu; null where there is none. */
export function usualActionOf(run: Run): RunChoice | null {
  const usual: readonly RunAction[] = ['pause', 'resume', 'start-again']
  return sectionOf(run) === 'waiting'
    ? null
    : (choicesOf(run, false).find(({ action }) => usual.includes(action)) ?? null)
}

function choicesWhileRunning(run: Run): RunChoice[] {
  const cancel = choice('cancel', {
    title: isExtending(run) ? 'Give up training on…' : 'Cancel',
    note: isExtending(run) ? 'its result from before stays' : 'finished epochs stay, without scores',
  })
  if (run.isImported) return [choice('cancel', { title: 'Cancel' })]
  const isTraining = run.state !== 'evaluating'
  const stop = { title: 'Stop and score', note: 'after this epoch', isEnabled: isTraining && !run.stopRequested }
  return [
    choice('pause', {
      title: 'Pause after this epoch',
      isEnabled: isTraining && !run.pauseRequested && !run.stopRequested,
    }),
    choice('pause-now', {
      title: 'Pause now',
      note: `epoch ${run.epoch + 1} is trained again`,
      isEnabled: isTraining,
    }),
    choice('stop', stop),
    cancel,
  ]
}

function choicesToGoOn(run: Run): RunChoice[] {
  const { state, epoch, hasCheckpoint } = run
  const resume = hasCheckpoint
    ? [choice('resume', { title: 'Resume', note: `goes on after epoch ${epoch}` })]
    : state === 'paused' && epoch === 0
      ? [choice('resume', { title: 'Resume', note: 'waits in the queue again' })]
      : []
  const isBegun = epoch > 0
  const again = choice('start-again', {
    title: isBegun ? 'Start again…' : 'Start again',
    note: isExtending(run) ? 'from where it was trained on' : 'from the beginning',
  })
  const giveUp = isExtending(run)
    ? [choice('cancel', { title: 'Give up training on…', note: 'its result from before stays' })]
    : []
  const isOnlyQueued = state === 'paused' && !isBegun
  return [...resume, ...(isOnlyQueued ? [] : [again]), ...giveUp]
}

function choicesWhenDone(run: Run, isRepeating: boolean): RunChoice[] {
  const extendNote = run.isImported
    ? 'its weights came from a file'
    : run.hasCheckpoint
      ? `beyond epoch ${run.epoch}`
      : 'it has no checkpoint'
  return [
    ...(run.hasWeights || run.hasMaps ? [choice('explain', { title: 'Explain' })] : []),
    choice('extend', { title: 'Train on…', note: extendNote, isEnabled: run.hasCheckpoint && !run.isImported }),
    choice('repeat', {
      title: 'Repeat and compare',
      note: isRepeating ? 'under way' : run.isImported ? 'scores it again' : 'trains it again, bit for bit',
      isEnabled: !isRepeating,
    }),
  ]
}

function choice(action: RunAction, { title, note = '', isEnabled = true }: Offer): RunChoice {
  return { action, title, note, icon: icons[action], isEnabled }
}
