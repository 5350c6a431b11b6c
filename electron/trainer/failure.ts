import { AppError, toErrorData, type ErrorData } from '../shared/appError.ts'

/** Turns what ended a run into data for the engine; memory that ran out is named as such. */
export function describeFailure(error: unknown): ErrorData {
  if (!(error instanceof AppError) && isOutOfMemory(error)) {
    return {
      code: 'trainer-failed',
      message: `There was not enough memory: ${toErrorData(error).message}`,
      hint: 'Run fewer trainings at once, or use a smaller batch or network.',
    }
  }
  return toErrorData(error)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /\bOOM\b|bad_alloc|out of memory|allocation failed/i.test(error.message)
}
