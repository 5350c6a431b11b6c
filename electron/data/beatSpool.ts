import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { explainFileError } from './fileErrors.ts'

const blockBytes = 4 << 20

/** Where rows wait until it is known how many there are. */
export function spoolPath(outputPath: string): string {
  return `${outputPath}.rows`
}

/**
 * Rows of beats on the disk, since those of a large database do not fit into memory, and a beats file begins with their
 * number. Whoever opens one closes it; then it is gone.
 */
export class BeatSpool {
  /** Rows asked for so far. */
  count = 0
  readonly #path: string
  readonly #length: number
  readonly #handle: number
  /** The last rows, of which `#written` are on the disk. */
  readonly #block: Float32Array
  readonly #rowsPerBlock: number
  #written = 0

  /**
   * @param length samples of a row
   * @throws AppError `disk-full`, `read-only`
   */
  constructor(path: string, length: number) {
    this.#path = path
    this.#length = length
    this.#rowsPerBlock = Math.max(1, Math.floor(blockBytes / (length * 4)))
    this.#block = new Float32Array(this.#rowsPerBlock * length)
    this.#handle = explained(path, () => openSync(path, 'w+'))
  }

  /** The next row, all zeros or what was there; to be filled in before the one after it is asked for. */
  next(): Float32Array {
    if (this.count - this.#written === this.#rowsPerBlock) this.#write()
    const start = (this.count++ - this.#written) * this.#length
    return this.#block.subarray(start, start + this.#length)
  }

  #write(): void {
    const bytes = new Uint8Array(this.#block.buffer, 0, (this.count - this.#written) * this.#length * 4)
    const start = this.#written * this.#length * 4
    explained(this.#path, () => {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#handle, bytes, at, bytes.length - at, start + at)
    })
    this.#written = this.count
  }

  /** The rows that `order` names, in that order, in blocks. */
  *read(order: Uint32Array): Generator<Float32Array> {
    this.#write()
    for (let start = 0; start < order.length; start += this.#rowsPerBlock) {
      const rows = order.subarray(start, start + this.#rowsPerBlock)
      const block = new Float32Array(rows.length * this.#length)
      for (let at = 0; at < rows.length;) at += this.#readRun(rows, at, block)
      yield block
    }
  }

  close(): void {
    closeSync(this.#handle)
    rmSync(this.#path, { force: true })
  }

  /** Reads the rows from `at` on that follow one another in the file as well; answers how many. */
  #readRun(rows: Uint32Array, at: number, block: Float32Array): number {
    let end = at + 1
    while (end < rows.length && rows[end] === rows[at]! + (end - at)) end++
    const rowBytes = this.#length * 4
    const target = new Uint8Array(block.buffer, at * rowBytes, (end - at) * rowBytes)
    for (let done = 0; done < target.length;) {
      const read = readSync(this.#handle, target, done, target.length - done, rows[at]! * rowBytes + done)
      if (read === 0) throw new RangeError(`${this.#path} has no row ${rows[at]}`)
      done += read
    }
    return end - at
  }
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explainFileError(path, error)
  }
}
