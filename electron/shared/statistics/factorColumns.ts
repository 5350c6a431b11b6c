/** A variant's level of each factor; null matches any level: a single block has no growth of filters. */
export type Factors = Record<string, string | number | null>

type Level = string | number | null

/** One factor over all variants of a study: the level of each, and its words. */
export interface FactorColumn {
  name: string
  levels: readonly Level[]
  texts: readonly string[]
}

/**
 * The factors in which variants differ, in the order in which they first come. Factors that always change together are one:
 * no pair of variants tells them apart.
 */
export function factorColumns(variants: readonly Factors[]): FactorColumn[] {
  const names = [...new Set(variants.flatMap((factors) => Object.keys(factors)))]
  const varying = names
    .map((name): FactorColumn => {
      const levels = variants.map((factors) => factors[name] ?? null)
      return { name, levels, texts: levels.map(String) }
    })
    .filter(({ levels }) => new Set(levels.filter((level) => level !== null)).size > 1)
  return [...Map.groupBy(varying, patternOf).values()].map(joinColumns)
}

/** Which variants have equal levels, as text: the same for columns that always change together. */
function patternOf({ levels }: FactorColumn): string {
  const seen: Level[] = []
  return levels
    .map((level) => {
      if (level === null) return '-'
      if (!seen.includes(level)) seen.push(level)
      return seen.indexOf(level)
    })
    .join(' ')
}

function joinColumns(columns: readonly FactorColumn[]): FactorColumn {
  const [first] = columns
  return {
    name: columns.map(({ name }) => name).join(' + '),
    levels: first!.levels,
    texts: first!.levels.map((_, variant) => columns.map(({ texts }) => texts[variant]).join(' + ')),
  }
}

/**
 * The places of a column's levels from lowest to highest: numbers by size, lists of numbers by their mean, "none" as 0;
 * where others are among them, all in the order in which they first come. One number a variant, NaN for null.
 */
export function rankLevels({ levels }: FactorColumn): number[] {
  const sizes = levels.map((level) => (level === null ? NaN : sizeOf(level)))
  if (levels.every((level, index) => level === null || !Number.isNaN(sizes[index]))) {
    const sorted = [...new Set(levels.filter((level) => level !== null))].sort(
      (a, b) => sizeOf(a) - sizeOf(b) || String(a).length - String(b).length,
    )
    return levels.map((level) => (level === null ? NaN : sorted.indexOf(level)))
  }
  const order = [...new Set(levels.filter((level) => level !== null))]
  return levels.map((level) => (level === null ? NaN : order.indexOf(level)))
}

function sizeOf(level: string | number): number {
  if (level === 'none') return 0
  if (typeof level === 'number') return level
  const numbers = level.split(', ').map(Number)
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}
