import { activeStates, type Run } from '../../../../electron/shared/run.ts'

/** Why a run has no scores, and when it will. */
export function describeUnscored(run: Run): { title: string; text: string } {
  const { state, epoch, epochs, reason } = run
  if (state === 'failed') return { title: 'It failed before it was scored', text: sentence(reason) }
  if (state === 'evaluating') return { title: 'It is being scored', text: 'Validation and test are scored now.' }
  if (activeStates.includes(state))
    return {
      title: 'Not scored yet',
      text: `It trains: epoch ${Math.min(epoch + 1, epochs)} of at most ${epochs}. It is scored when that has ended.`,
    }
  if (state === 'queued')
    return { title: 'Not scored yet', text: 'It waits in the queue; it is scored once it is trained.' }
  if (state === 'finished') return { title: 'This part was not scored', text: 'Choose the other part.' }
  const kept = epoch === 0 ? '' : ` ${epoch} ${epoch === 1 ? 'epoch is' : 'epochs are'} kept.`
  // What a paused run goes on after is said beside the way to do it.
  const why = state === 'paused' ? '' : ` ${sentence(reason)}`
  return { title: 'Not scored', text: `It is ${state}.${kept}${why}`.trim() }
}

function sentence(text: string | null): string {
  if (text === null || text === '') return ''
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
