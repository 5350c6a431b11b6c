import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Part } from '../../electron/shared/split.ts'
import type { ComparisonTest, IntervalMethod } from '../../electron/shared/studyStatistics.ts'
import type { StudyTable, TableFormat } from '../../electron/shared/studyTable.ts'
import { useBridge } from '../bridge.ts'
import { remembered } from '../composables/remembered.ts'
import { onListChange } from './onListChange.ts'
import { useStudies } from './studies.ts'

/** What the intervals of the table are over. */
export type IntervalOver = 'seeds' | 'patients' | 'both'

/** The ablation table of the open study, read again when a run of it ends, and how its scores are compared. */
export const useCompare = defineStore('compare', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const part = ref<Extract<Part, 'test' | 'validation'>>('test')
  const table = shallowRef<StudyTable | null>(null)
  const error = shallowRef<unknown>(null)
  const intervalOver = remembered<IntervalOver>('interval-over', 'seeds')
  const seedMethod = remembered<'seeds-t' | 'seeds-bootstrap'>('seed-interval', 'seeds-t')
  const test = remembered<ComparisonTest>('comparison-test', 'permutation')
  /** Half width of the region of practical equivalence, in F1. */
  const region = remembered('equivalence-region', 0.01)
  const method = computed<IntervalMethod>(() =>
    intervalOver.value === 'seeds' ? seedMethod.value : intervalOver.value,
  )

  async function load(): Promise<void> {
    const id = studies.openId
    if (id === null) {
      table.value = null
      return
    }
    const asked = part.value
    try {
      const read = await bridge.invoke('study.table', { id, part: asked })
      if (id !== studies.openId || asked !== part.value) return
      table.value = read
      error.value = null
    } catch (reason) {
      error.value = reason
    }
  }

  /** The table as text of a format, of the variants given, ready to be saved or copied. */
  function exportTable(format: TableFormat, variantIds: number[], interval: IntervalMethod) {
    if (studies.openId === null) throw new Error('No study is open.')
    return bridge.invoke('study.export', {
      id: studies.openId,
      part: part.value,
      format,
      interval,
      test: test.value,
      variantIds,
    })
  }

  watch(
    () => [studies.openId, part.value] as const,
    ([id], old) => {
      if (id !== old?.[0]) table.value = null
      void load()
    },
    { immediate: true },
  )
  bridge.on('run.change', (run) => {
    if (run.studyId === studies.openId && run.state === 'finished') void load()
  })
  onListChange('run', load)
  onListChange('variant', load)
  onListChange('study', load)

  return { part, table, error, load, exportTable, intervalOver, seedMethod, test, region, method }
})
