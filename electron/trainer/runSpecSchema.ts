import { z } from 'zod'
import { architectureSchema } from '../shared/architecture.ts'
import { recipeSchema } from '../shared/recipe.ts'

/** A run spec as it comes in from outside; see `RunSpec` in `trainerProtocol.ts`. */
export const runSpecSchema = z.object({
  architecture: architectureSchema,
  recipe: recipeSchema,
  seed: z.number().int(),
  dataPath: z.string().min(1),
  splitPath: z.string().min(1),
  outputFolder: z.string().min(1),
  threads: z.number().int().min(1),
})
