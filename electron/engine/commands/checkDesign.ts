import { AppError } from '../../shared/appError.ts'
import { layersOf } from '../../shared/network.ts'
import type { NewVariant } from '../../shared/study.ts'

/**
 * Refuses a design that cannot be built, where it comes in.
 * @throws AppError `bad-input` with the block and the reason, after the variant's name.
 */
export function checkDesign({ name, architecture }: Pick<NewVariant, 'name' | 'architecture'>): void {
  try {
    layersOf(architecture)
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `${name}: ${error.message}`, error.hint)
    throw error
  }
}
