import { AppError } from '../../shared/appError.ts'
import { isDuplicate } from '../storeError.ts'

/** `name`, or the first of `name (2)`, `name (3)` ... that is not taken. */
export function firstFreeName(name: string, isTaken: (candidate: string) => boolean): string {
  let candidate = name
  for (let n = 2; isTaken(candidate); n++) candidate = `${name} (${n})`
  return candidate
}

/** Runs a statement that gives `noun` a name; a taken one is AppError `conflict`. */
export function giveName<T>(noun: string, name: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new AppError('conflict', `There is already a ${noun} called "${name}".`, 'Choose another name.')
  }
}

/** Throws AppError `not-found` when a statement found no row of `id` to change. */
export function requireChange(changes: number, noun: string, id: number): void {
  if (changes === 0) throw notFound(noun, id)
}

export function notFound(noun: string, id: number): AppError {
  return new AppError('not-found', `There is no ${noun} ${id}.`, 'It may have been deleted: read the list again.')
}
