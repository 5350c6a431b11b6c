import { computed, watch, type Ref } from 'vue'
import { failureText } from '../../../../electron/shared/appError.ts'
import type { Epoch, Run } from '../../../../electron/shared/run.ts'
import { useAsync } from '../../../composables/useAsync.ts'
import { useDataSets } from '../../../stores/dataSets.ts'
import { useRuns } from '../../../stores/runs.ts'
import { useRunScores } from '../../../stores/runScores.ts'
import { useStudies } from '../../../stores/studies.ts'
import type { FigureSource } from './curveFigure.ts'

/** What the page of a run shows: the run as it is now, its details, and its scores and curves on one part. */
export function useRunPage(id: Ref<number>, part: Ref<'validation' | 'test'>) {
  const runs = useRuns()
  const studies = useStudies()
  const dataSets = useDataSets()
  const store = useRunScores()

  const reading = useAsync(() => runs.loadDetail(id.value))
  const detail = computed(() => runs.details.get(id.value) ?? null)
  /** Runs of other studies are known from their details only. */
  const run = computed<Run | null>(() => runs.byId.get(id.value) ?? detail.value)
  const curve = computed((): readonly Epoch[] => {
    const last = run.value?.epoch ?? 0
    return (runs.curves.get(id.value) ?? []).filter(({ epoch }) => epoch <= last)
  })

  const scored = computed(() => detail.value?.scores.find((score) => score.part === part.value) ?? null)
  const readingScores = useAsync(async () => {
    const asked = { id: id.value, part: part.value }
    return scored.value === null ? null : await store.readScores(asked.id, asked.part)
  })
  /** Only of the run and part that are on screen. */
  const scores = computed(() => {
    const read = readingScores.data.value
    return read?.runId === id.value && read.part === part.value ? read : null
  })
  const readingCurves = useAsync(async () =>
    scores.value?.probability ? store.readCurves(id.value, part.value) : null,
  )
  const curves = computed(() => {
    const read = readingCurves.data.value
    return read?.runId === id.value && read.part === part.value ? read : null
  })
  const missing = computed(() => {
    if (scores.value && scores.value.probability === null)
      return 'No curve: the logits of this run are not kept. Train it again to have them.'
    if (curves.value) return ''
    if (readingCurves.error.value) return failureText(readingCurves.error.value)
    return readingCurves.isSlow.value ? 'Reading the curves…' : ''
  })

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
  watch(
    () => [id.value, part.value, scored.value?.timesScored] as const,
    () => void readingScores.load(),
    { immediate: true },
  )
  watch(scores, () => void readingCurves.load())

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
    scoresError: readingScores.error,
    reload: () => reading.load().then(readingScores.load),
  }
}
