import { InvalidArgumentError } from 'commander'

/** The command was used wrongly: exit code 2. */
export class UsageError extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'UsageError'
    this.hint = hint
  }
}

/** Reads a whole number from an option or argument. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
    throw new InvalidArgumentError(`A whole number ${range} is needed.`)
  }
}

/** Reads `1,6,11`. */
export function numberList(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number[] {
  const read = wholeNumber(least, most)
  return (text) => [...new Set(text.split(',').map((part) => read(part.trim())))]
}
