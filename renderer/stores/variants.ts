import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { NewVariant, Variant } from '../../electron/shared/study.ts'
import { useBridge } from '../bridge.ts'
import { useNotices } from './notices.ts'
import { onListChange } from './onListChange.ts'
import { useStudies } from './studies.ts'

/** The variants of the open study, in their order. */
export const useVariants = defineStore('variants', () => {
  const bridge = useBridge()
  const studies = useStudies()
  const notices = useNotices()
  const list = shallowRef<Variant[]>([])
  const isLoaded = ref(false)
  const error = shallowRef<unknown>(null)

  const shown = computed(() => list.value.filter((variant) => !variant.archived))
  const baseline = computed(() => list.value.find((v) => v.id === studies.open?.baselineVariantId) ?? null)

  /** Reads the list again; an answer for a study that is no longer open is dropped. */
  async function load(): Promise<void> {
    const studyId = studies.openId
    if (studyId === null) return clear()
    try {
      const variants = await bridge.invoke('variant.list', { studyId })
      if (studyId !== studies.openId) return
      list.value = [...variants].sort((a, b) => a.position - b.position)
      error.value = null
      isLoaded.value = true
    } catch (reason) {
      if (studyId === studies.openId) error.value = reason
      notices.showError(reason)
    }
  }

  function clear(): void {
    list.value = []
    isLoaded.value = false
  }

  const find = (id: number) => list.value.find((variant) => variant.id === id) ?? null

  async function add(studyId: number, variant: NewVariant): Promise<Variant> {
    const added = await bridge.invoke('variant.add', { studyId, variant })
    await load()
    return added
  }

  async function update(change: Input<'variant.update'>): Promise<Variant> {
    const updated = await bridge.invoke('variant.update', change)
    list.value = list.value.map((variant) => (variant.id === updated.id ? updated : variant))
    return updated
  }

  const reorder = (studyId: number, variantIds: number[]) =>
    bridge.invoke('variant.reorder', { studyId, variantIds }).then(load)
  const planDelete = (id: number) => bridge.invoke('variant.planDelete', { id })
  const remove = (id: number) => bridge.invoke('variant.delete', { id }).then(load)

  watch(
    () => studies.openId,
    () => {
      clear()
      void load()
    },
    { immediate: true },
  )
  onListChange('variant', load)

  return { list, shown, baseline, isLoaded, error, load, find, add, update, reorder, planDelete, remove }
})
