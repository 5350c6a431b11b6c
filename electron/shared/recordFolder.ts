import { AppError } from './appError.ts'

/** `100.hea`, but not what systems put beside files (`._100.hea`). */
export function isHeaderName(name: string): boolean {
  return /^[^.].*\.hea$/.test(name)
}

/** A folder, by its name, that holds no header. */
export function noRecordsIn(name: string): AppError {
  return new AppError(
    'bad-file',
    `The folder ${name} holds no recording: no file directly in it ends in .hea.`,
    'Choose the folder in which the records’ .hea, .dat and annotation files lie side by side.',
  )
}
