import { rankLevels, type FactorColumn } from './factorColumns.ts'

/** Two variants, by their places, that differ in one factor alone. */
export interface Contrast {
  from: number
  to: number
}

/**
 * For one factor, the pairs of variants that differ in it alone, from the lowest to the highest level among all variants
 * that agree in everything else; a null agrees with any level. One pair for each such group.
 */
export function factorContrasts(column: FactorColumn, columns: readonly FactorColumn[]): Contrast[] {
  const others = columns.filter((other) => other !== column)
  const ranks = rankLevels(column)
  const candidates = ranks.flatMap((rank, variant) => (Number.isNaN(rank) ? [] : [variant]))
  const anchors = candidates.filter((variant) => !candidates.some((other) => isMoreSpecific(other, variant, others)))
  const contrasts = new Map<string, Contrast>()
  for (const anchor of anchors) {
    const group = candidates.filter((variant) => agree(variant, anchor, others))
    const contrast = widestContrast(group, ranks, others)
    if (contrast) contrasts.set(`${contrast.from} ${contrast.to}`, contrast)
  }
  return [...contrasts.values()]
}

function agree(a: number, b: number, columns: readonly FactorColumn[]): boolean {
  return columns.every(({ levels }) => levels[a] === null || levels[b] === null || levels[a] === levels[b])
}

/** Whether `a` agrees with `b` and has a level wherever `b` has one, and elsewhere too. */
function isMoreSpecific(a: number, b: number, columns: readonly FactorColumn[]): boolean {
  const hasMore = columns.some(({ levels }) => levels[a] !== null && levels[b] === null)
  const hasAll = columns.every(({ levels }) => levels[b] === null || levels[a] === levels[b])
  return hasMore && hasAll
}

/** The members of a group agree with its anchor, but may differ from each other where that one has a null. */
function widestContrast(
  group: readonly number[],
  ranks: readonly number[],
  others: readonly FactorColumn[],
): Contrast | null {
  const pairs = group.flatMap((from) =>
    group.flatMap((to) => (ranks[from]! < ranks[to]! && agree(from, to, others) ? [{ from, to }] : [])),
  )
  return pairs.reduce<Contrast | null>(
    (widest, pair) => (widest === null || spanOf(pair, ranks) > spanOf(widest, ranks) ? pair : widest),
    null,
  )
}

const spanOf = ({ from, to }: Contrast, ranks: readonly number[]): number => ranks[to]! - ranks[from]!
