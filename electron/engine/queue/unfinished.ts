import { AppError, toErrorData } from '../../shared/appError.ts'
import type { RunEnd } from '../../store/store.ts'

/** How a training ended, or is to end, that does not finish. */
export interface Unfinished extends RunEnd {
  /** True where the cause concerns every run: a full disk, a read-only folder. */
  concernsAll?: boolean
}

/** The end of a run that an error caused, in words for its row. */
export function failedBy(error: unknown): Unfinished {
  const { code, message, hint } = toErrorData(error)
  return {
    state: 'failed',
    reason: hint === undefined ? message : `${message} ${hint}`,
    hasDiverged: code === 'diverged',
    concernsAll: error instanceof AppError && (code === 'disk-full' || code === 'read-only'),
  }
}
