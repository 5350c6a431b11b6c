import { architectureFactors } from '../../../electron/shared/statistics/architectureFactors.ts'
import { recipeFactors } from '../../../electron/shared/statistics/recipeFactors.ts'
import type { Factors } from '../../../electron/shared/statistics/factorColumns.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'
import { shortNumber } from '../design/recipe/recipeText.ts'

/** A field in which designs or recipes differ, with the words of each. */
export interface ConfigurationDifference {
  group: 'Design' | 'Recipe'
  field: string
  values: string[]
}

type Configured = Pick<NewVariant, 'architecture' | 'recipe'>

/** The fields in which the variants differ, side by side in their order, design first; none for equal variants. */
export function configurationDifferences(variants: readonly Configured[]): ConfigurationDifference[] {
  return [
    ...differing(
      'Design',
      variants.map(({ architecture }) => designFields(architecture)),
    ),
    ...differing(
      'Recipe',
      variants.map(({ recipe }) => recipeFactors(recipe)),
    ),
  ]
}

/** Filters stand as they are set; the factors tell their first and their growth apart, which a reader would put together. */
function designFields(architecture: Configured['architecture']): Factors {
  const { depth = null, ...others } = architectureFactors(architecture)
  const filters = architecture.blocks.map((block) => block.filters).join(', ') || null
  return { depth, filters, ...omit(others, ['filters', 'filter growth']) }
}

function omit(factors: Factors, names: readonly string[]): Factors {
  return Object.fromEntries(Object.entries(factors).filter(([name]) => !names.includes(name)))
}

function differing(group: ConfigurationDifference['group'], all: readonly Factors[]): ConfigurationDifference[] {
  const fields = [...new Set(all.flatMap((factors) => Object.keys(factors)))]
  return fields.flatMap((field) => {
    const values = all.map((factors) => valueText(factors[field] ?? null))
    return new Set(values).size > 1 ? [{ group, field, values }] : []
  })
}

function valueText(value: string | number | null): string {
  if (value === null) return '–'
  return typeof value === 'number' ? shortNumber(value) : value
}
