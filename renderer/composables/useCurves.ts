import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { activeStates, type Epoch, type Run } from '../../electron/shared/run.ts'
import type { RunCurve, VariantCurves } from '../charts/curvesData.ts'
import type { CurveColour } from '../charts/variantStyle.ts'
import { useNotices } from '../stores/notices.ts'
import { useRuns } from '../stores/runs.ts'

/** A variant that is to be drawn. */
export interface DrawnVariant {
  id: number
  name: string
  colour: CurveColour
}

/** Loss, macro F1 and learning rate of the drawn variants, ready for the charts. */
export interface CurvesSnapshot {
  loss: VariantCurves[]
  macroF1: VariantCurves[]
  /** Of coloured variants. */
  learningRate: VariantCurves[]
}

const updateEveryMs = 500
const readsAtOnce = 3

/** The curves of the drawn variants' runs: those that are not known are read, and what changes is handed on twice a second. */
export function useCurves(drawn: Ref<readonly DrawnVariant[]>): ShallowRef<CurvesSnapshot> {
  const runs = useRuns()
  const notices = useNotices()
  const snapshot = shallowRef<CurvesSnapshot>({ loss: [], macroF1: [], learningRate: [] })
  const asked = new Set<string>()
  const waiting: number[] = []
  let reading = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let updatedAt = 0

  function drawnRuns(): Run[] {
    const ids = new Set(drawn.value.map((variant) => variant.id))
    return runs.ofStudy.filter((run) => ids.has(run.variantId))
  }

  /** Asks for a curve once per start of a run: the events bring the rest. */
  function askForMissing(): void {
    for (const run of drawnRuns()) {
      const key = `${run.id} ${run.startedAt ?? ''}`
      const known = runs.curves.get(run.id)?.length ?? 0
      if (run.epoch === 0 || known >= run.epoch || asked.has(key)) continue
      asked.add(key)
      waiting.push(run.id)
    }
    readNext()
  }

  function readNext(): void {
    while (reading < readsAtOnce && waiting.length > 0) {
      const id = waiting.shift()
      if (id === undefined) return
      reading++
      runs
        .loadDetail(id)
        .catch(notices.showError)
        .finally(() => {
          reading--
          readNext()
        })
    }
  }

  function update(): void {
    timer = undefined
    updatedAt = Date.now()
    askForMissing()
    snapshot.value = takeSnapshot(drawn.value, drawnRuns(), runs.curves)
  }

  function schedule(): void {
    timer ??= setTimeout(update, Math.max(0, updatedAt + updateEveryMs - Date.now()))
  }

  watch(() => [runs.curves, runs.ofStudy], schedule)
  watch(drawn, update, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  return snapshot
}

/** Curves by variant, from runs that have at least one epoch. What a run had before it was queued again is left out. */
export function takeSnapshot(
  drawn: readonly DrawnVariant[],
  runs: readonly Run[],
  curves: ReadonlyMap<number, readonly Epoch[]>,
): CurvesSnapshot {
  const snapshot: CurvesSnapshot = { loss: [], macroF1: [], learningRate: [] }
  for (const variant of drawn) {
    const own = runs.flatMap((run) => {
      if (run.variantId !== variant.id) return []
      const curve = (curves.get(run.id) ?? []).filter((epoch) => epoch.epoch <= run.epoch)
      return curve.length > 0 ? [{ run, curve }] : []
    })
    if (own.length === 0) continue
    const pick = (read: (epoch: Epoch) => number): RunCurve[] => own.map(({ run, curve }) => curveOf(run, curve, read))
    const training = variant.colour === 'other' ? [] : pick((epoch) => epoch.trainLoss)
    snapshot.loss.push({ ...variant, runs: pick((epoch) => epoch.validationLoss), training })
    snapshot.macroF1.push({ ...variant, runs: pick((epoch) => epoch.validationMacroF1), training: [] })
    if (variant.colour !== 'other')
      snapshot.learningRate.push({ ...variant, runs: pick((epoch) => epoch.learningRate), training: [] })
  }
  return snapshot
}

function curveOf(run: Run, curve: readonly Epoch[], read: (epoch: Epoch) => number): RunCurve {
  let seconds = 0
  return {
    runId: run.id,
    seed: run.seed,
    fold: run.fold,
    foldCount: run.foldCount,
    isLive: activeStates.includes(run.state),
    values: curve.map(read),
    seconds: curve.map((epoch) => (seconds += epoch.durationMs / 1000)),
  }
}
