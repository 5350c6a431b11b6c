import { computed, watch, type ComputedRef } from 'vue'
import { useRuns } from '../stores/runs.ts'
import { useStudies } from '../stores/studies.ts'
import { useVariants } from '../stores/variants.ts'
import { addToSlots, emptySlots, setInSlots, type ColourSlots } from '../charts/colourSlots.ts'
import { remembered } from './remembered.ts'
import type { DrawnVariant } from './useCurves.ts'

/** Which variants are coloured. A variant keeps its slot, and so its colour, until it is taken out. */
export function useDrawnVariants() {
  const studies = useStudies()
  const variants = useVariants()
  const runs = useRuns()
  const chosen = remembered<Record<string, ColourSlots>>('colour-slots', {})
  const showOthers = remembered('other-variants', true)

  const withRuns = computed(() => {
    const ids = new Set(runs.ofStudy.map((run) => run.variantId))
    return variants.shown.filter((variant) => ids.has(variant.id))
  })
  const candidates = computed(() => withRuns.value.filter((variant) => variant.id !== variants.baseline?.id))
  const slots = computed(() => chosen.value[String(studies.openId)] ?? emptySlots)

  const drawn: ComputedRef<DrawnVariant[]> = computed(() => {
    const list: DrawnVariant[] = []
    for (const { id, name } of withRuns.value) {
      const slot = slots.value.ids.indexOf(id)
      if (id === variants.baseline?.id) list.push({ id, name, colour: 'baseline' })
      else if (slot >= 0) list.push({ id, name, colour: slot })
      else if (showOthers.value) list.push({ id, name, colour: 'other' })
    }
    return list
  })
  const colouredIds = computed(() =>
    slots.value.ids.filter((id) => candidates.value.some((variant) => variant.id === id)),
  )
  const isFull = computed(() => !slots.value.ids.includes(null))

  function put(next: ColourSlots): void {
    if (next !== slots.value && studies.openId !== null)
      chosen.value = { ...chosen.value, [String(studies.openId)]: next }
  }

  /** Gives a variant the first free colour, or takes its colour away. */
  function setColoured(id: number, isOn: boolean): void {
    put(setInSlots(slots.value, id, isOn))
  }

  watch(
    () => candidates.value.map((variant) => variant.id),
    (ids) => put(addToSlots(slots.value, ids)),
    { immediate: true },
  )

  return { drawn, candidates, colouredIds, isFull, showOthers, setColoured }
}
