import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { Study } from '../../electron/shared/study.ts'
import { useBridge } from '../bridge.ts'
import { onListChange } from './onListChange.ts'
import { remembered } from '../composables/remembered.ts'

/** All studies, and the one that every screen works on. */
export const useStudies = defineStore('studies', () => {
  const bridge = useBridge()
  const list = shallowRef<Study[]>([])
  const isLoaded = ref(false)
  const openId = remembered<number | null>('open-study', null)

  const open = computed(() => list.value.find((study) => study.id === openId.value) ?? null)
  const reference = computed(() => list.value.find((study) => study.isReference) ?? null)

  async function load(): Promise<void> {
    list.value = await bridge.invoke('study.list', {})
    isLoaded.value = true
    if (openId.value !== null && !open.value) openId.value = null
  }

  function openStudy(id: number | null): void {
    openId.value = id
  }

  /** Makes a study and opens it. */
  async function create(study: Input<'study.create'>): Promise<Study> {
    const made = await bridge.invoke('study.create', study)
    await load()
    openId.value = made.id
    return made
  }

  const rename = (id: number, name: string) => bridge.invoke('study.rename', { id, name }).then(load)
  const archive = (id: number, archived: boolean) => bridge.invoke('study.archive', { id, archived }).then(load)
  const planDelete = (id: number) => bridge.invoke('study.planDelete', { id })
  const setSeeds = (id: number, seeds: number[]) => bridge.invoke('study.setSeeds', { id, seeds }).then(load)
  const setBaseline = (id: number, variantId: number) =>
    bridge.invoke('study.setBaseline', { id, variantId }).then(load)
  const launch = (request: Input<'study.launch'>) => bridge.invoke('study.launch', request)

  async function remove(id: number): Promise<void> {
    await bridge.invoke('study.delete', { id })
    if (openId.value === id) openId.value = null
    await load()
  }

  onListChange('study', load)
  // A study tells how many variants and runs it has.
  onListChange('variant', load)
  onListChange('run', load)

  return {
    list,
    isLoaded,
    openId,
    open,
    reference,
    load,
    openStudy,
    create,
    rename,
    archive,
    planDelete,
    remove,
    setSeeds,
    setBaseline,
    launch,
  }
})
