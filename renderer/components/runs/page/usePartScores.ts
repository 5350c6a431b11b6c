import { computed, watch, type Ref } from 'vue'
import { failureText } from '../../../../electron/shared/appError.ts'
import type { RunDetail } from '../../../../electron/shared/run.ts'
import { useAsync } from '../../../composables/useAsync.ts'
import { useRunScores } from '../../../stores/runScores.ts'

/** Scores and curves of a run on one part, read once it is scored and again when it was scored anew. */
export function usePartScores(id: Ref<number>, part: Ref<'validation' | 'test'>, detail: Ref<RunDetail | null>) {
  const store = useRunScores()
  const timesScored = computed(() => detail.value?.scores.find((score) => score.part === part.value)?.timesScored ?? 0)

  const reading = useAsync(async () => (timesScored.value > 0 ? store.readScores(id.value, part.value) : null))
  const scores = computed(() => ofShown(reading.data.value))
  const readingCurves = useAsync(async () =>
    scores.value?.probability ? store.readCurves(id.value, part.value) : null,
  )
  const curves = computed(() => ofShown(readingCurves.data.value))
  /** Why there are no curves; empty where there are. */
  const missing = computed(() => {
    if (scores.value && scores.value.probability === null)
      return 'No curve: the logits of this run are not kept. Train it again to have them.'
    if (curves.value) return ''
    if (readingCurves.error.value) return failureText(readingCurves.error.value)
    return readingCurves.isSlow.value ? 'Reading the curves…' : ''
  })

  /** What was read of another run or part is not shown. */
  function ofShown<T extends { runId: number; part: string }>(read: T | null): T | null {
    return read?.runId === id.value && read.part === part.value ? read : null
  }

  watch(
    () => [id.value, part.value, timesScored.value] as const,
    () => void reading.load(),
    { immediate: true },
  )
  watch(scores, () => void readingCurves.load())

  return { scores, curves, missing, error: reading.error, reload: reading.load }
}
