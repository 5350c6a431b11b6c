import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { activeStates, type Run, type RunState } from '../../electron/shared/run.ts'
import { useBridge } from '../bridge.ts'
import { perFrame } from '../composables/perFrame.ts'
import { useNotices } from './notices.ts'
import { onListChange } from './onListChange.ts'
import { keepRunDetails } from './runDetails.ts'
import { useStudies } from './studies.ts'

/** A run seen in these without an epoch begins anew, whatever curve it had before. */
const startingStates: readonly RunState[] = ['queued', 'preparing']

/** Runs of the open study and everything in the queue, kept up to date by the engine's events. */
export const useRuns = defineStore('runs', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const notices = useNotices()
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
  const cancel = (id: number) => bridge.invoke('run.cancel', { id })
  const stop = (id: number) => bridge.invoke('run.stop', { id })
  const move = (id: number, place: number) => bridge.invoke('run.move', { id, place })
  const archive = (id: number, archived: boolean) => bridge.invoke('run.archive', { id, archived }).then(load)
  const planDelete = (id: number) => bridge.invoke('run.planDelete', { id })
  const remove = (id: number) => bridge.invoke('run.delete', { id }).then(load)

  /** Queues a run again; its old curve is forgotten. */
  async function retry(id: number): Promise<void> {
    await bridge.invoke('run.retry', { id })
    forgetCurve(id)
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
    cancel,
    stop,
    move,
    archive,
    planDelete,
    remove,
    retry,
  }
})
