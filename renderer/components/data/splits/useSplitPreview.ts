import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { toErrorData, type ErrorData } from '../../../../electron/shared/appError.ts'
import type { SplitDefinition, SplitSummary } from '../../../../electron/shared/split.ts'
import { useDataSets } from '../../../stores/dataSets.ts'

/** While records are being moved or numbers typed, the engine is asked only when it rests so long. */
const restMs = 250

/** What a split would be, asked anew whenever its definition has changed; an answer that comes late is dropped. */
export function useSplitPreview(dataSetId: () => number, definition: () => SplitDefinition | null) {
  const dataSets = useDataSets()
  const summary = shallowRef<SplitSummary | null>(null)
  const error = shallowRef<ErrorData | null>(null)
  const isAsking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  async function ask(wanted: SplitDefinition): Promise<void> {
    const mine = ++latest
    try {
      const answer = await dataSets.previewSplit(dataSetId(), wanted)
      if (mine !== latest) return
      summary.value = answer
      error.value = null
    } catch (reason) {
      if (mine !== latest) return
      summary.value = null
      error.value = toErrorData(reason)
    }
    isAsking.value = false
  }

  watch(
    () => JSON.stringify([dataSetId(), definition()]),
    () => {
      clearTimeout(timer)
      latest++
      const wanted = definition()
      isAsking.value = wanted !== null
      if (wanted === null) {
        summary.value = null
        error.value = null
      } else timer = setTimeout(() => void ask(wanted), summary.value === null && error.value === null ? 0 : restMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { summary, error, isAsking }
}
