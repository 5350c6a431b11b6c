import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

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
  count = 0
  readonly #path: string
  readonly #length: number
  readonly #handle: number

  /** @param length samples of a row */
  constructor(path: string, length: number) {
    this.#path = path
    this.#length = length
    this.#handle = openSync(path, 'w+')
  }

  /** @param rows whole rows, one after the other */
  append(rows: Float32Array): void {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)
    const start = this.count * this.#length * 4
    for (let at = 0; at < bytes.length;) at += writeSync(this.#handle, bytes, at, bytes.length - at, start + at)
    this.count += rows.length / this.#length
  }

  /** The rows that `order` names, in that order, in blocks. */
  *read(order: Uint32Array): Generator<Float32Array> {
    const rowsPerBlock = Math.max(1, Math.floor(blockBytes / (this.#length * 4)))
    for (let start = 0; start < order.length; start += rowsPerBlock) {
      const rows = order.subarray(start, start + rowsPerBlock)
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
