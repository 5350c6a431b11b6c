import type { Run } from '../../../electron/shared/run.ts'
import { isExtending } from './groupRuns.ts'

/** Why a run ended or rests, as a sentence; empty where there is nothing to say. */
export function describeEnd(run: Run): string {
  // What a paused run goes on after is said beside the way to do it.
  const isPlain = run.state === 'paused' && run.hasCheckpoint
  const reason = run.reason === null || isPlain ? '' : sentence(run.reason)
  if (run.isImported) {
    if (run.state === 'finished') return `${reason.replace(/\.$/, '')}, not trained.`
    return reason || 'Its weights come from a file: they are scored, not trained.'
  }
  if (isExtending(run))
    return [reason, `Trained on to epoch ${run.epochs}; its result from before stays until then.`]
      .filter(Boolean)
      .join(' ')
  return reason
}

/** The engine's reasons are sentences or parts of one. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
