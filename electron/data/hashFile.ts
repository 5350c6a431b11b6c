import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { withFileErrors } from './fileErrors.ts'

/**
 * Size and SHA-256 of a file, in pieces, so that it may be large.
 *
 * @throws AppError `not-found` or `read-only`
 */
export function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  return withFileErrors(path, async () => {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const block of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(block)
      bytes += block.length
    }
    return { bytes, sha256: hash.digest('hex') }
  })
}
