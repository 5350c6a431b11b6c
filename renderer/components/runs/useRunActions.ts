import { computed, ref, shallowRef } from 'vue'
import type { ModelFormat, Run } from '../../../electron/shared/run.ts'
import { useBridge } from '../../bridge.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRuns } from '../../stores/runs.ts'
import { useSystem } from '../../stores/system.ts'
import { bytesOfBase64 } from '../../transport/bytesOfBase64.ts'
import { choicesOf, type RunAction } from './runActions.ts'
import { lossOf } from './runLoss.ts'

/** Where runs are shown besides. */
export interface RunPlaces {
  explain: (run: Run) => unknown
  open: (run: Run) => unknown
}

/** Carries out what is asked of runs in menus, by buttons and by key, after a question where something would be lost. */
export function useRunActions(places: RunPlaces) {
  const runs = useRuns()
  const jobs = useJobs()
  const system = useSystem()
  const notices = useNotices()
  const bridge = useBridge()

  /** What a dialog is open for; the run stays when it closes, so that its words do not change meanwhile. */
  const subject = shallowRef<{ action: RunAction; run: Run } | null>(null)
  const isAsking = ref(false)
  const isExtending = ref(false)
  const isDeleting = ref(false)
  const question = computed(() => (subject.value ? lossOf(subject.value.action, subject.value.run) : null))
  const repeatingIds = computed(
    () => new Set(jobs.running.flatMap((job) => (job.kind === 'repeat' && job.runId !== null ? [job.runId] : []))),
  )

  const act = (work: Promise<unknown>) => void work.catch(notices.showError)

  function sayIfPaused(): void {
    if (!system.status?.queue.isPaused) return
    const hint = 'Let the queue go on to train it.'
    notices.add({ tone: 'info', message: 'The run waits: the queue is paused.', hint })
  }

  /** Without any question. */
  function carryOut(action: RunAction, run: Run): void {
    if (action === 'explain' || action === 'open') places[action](run)
    else act(sendAction(runs, action, run.id).then((isQueued) => isQueued && sayIfPaused()))
  }

  /** Does nothing where the run's state does not allow it: keys and commands may come at any time. */
  function perform(action: RunAction, run: Run): void {
    const isOffered = choicesOf(run, repeatingIds.value.has(run.id)).some(
      (choice) => choice.action === action && choice.isEnabled,
    )
    if (!isOffered) return
    subject.value = { action, run }
    if (action === 'delete') isDeleting.value = true
    else if (action === 'extend') isExtending.value = true
    else if (lossOf(action, run)) isAsking.value = true
    else carryOut(action, run)
  }

  function goThrough(): void {
    if (subject.value) carryOut(subject.value.action, subject.value.run)
  }

  /** Writes the run's network to a file of the user's. */
  async function exportModel(format: ModelFormat, run: Run): Promise<void> {
    const { fileName, mediaType, base64 } = await runs.exportModel(run.id, format)
    const isSaved = await bridge.host.saveFile({ name: fileName, mediaType, content: bytesOfBase64(base64) })
    if (isSaved) notices.say(`Saved ${fileName}.`)
  }

  const extend = (run: Run, epochs: number) => runs.extend(run.id, epochs).then(sayIfPaused)

  const dialogs = { subject, question, isAsking, isExtending, isDeleting, goThrough, extend }
  return {
    perform,
    act,
    repeatingIds,
    dialogs,
    export: (format: ModelFormat, run: Run) => act(exportModel(format, run)),
  }
}

/** Sends what needs no dialog; ends with whether the run is in the queue again. */
async function sendAction(runs: ReturnType<typeof useRuns>, action: RunAction, id: number): Promise<boolean> {
  const commands: Partial<Record<RunAction, () => Promise<unknown>>> = {
    pause: () => runs.pause(id, 'epoch'),
    'pause-now': () => runs.pause(id, 'now'),
    resume: () => runs.resume(id),
    'start-again': () => runs.retry(id),
    stop: () => runs.stop(id),
    cancel: () => runs.cancel(id),
    repeat: () => runs.repeat(id),
    archive: () => runs.archive(id, true),
  }
  await commands[action]?.()
  return action === 'resume' || action === 'start-again'
}
