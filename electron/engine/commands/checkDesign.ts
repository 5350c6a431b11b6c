import { AppError } from '../../shared/appError.ts'
import { shiftProblem } from '../../shared/augmentation.ts'
import type { DataSet } from '../../shared/dataSet.ts'
import { layersOf } from '../../shared/network.ts'
import type { NewVariant } from '../../shared/study.ts'

/** What of a variant depends on the length of beats. */
type Design = Pick<NewVariant, 'name' | 'architecture' | 'recipe'>

/**
 * Refuses a design that cannot be built for a data set's beats, or whose recipe cannot be used on them, where it comes in.
 * @throws AppError `bad-input` with the block and the reason, after the variant's name, and how long the beats are.
 */
export function checkDesign(
  { name, architecture, recipe }: Design,
  dataSet: Pick<DataSet, 'name' | 'beatLength'>,
): void {
  const refuse = (message: string, hint: string | undefined) =>
    new AppError(
      'bad-input',
      `${name}: ${message} A beat of “${dataSet.name}” has ${dataSet.beatLength} samples.`,
      hint,
    )
  try {
    layersOf(architecture, dataSet.beatLength)
  } catch (error) {
    if (error instanceof AppError) throw refuse(error.message, error.hint)
    throw error
  }
  const problem = shiftProblem(recipe.augmentation, dataSet.beatLength)
  if (problem !== null) throw refuse(problem, 'Choose a smaller time shift.')
}
