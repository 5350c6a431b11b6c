import type { Run } from '../../../electron/shared/run.ts'
import { runName } from '../../../electron/shared/seedText.ts'
import { isExtending } from './groupRuns.ts'
import type { RunAction } from './runActions.ts'

/** A question before something is lost. */
export interface LossQuestion {
  title: string
  text: string
  /** The button that goes through with it. */
  yes: string
}

/** What to ask before an action; null where nothing is lost that cannot be had back. */
export function lossOf(action: RunAction, run: Run): LossQuestion | null {
  const name = runName(run)
  if (action === 'cancel' && isExtending(run))
    return {
      title: `Give up training on ${name}?`,
      text: 'Epochs that were trained since then are thrown away. The result from before stays.',
      yes: 'Give up',
    }
  if (action !== 'start-again' || run.epoch === 0) return null
  if (isExtending(run))
    return {
      title: `Start ${name} again?`,
      text: 'Epochs that were trained since it was trained on are thrown away. The result from before stays until there is a new one.',
      yes: 'Start again',
    }
  const epochs = run.epoch === 1 ? 'Its trained epoch is' : `Its ${run.epoch} trained epochs are`
  const instead = run.hasCheckpoint ? ` To keep ${run.epoch === 1 ? 'it' : 'them'}, resume the run.` : ''
  return {
    title: `Start ${name} again?`,
    text: `${epochs} thrown away, and it begins at epoch 1.${instead}`,
    yes: 'Start again',
  }
}
