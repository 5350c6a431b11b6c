import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { Beat } from '../../electron/shared/dataSet.ts'
import { useDataSets } from '../stores/dataSets.ts'

/** Steps through real beats of a data set, class by class: the first of each, then the second of each, and so on. */
export function useBeats(dataSetId: Ref<number | null>) {
  const dataSets = useDataSets()
  const round = ref(0)
  const place = ref(0)
  const beats = shallowRef<Beat[]>([])
  const error = shallowRef<unknown>(null)
  const beat = computed(() => beats.value[place.value] ?? null)

  async function read(nth: number): Promise<Beat[]> {
    const id = dataSetId.value
    if (id === null) return []
    try {
      const found = await dataSets.beats({ id, nth })
      error.value = null
      return id === dataSetId.value ? found : []
    } catch (reason) {
      error.value = reason
      return []
    }
  }

  async function restart(): Promise<void> {
    round.value = 0
    place.value = 0
    beats.value = await read(0)
  }

  async function go(step: 1 | -1): Promise<void> {
    const next = place.value + step
    if (next >= 0 && next < beats.value.length) {
      place.value = next
      return
    }
    const nth = round.value + step
    if (nth < 0) return
    const found = await read(nth)
    if (found.length === 0) return
    round.value = nth
    beats.value = found
    place.value = step === 1 ? 0 : found.length - 1
  }

  watch(dataSetId, () => void restart(), { immediate: true })
  return { beat, beats, error, go, restart }
}
