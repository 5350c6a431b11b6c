import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Part } from '../../electron/shared/split.ts'
import type { StudyTable, TableFormat } from '../../electron/shared/studyTable.ts'
import { useBridge } from '../bridge.ts'
import { onListChange } from './onListChange.ts'
import { useStudies } from './studies.ts'

/** The ablation table of the open study, read again when a run of it ends. */
export const useCompare = defineStore('compare', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const part = ref<Part>('test')
  const table = shallowRef<StudyTable | null>(null)
  const error = shallowRef<unknown>(null)

  async function load(): Promise<void> {
    const id = studies.openId
    if (id === null) {
      table.value = null
      return
    }
    try {
      const read = await bridge.invoke('study.table', { id, part: part.value })
      if (id !== studies.openId) return
      table.value = read
      error.value = null
    } catch (reason) {
      error.value = reason
    }
  }

  /** The table as text of a format, of the variants given, ready to be saved or copied. */
  function exportTable(format: TableFormat, variantIds: number[]) {
    if (studies.openId === null) throw new Error('No study is open.')
    return bridge.invoke('study.export', { id: studies.openId, part: part.value, format, variantIds })
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

  return { part, table, error, load, exportTable }
})
