import type { CurveColour } from '../../../charts/variantStyle.ts'

/** Colours there are. */
const slots = [0, 1, 2, 3, 4, 5]

/**
 * A colour for each variant that is drawn: the one it has elsewhere in the study, else one that none of the others has;
 * grey when all are taken.
 */
export function assignColours(
  variantIds: readonly number[],
  baselineId: number | null,
  known: ReadonlyMap<number, CurveColour>,
): Map<number, CurveColour> {
  const drawn = variantIds.filter((id) => id !== baselineId)
  const own = (id: number) => {
    const colour = known.get(id)
    return typeof colour === 'number' ? colour : null
  }
  const taken = new Set(drawn.map(own))
  const free = slots.filter((slot) => !taken.has(slot))
  return new Map(
    variantIds.map((id): [number, CurveColour] => {
      if (id === baselineId) return [id, 'baseline']
      return [id, own(id) ?? free.shift() ?? 'other']
    }),
  )
}
