import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { activeStates, type Epoch, type Run, type RunDetail } from '../../electron/shared/run.ts'
import { useBridge } from '../bridge.ts'
import { perFrame } from '../composables/perFrame.ts'
import { useNotices } from './notices.ts'
import { onListChange } from './onListChange.ts'
import { useStudies } from './studies.ts'

/** Runs of the open study and everything in the queue, kept up to date by the engine's events. */
export const useRuns = defineStore('runs', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const notices = useNotices()
  const byId = shallowRef(new Map<number, Run>())
  /** Finished epochs of runs that were asked for with `loadDetail`, and of those that trained since. */
  const curves = shallowRef(new Map<number, Epoch[]>())
  const details = shallowRef(new Map<number, RunDetail>())
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

  /** Reads all of a run: curve, scores, log. Epochs that arrived meanwhile are kept. */
  async function loadDetail(id: number): Promise<RunDetail> {
    const detail = await bridge.invoke('run.get', { id })
    details.value = new Map(details.value).set(id, detail)
    curves.value = new Map(curves.value).set(id, mergeEpochs(detail.curve, curves.value.get(id) ?? []))
    return detail
  }

  const applyChanges = perFrame((changed: Run[]) => {
    const next = new Map(byId.value)
    for (const run of changed) next.set(run.id, run)
    byId.value = next
  })
  const applyEpochs = perFrame((reports: { runId: number; epoch: Epoch }[]) => {
    const next = new Map(curves.value)
    for (const { runId, epoch } of reports) next.set(runId, mergeEpochs(next.get(runId) ?? [], [epoch]))
    curves.value = next
  })
  const applyLog = perFrame((lines: { runId: number; at: string; text: string }[]) => {
    const next = new Map(details.value)
    for (const { runId, at, text } of lines) {
      const detail = next.get(runId)
      if (detail) next.set(runId, { ...detail, log: [...detail.log, { at, text }] })
    }
    details.value = next
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
    const next = new Map(curves.value)
    next.delete(id)
    curves.value = next
  }

  bridge.on('run.change', applyChanges)
  bridge.on('run.epoch', applyEpochs)
  bridge.on('run.log', applyLog)
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

/** One entry per epoch, in order; `later` wins. */
function mergeEpochs(earlier: readonly Epoch[], later: readonly Epoch[]): Epoch[] {
  const byEpoch = new Map([...earlier, ...later].map((epoch) => [epoch.epoch, epoch]))
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch)
}
