/** A failure the user can mend: what is missing, and the command that mends it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is missing or went wrong
   * @param {string} mend the command, or the step, that mends it
   */
  constructor(message, mend) {
    super(message)
    this.name = 'SetupError'
    this.mend = mend
  }
}

/** One line of progress. It goes to stderr, so that a command's own output stays clean. */
export function say(line) {
  process.stderr.write(`  ${line}\n`)
}

/** Bytes as whole megabytes, the way wheels and packages are listed. */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`
}

/**
 * Reports the progress of something whose size can be asked: in place on a terminal, a few lines elsewhere.
 * @param {string} label
 * @param {() => number} measureBytes
 * @param {number} totalBytes
 * @returns {() => void} call it to stop reporting
 */
export function watchProgress(label, measureBytes, totalBytes) {
  const onTerminal = process.stderr.isTTY === true
  let printed = ''
  const timer = setInterval(
    () => {
      const bytes = Math.min(measureBytes(), totalBytes)
      const line = `  ${label}: ${megabytes(bytes)} of ${megabytes(totalBytes)}`
      if (bytes === 0 || line === printed) return
      process.stderr.write(onTerminal ? `\r${line}` : `${line}\n`)
      printed = line
    },
    onTerminal ? 200 : 3000,
  )
  return () => {
    clearInterval(timer)
    if (onTerminal && printed) process.stderr.write('\n')
  }
}
