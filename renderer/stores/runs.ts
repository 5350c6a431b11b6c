import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { activeStates, type Run, type RunState } from '../../electron/shared/run.ts'
import { useBridge } from '../bridge.ts'
import { perFrame } from '../composables/perFrame.ts'
import { useJobs } from './jobs.ts'
import { useNotices } from './notices.ts'
import { onListChange } from './onListChange.ts'
import { createRunCommands } from './runCommands.ts'
import { keepRunDetails } from './runDetails.ts'
import { useStudies } from './studies.ts'

/** A run seen in these without an epoch begins anew, whatever curve it had before. */
const startingStates: readonly RunState[] = ['queued', 'preparing']

/** Runs of the open study and everything in the queue, kept up to date by the engine's events. */
export const useRuns = defineStore('runs', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const notices = useNotices()
  const jobs = useJobs()
  const commands = createRunCommands(bridge)
  const byId = shallowRef(new Map<number, Run>())
  const { curves, details, loadDetail, forgetCurve } = keepRunDetails()
  const isLoaded = ref(false)
  const error = shallowRef<unknown>(null)

  const all = computed(() => [...byId.value.values()])
  const ofStudy = computed(() => all.value.filter((run) => run.studyId === studies.openId && !run.archived))
  const active = computed(() => all.value.filter((run) => activeStates.includes(run.state)))
  const waiting = computed(() =>
    all.value.filter((run) => run.state === 'queued').sort((a, b) => a.position - b.position),
  )

  async function load(): Promise<void> {
    const studyId = studies.openId
    try {
      const [own, queued] = await Promise.all([
        studyId === null ? [] : bridge.invoke('run.list', { studyId }),
        bridge.invoke('run.list', { states: ['queued', 'preparing', 'training', 'evaluating', 'paused'] }),
      ])
      if (studyId !== studies.openId) return
      byId.value = new Map([...queued, ...own].map((run) => [run.id, run]))
      error.value = null
      isLoaded.value = true
    } catch (reason) {
      if (studyId === studies.openId) error.value = reason
      notices.showError(reason)
    }
  }

  const applyChanges = perFrame((changed: Run[]) => {
    const next = new Map(byId.value)
    for (const run of changed) {
      if (run.epoch === 0 && startingStates.includes(run.state)) forgetCurve(run.id)
      next.set(run.id, run)
    }
    byId.value = next
  })
  const archive = (id: number, archived: boolean) => bridge.invoke('run.archive', { id, archived }).then(load)
  const remove = (id: number) => bridge.invoke('run.delete', { id }).then(load)

  const repeat = (id: number) => bridge.invoke('run.repeat', { id }).then(jobs.put)

  /** Queues a run to begin anew; its old curve is forgotten. */
  async function retry(id: number): Promise<void> {
    await bridge.invoke('run.retry', { id })
    forgetCurve(id)
  }

  /**
   * Pauses all that trains; what waits stays in a queue that is paused. `now` leaves alone what is only being scored.
   */
  async function pauseAll(when: 'epoch' | 'now'): Promise<void> {
    if (when === 'epoch') {
      await bridge.invoke('queue.stop', { when })
      return
    }
    if (waiting.value.length > 0) await bridge.invoke('queue.pause', {})
    const training = active.value.filter((run) => run.state !== 'evaluating')
    await Promise.all(training.map((run) => commands.pause(run.id, when)))
  }

  /** Queues runs to go on, in their order, and lets the queue go on too. */
  async function resumeAll(ids: readonly number[]): Promise<void> {
    for (const id of ids) await commands.resume(id)
    await bridge.invoke('queue.resume', {})
  }

  bridge.on('run.change', applyChanges)
  watch(
    () => studies.openId,
    () => {
      isLoaded.value = false
      void load()
    },
    { immediate: true },
  )
  onListChange('run', load)

  return {
    byId,
    curves,
    details,
    isLoaded,
    error,
    all,
    ofStudy,
    active,
    waiting,
    load,
    loadDetail,
    ...commands,
    archive,
    remove,
    repeat,
    retry,
    pauseAll,
    resumeAll,
  }
})
