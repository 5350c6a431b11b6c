import { computed, watch, type Ref } from 'vue'
import type { Epoch, Run } from '../../../../electron/shared/run.ts'
import { useAsync } from '../../../composables/useAsync.ts'
import { useDataSets } from '../../../stores/dataSets.ts'
import { useRuns } from '../../../stores/runs.ts'
import { useStudies } from '../../../stores/studies.ts'
import type { FigureSource } from './curveFigure.ts'
import { usePartScores } from './usePartScores.ts'

/** What the page of a run shows: the run as it is now, its details, and its scores and curves on one part. */
export function useRunPage(id: Ref<number>, part: Ref<'validation' | 'test'>) {
  const runs = useRuns()
  const studies = useStudies()
  const dataSets = useDataSets()

  const reading = useAsync(() => runs.loadDetail(id.value))
  const detail = computed(() => runs.details.get(id.value) ?? null)
  /** Runs of other studies are known from their details only. */
  const run = computed<Run | null>(() => runs.byId.get(id.value) ?? detail.value)
  const curve = computed((): readonly Epoch[] => {
    const last = run.value?.epoch ?? 0
    return (runs.curves.get(id.value) ?? []).filter(({ epoch }) => epoch <= last)
  })
  const { scores, curves, missing, error: scoresError, reload } = usePartScores(id, part, detail)

  const study = computed(() => studies.list.find((other) => other.id === run.value?.studyId) ?? null)
  const dataSet = computed(() => (study.value ? dataSets.find(study.value.dataSetId) : null))
  const split = computed(() => dataSet.value?.splits.find(({ key }) => key === study.value?.split) ?? null)
  const source = computed<FigureSource | null>(() => {
    if (!dataSet.value) return null
    const { attribution, licence } = dataSet.value.provenance
    return { dataSetName: dataSet.value.name, attribution, licence }
  })
  /** Finished runs of the open study, by variant, seed and fold: what one steps through. */
  const siblings = computed(() =>
    runs.ofStudy
      .filter(({ state }) => state === 'finished')
      .toSorted((a, b) => a.variantId - b.variantId || a.seed - b.seed || a.fold - b.fold),
  )

  watch(
    () => [id.value, runs.byId.get(id.value)?.state] as const,
    () => void reading.load(),
    { immediate: true },
  )

  return {
    run,
    detail,
    curve,
    scores,
    curves,
    missing,
    split,
    source,
    siblings,
    detailError: reading.error,
    scoresError,
    reload: () => reading.load().then(reload),
  }
}
