import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { DataSet } from '../../electron/shared/dataSet.ts'
import type { SplitDefinition, SplitSummary } from '../../electron/shared/split.ts'
import { useBridge } from '../bridge.ts'
import { onListChange } from './onListChange.ts'

export const useDataSets = defineStore('dataSets', () => {
  const bridge = useBridge()
  const list = shallowRef<DataSet[]>([])
  const isLoaded = ref(false)
  const error = shallowRef<unknown>(null)

  async function load(): Promise<void> {
    try {
      list.value = await bridge.invoke('dataset.list', {})
      error.value = null
      isLoaded.value = true
    } catch (reason) {
      error.value = reason
    }
  }

  const find = (id: number) => list.value.find((dataSet) => dataSet.id === id) ?? null
  const importFiles = (request: Input<'dataset.import'>) => bridge.invoke('dataset.import', request)
  const readFolder = (request: Input<'dataset.readFolder'>) => bridge.invoke('dataset.readFolder', request)
  const importRecords = (request: Input<'dataset.importRecords'>) => bridge.invoke('dataset.importRecords', request)
  const generate = (request: Input<'dataset.generate'>) => bridge.invoke('dataset.generate', request)
  const rename = (id: number, name: string) => bridge.invoke('dataset.rename', { id, name }).then(load)
  const archive = (id: number, archived: boolean) => bridge.invoke('dataset.archive', { id, archived }).then(load)
  const planDelete = (id: number) => bridge.invoke('dataset.planDelete', { id })
  const remove = (id: number) => bridge.invoke('dataset.delete', { id }).then(load)
  const beats = (request: Input<'dataset.beats'>) => bridge.invoke('dataset.beats', request)
  const lengths = (id: number) => bridge.invoke('dataset.lengths', { id })

  const previewSplit = (dataSetId: number, definition: SplitDefinition) =>
    bridge.invoke('split.preview', { dataSetId, definition })

  async function createSplit(dataSetId: number, definition: SplitDefinition): Promise<SplitSummary> {
    const made = await bridge.invoke('split.create', { dataSetId, definition })
    await load()
    return made
  }

  const removeSplit = (dataSetId: number, key: string) => bridge.invoke('split.delete', { dataSetId, key }).then(load)

  onListChange('dataset', load)

  return {
    list,
    isLoaded,
    error,
    load,
    find,
    importFiles,
    readFolder,
    importRecords,
    generate,
    rename,
    archive,
    planDelete,
    remove,
    beats,
    lengths,
    previewSplit,
    createSplit,
    removeSplit,
  }
})
