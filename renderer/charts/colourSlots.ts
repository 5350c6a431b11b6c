/** Six colours of a study and the variants that have them; `seen` are those that were offered one already. */
export interface ColourSlots {
  ids: readonly (number | null)[]
  seen: readonly number[]
}

export const emptySlots: ColourSlots = { ids: [null, null, null, null, null, null], seen: [] }

/** Gives free colours to variants never seen before, oldest first; the same object where nothing changes. */
export function addToSlots(slots: ColourSlots, variantIds: readonly number[]): ColourSlots {
  const fresh = variantIds.filter((id) => !slots.seen.includes(id)).toSorted((a, b) => a - b)
  if (fresh.length === 0) return slots
  const ids = [...slots.ids]
  for (const id of fresh) {
    const free = ids.indexOf(null)
    if (free >= 0) ids[free] = id
  }
  return { ids, seen: [...slots.seen, ...fresh] }
}

/** Gives one variant the first free colour or takes its colour away; the same object where that is not possible. */
export function setInSlots(slots: ColourSlots, variantId: number, isOn: boolean): ColourSlots {
  const at = slots.ids.indexOf(isOn ? null : variantId)
  if (at < 0 || (isOn && slots.ids.includes(variantId))) return slots
  return { ids: slots.ids.with(at, isOn ? variantId : null), seen: [...new Set([...slots.seen, variantId])] }
}
