/** What a client can be told went wrong. Codes are stable; messages and hints are for people. */
export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'conflict'
  | 'cancelled'
  | 'bad-file'
  | 'disk-full'
  | 'read-only'
  | 'newer-database'
  | 'network-file-system'
  | 'engine-lost'
  | 'trainer-failed'
  /** A training whose loss is no longer a number: the same recipe would fail again. */
  | 'diverged'
  | 'internal'

/** An error as it crosses a process border. */
export interface ErrorData {
  code: ErrorCode
  message: string
  hint?: string
}

/**
 * An error that a user can act on: what happened, where, and what to do.
 * Anything else that is thrown is a defect and crosses borders as `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.hint = hint
  }
}

/** Turns anything thrown into data for the wire. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/** What went wrong and what to do, as one text. */
export function failureText(error: unknown): string {
  const { message, hint } = toErrorData(error)
  return hint === undefined ? message : `${message} ${hint}`
}

/** The inverse of {@link toErrorData}, for clients. */
export function fromErrorData(data: ErrorData): AppError {
  return new AppError(data.code, data.message, data.hint)
}
