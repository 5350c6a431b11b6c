import { computed, type ComputedRef } from 'vue'
import type { Variant } from '../../electron/shared/study.ts'
import { useRuns } from '../stores/runs.ts'
import { useStudies } from '../stores/studies.ts'
import { useVariants } from '../stores/variants.ts'
import { remembered } from './remembered.ts'
import type { DrawnVariant } from './useCurves.ts'

const slotCount = 6

/** Which variants are coloured. A variant keeps its slot, and so its colour, until it is taken out. */
export function useDrawnVariants() {
  const studies = useStudies()
  const variants = useVariants()
  const runs = useRuns()
  const chosen = remembered<Record<string, (number | null)[]>>('coloured-variants', {})
  const showOthers = remembered('other-variants', true)

  const withRuns = computed(() => {
    const ids = new Set(runs.ofStudy.map((run) => run.variantId))
    return variants.shown.filter((variant) => ids.has(variant.id))
  })
  const candidates = computed(() => withRuns.value.filter((variant) => variant.id !== variants.baseline?.id))
  const slots = computed(() => chosen.value[String(studies.openId)] ?? firstSlots(candidates.value))

  const drawn: ComputedRef<DrawnVariant[]> = computed(() => {
    const list: DrawnVariant[] = []
    for (const { id, name } of withRuns.value) {
      const slot = slots.value.indexOf(id)
      if (id === variants.baseline?.id) list.push({ id, name, colour: 'baseline' })
      else if (slot >= 0) list.push({ id, name, colour: slot })
      else if (showOthers.value) list.push({ id, name, colour: 'other' })
    }
    return list
  })
  const isFull = computed(() => slots.value.every((slot) => slot !== null) && slots.value.length >= slotCount)

  /** Gives a variant the first free colour, or takes its colour away. */
  function setColoured(id: number, isOn: boolean): void {
    const next = Array.from({ length: slotCount }, (_, index) => slots.value[index] ?? null)
    const at = next.indexOf(isOn ? null : id)
    if (at < 0 || (isOn && next.includes(id))) return
    next[at] = isOn ? id : null
    chosen.value = { ...chosen.value, [String(studies.openId)]: next }
  }

  return { drawn, candidates, slots, isFull, showOthers, setColoured }
}

function firstSlots(candidates: readonly Variant[]): (number | null)[] {
  return Array.from({ length: slotCount }, (_, index) => candidates[index]?.id ?? null)
}
