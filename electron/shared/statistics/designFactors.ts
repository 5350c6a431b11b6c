import type { Architecture } from '../architecture.ts'
import type { Recipe } from '../recipe.ts'
import { architectureFactors } from './architectureFactors.ts'
import type { Factors } from './factorColumns.ts'
import { recipeFactors } from './recipeFactors.ts'

/**
 * What a variant's design and recipe are made of, factor by factor, so that studies can be searched for variants that differ
 * in one alone. Each factor is told apart from the others where that is possible: "filters" are those of the first block and
 * "filter growth" how they go on, and what is equal in all blocks is one level, so that a deeper network of the same blocks
 * differs in "depth" only. Null, which matches any level, is what a design cannot have: growth of a single block, units without
 * recurrent layers, the momentum of Adam. Designs that differ have different factors.
 */
export function designFactors({ architecture, recipe }: { architecture: Architecture; recipe: Recipe }): Factors {
  return { ...architectureFactors(architecture), ...recipeFactors(recipe) }
}
