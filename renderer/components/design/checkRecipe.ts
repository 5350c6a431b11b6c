import { shiftProblem } from '../../../electron/shared/augmentation.ts'
import { recipeSchema, type Recipe } from '../../../electron/shared/recipe.ts'

/** What is wrong with a recipe's fields: a message by path ("optimiser.learningRate", "classWeights.2"). Empty for a good recipe. */
export type RecipeProblems = Readonly<Record<string, string>>

/**
 * Checks every field of a recipe, and whether it can be used on beats of so many samples; a number field that holds no
 * number is told in plain words.
 */
export function checkRecipe(recipe: Recipe, beatLength: number): RecipeProblems {
  const parsed = recipeSchema.safeParse(recipe)
  if (parsed.success) {
    const problem = shiftProblem(recipe.augmentation, beatLength)
    return problem === null ? {} : { 'augmentation.timeShift.samples': problem }
  }
  const weights = recipe.classWeights
  // The schema says so too, but within a union, whose own words say less.
  if (Array.isArray(weights) && weights.every((weight) => weight === 0))
    return { classWeights: 'At least one class needs a weight above 0.' }
  const problems: Record<string, string> = {}
  for (const { path, message, code } of flatten(parsed.error.issues)) {
    const name = path.map(String).join('.')
    problems[name] ??= code === 'invalid_type' ? 'A number is needed.' : plainly(message)
  }
  return problems
}

interface Issue {
  path: readonly PropertyKey[]
  message: string
  code?: string | undefined
}

/** A union's failure lists its branches' failures; those with a place inside say more than "invalid input". */
function flatten(issues: readonly (Issue & { errors?: readonly (readonly Issue[])[] })[]): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const inner = (issue.errors ?? []).flat().filter((nested) => nested.path.length > 0)
    return inner.length > 0 ? inner.map((nested) => ({ ...nested, path: [...issue.path, ...nested.path] })) : [issue]
  })
}

/** "Too small: expected number to be >=1" as a person would say it. */
export function plainly(message: string): string {
  const bound = /expected (?:number|int) to be (>=|<=|>|<)\s*([-\d.e+]+)/i.exec(message)
  if (bound) return `Must be ${boundWords[bound[1] ?? ''] ?? ''} ${bound[2]}.`
  if (/expected int\b/i.test(message)) return 'Must be a whole number.'
  return message.replace(/^Invalid input: /, '')
}

const boundWords: Record<string, string> = { '>=': 'at least', '<=': 'at most', '>': 'above', '<': 'below' }
