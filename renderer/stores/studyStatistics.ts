import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { StudyStatistics } from '../../electron/shared/studyStatistics.ts'
import type { StudyTable } from '../../electron/shared/studyTable.ts'
import { useBridge } from '../bridge.ts'

/** Intervals, tests and effects of the open study: computed after its table, and again when what they are of changes. */
export const useStudyStatistics = defineStore('study-statistics', () => {
  const bridge = useBridge()
  const latest = shallowRef<StudyStatistics | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  let call = 0
  let loadedKey = ''

  /**
   * Asks for the statistics of a table unless they are there, or on their way. What was there before stays to be seen
   * while new ones of the same part are computed.
   */
  async function follow(table: StudyTable, region: number): Promise<void> {
    const key = keyOf(table, region)
    if (key === loadedKey) return
    loadedKey = key
    const mine = ++call
    if (latest.value?.studyId !== table.studyId || latest.value.part !== table.part) latest.value = null
    if (table.part === 'train' || table.rows.every(({ runs }) => runs.length === 0)) {
      isLoading.value = false
      error.value = null
      return
    }
    isLoading.value = true
    error.value = null
    try {
      const read = await bridge.invoke('study.statistics', { id: table.studyId, part: table.part, region })
      if (mine === call) latest.value = read
    } catch (reason) {
      if (mine !== call) return
      error.value = reason
      latest.value = null
      loadedKey = ''
    } finally {
      if (mine === call) isLoading.value = false
    }
  }

  const persons = computed(() => latest.value?.persons ?? null)

  return { latest, persons, error, isLoading, follow }
})

/** Equal for tables of the same scores: statistics follow from the runs, the baseline, the classes and the region. */
function keyOf(table: StudyTable, region: number): string {
  const runs = table.rows.map(({ variantId, isBaseline, runs: trained }) => [
    variantId,
    isBaseline,
    ...trained.map(({ runId, scores }) => [runId, scores.timesScored, scores.macroF1]),
  ])
  return JSON.stringify([table.studyId, table.part, table.headlineClasses, region, runs])
}
