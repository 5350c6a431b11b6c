import type { BrowserWindow, MessageBoxOptions } from 'electron'
import type { EngineLink } from '../client/engineLink.ts'
import { activeStates } from '../shared/run.ts'
import { ask } from './platform.ts'

const answers = ['Go on in the background', 'Pause after their epoch', 'Pause now', 'Cancel'] as const
/** An engine that does not answer must not keep the window open. */
const patienceMs = 3000

/**
 * Asks once, when the window is closed while runs train, what is to become of them.
 * Ends with whether the window may close.
 */
export async function settleTrainings(window: BrowserWindow, link: EngineLink): Promise<boolean> {
  const training = await countTrainings(link)
  if (training === 0) return true
  const answer = answers[await ask(window, questionFor(training))] ?? 'Cancel'
  if (answer === 'Cancel') return false
  if (answer === 'Pause after their epoch') await link.invoke('queue.stop', { when: 'epoch' })
  if (answer === 'Pause now') await pauseNow(link)
  return true
}

/** Runs that end by themselves meanwhile need no pause. */
async function pauseNow(link: EngineLink): Promise<void> {
  const open = await link.invoke('run.list', { states: ['queued', ...activeStates] })
  if (open.some(({ state }) => state === 'queued')) await link.invoke('queue.pause', {})
  const active = open.filter(({ state }) => activeStates.includes(state))
  await Promise.allSettled(active.map(({ id }) => link.invoke('run.pause', { id, when: 'now' })))
}

/** Runs that train or are about to; 0 where the engine is gone, since its trainers go with it. */
async function countTrainings(link: EngineLink): Promise<number> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  const status = await Promise.race([link.invoke('system.status', {}).catch(() => null), silence])
  if (status === null) return 0
  const { active, waiting, isPaused } = status.queue
  return active + (isPaused ? 0 : waiting)
}

function questionFor(training: number): MessageBoxOptions {
  const runs = training === 1 ? '1 run trains' : `${training} runs train or wait`
  return {
    type: 'question',
    title: 'Beatbench',
    message: `${runs}. What is to become of them?`,
    detail:
      'In the background they go on without a window; opening Beatbench again shows them. ' +
      'Paused runs are resumed in Runs and go on from their last finished epoch; to pause now loses the epoch that is ' +
      'under way.',
    buttons: [...answers],
    defaultId: 0,
    cancelId: answers.indexOf('Cancel'),
    noLink: true,
  }
}
