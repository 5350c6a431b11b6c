import { AppError } from '../../shared/appError.ts'

/** A line of a header file, and where it stands: file and number, counted from 1. */
export interface HeaderLine {
  text: string
  file: string
  number: number
}

/** What is wrong with a header, naming file and line. */
export function badHeader({ file, number }: Pick<HeaderLine, 'file' | 'number'>, what: string): AppError {
  return new AppError('bad-file', `${file}, line ${number}: ${what}.`, 'Take a fresh copy of the record.')
}

/** A piece of a file as it may be shown: quoted, cut, and with what would break the line escaped. */
export function quote(text: string): string {
  const escape = (found: string) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    escape,
  )
}

/** A whole number as a header field has it; throws where it is beyond what can be counted. */
export function readInteger(text: string, line: HeaderLine, what: string): number {
  const value = Number(text)
  if (!/^[-+]?\d+$/.test(text) || !Number.isSafeInteger(value)) throw badHeader(line, `${quote(text)} is no ${what}`)
  // Not -0, which would tell itself from 0 later on.
  return value + 0
}
