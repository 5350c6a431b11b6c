import { shallowRef } from 'vue'
import type { Epoch, RunDetail } from '../../electron/shared/run.ts'
import { useBridge } from '../bridge.ts'
import { perFrame } from '../composables/perFrame.ts'
import { useNotices } from './notices.ts'

/** Curves and logs of single runs, read when asked for and kept up to date by events. Part of the runs store. */
export function keepRunDetails() {
  const bridge = useBridge()
  const notices = useNotices()
  /** Finished epochs of runs that were asked for, and of those that trained since. */
  const curves = shallowRef(new Map<number, Epoch[]>())
  const details = shallowRef(new Map<number, RunDetail>())

  /** Reads all of a run: curve, scores, log. Epochs that arrived meanwhile are kept. */
  async function loadDetail(id: number): Promise<RunDetail> {
    const detail = await bridge.invoke('run.get', { id })
    details.value = new Map(details.value).set(id, detail)
    curves.value = new Map(curves.value).set(id, mergeEpochs(detail.curve, curves.value.get(id) ?? []))
    return detail
  }

  /** A run that starts again has no curve yet. */
  function forgetCurve(id: number): void {
    if (!curves.value.has(id)) return
    const next = new Map(curves.value)
    next.delete(id)
    curves.value = next
  }

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
  bridge.on('run.epoch', applyEpochs)
  bridge.on('run.log', applyLog)
  bridge.on('job.change', ({ kind, state, runId }) => {
    if (kind !== 'repeat' || state !== 'finished' || runId === null || !details.value.has(runId)) return
    loadDetail(runId).catch(notices.showError)
  })
  bridge.onConnection((state) => {
    if (state !== 'ready') return
    for (const id of details.value.keys()) loadDetail(id).catch(notices.showError)
  })

  return { curves, details, loadDetail, forgetCurve }
}

/** One entry per epoch, in order; `later` wins. */
export function mergeEpochs(earlier: readonly Epoch[], later: readonly Epoch[]): Epoch[] {
  const byEpoch = new Map([...earlier, ...later].map((epoch) => [epoch.epoch, epoch]))
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch)
}
