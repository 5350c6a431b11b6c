import { defineStore } from 'pinia'
import { computed, effectScope, ref, shallowRef, watch } from 'vue'
import { canonicalJson, publishedBeatLength } from '../../electron/shared/architecture.ts'
import type { Variant } from '../../electron/shared/study.ts'
import { remembered } from '../composables/remembered.ts'
import { createDraft, type DesignState, type VariantDraft } from '../composables/variantDraft.ts'
import { useDataSets } from './dataSets.ts'
import { useNotices } from './notices.ts'
import { useStudies } from './studies.ts'
import { useVariants } from './variants.ts'

const saveAfterMs = 500

/** The variant being designed and the drafts of all that were touched, saved by themselves; undo outlives a change of screen. */
export const useDesign = defineStore('design', () => {
  const variants = useVariants()
  const notices = useNotices()
  const studies = useStudies()
  const dataSets = useDataSets()
  const chosenId = remembered<number | null>('design-variant', null)
  const drafts = new Map<number, VariantDraft>()
  const savedTexts = new Map<number, string>()
  const dirty = shallowRef<ReadonlySet<number>>(new Set())
  const isSaving = ref(false)
  /** Drafts outlive the component that asked for them first. */
  const scope = effectScope(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The data of the open study; null until they are read. */
  const dataSet = computed(() => (studies.open ? dataSets.find(studies.open.dataSetId) : null))
  const beatLength = computed(() => dataSet.value?.beatLength ?? publishedBeatLength)
  const selected = computed<Variant | null>(
    () =>
      (chosenId.value === null ? null : variants.find(chosenId.value)) ??
      variants.baseline ??
      variants.shown[0] ??
      null,
  )
  const draft = computed(() => (selected.value ? draftOf(selected.value) : null))
  /** A variant with runs keeps its design, so that its scores stay true. */
  const isLocked = computed(() => selected.value !== null && hasRuns(selected.value))
  const saveState = computed(() => (isSaving.value ? 'saving' : dirty.value.size > 0 ? 'waiting' : 'saved'))

  function draftOf(variant: Variant): VariantDraft {
    const known = drafts.get(variant.id)
    if (known) return known
    const made = createDraft(stateOf(variant), () => beatLength.value)
    drafts.set(variant.id, made)
    savedTexts.set(variant.id, canonicalJson(stateOf(variant)))
    scope.run(() => watch(made.state, (state) => noteChange(variant.id, state)))
    return made
  }

  function noteChange(id: number, state: DesignState): void {
    const next = new Set(dirty.value)
    if (canonicalJson(state) === savedTexts.get(id)) next.delete(id)
    else next.add(id)
    dirty.value = next
    clearTimeout(timer)
    if (next.size > 0) timer = setTimeout(() => void saveNow(), saveAfterMs)
  }

  /** Saves what is not saved yet. What cannot be saved stays in the draft and is told. */
  async function saveNow(): Promise<boolean> {
    clearTimeout(timer)
    isSaving.value = true
    let isAllSaved = true
    for (const id of dirty.value) {
      const state = drafts.get(id)?.state.value
      if (!state) continue
      try {
        await variants.update({ id, ...state })
        savedTexts.set(id, canonicalJson(state))
        const now = drafts.get(id)?.state.value
        if (now && canonicalJson(now) === savedTexts.get(id)) without(id)
        else isAllSaved = false
      } catch (error) {
        isAllSaved = false
        notices.showError(error)
      }
    }
    isSaving.value = false
    return isAllSaved
  }

  function without(id: number): void {
    dirty.value = new Set([...dirty.value].filter((other) => other !== id))
  }

  /** Another client may have changed or deleted a variant: its draft follows, unless it holds something unsaved. */
  watch(
    () => variants.list,
    (list) => {
      for (const variant of list) {
        const text = canonicalJson(stateOf(variant))
        if (dirty.value.has(variant.id) || !drafts.has(variant.id) || savedTexts.get(variant.id) === text) continue
        savedTexts.set(variant.id, text)
        drafts.get(variant.id)?.reset(stateOf(variant))
      }
    },
  )

  window.addEventListener('pagehide', () => void saveNow())

  function select(id: number): void {
    if (dirty.value.size > 0) void saveNow()
    chosenId.value = id
  }

  return { dataSet, beatLength, selected, draft, isLocked, saveState, dirty, select, saveNow, draftOf }
})

/** A variant's runs in any state that keep it from being changed. */
export function hasRuns(variant: Variant): boolean {
  const { finished, active, waiting, failed, imported } = variant.runs
  return finished + active + waiting + failed + imported > 0
}

function stateOf(variant: Variant): DesignState {
  return { architecture: variant.architecture, recipe: variant.recipe }
}
