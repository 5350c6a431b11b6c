import { z } from 'zod'
import { architectureSchema } from '../shared/architecture.ts'
import { recipeSchema } from '../shared/recipe.ts'

const path = z.string().min(1)

/** A run spec as it comes in from outside; see `RunSpec` in `trainerProtocol.ts`. */
export const runSpecSchema = z.strictObject({
  architecture: architectureSchema,
  recipe: recipeSchema,
  seed: z.number().int(),
  dataPath: path,
  splitPath: path,
  fold: z.number().int().min(0).default(0),
  outputFolder: path,
  until: z.number().int().min(0).nullable().default(null),
  resume: z.strictObject({ lastPath: path, bestPath: path }).nullable().default(null),
  initialWeightsPath: path.nullable().default(null),
  threads: z.number().int().min(1),
})
