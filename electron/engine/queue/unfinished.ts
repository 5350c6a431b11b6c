import { AppError, failureText, toErrorData } from '../../shared/appError.ts'
import type { RunEnd } from '../../store/runs.ts'

/** How a training ended, or is to end, that does not finish. */
export interface Unfinished extends RunEnd {
  /** True where the cause concerns every run: a full disk, a read-only folder. */
  concernsAll?: boolean
}

/** The end of a run that an error caused, in words for its row. */
export function failedBy(error: unknown): Unfinished {
  const { code } = toErrorData(error)
  return {
    state: 'failed',
    reason: failureText(error),
    hasDiverged: code === 'diverged',
    concernsAll: error instanceof AppError && (code === 'disk-full' || code === 'read-only'),
  }
}
