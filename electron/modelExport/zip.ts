import { zipSync } from 'fflate'

/** A zip keeps local times without a zone: the earliest one it can, in every zone, so that equal files give equal bytes. */
const noTime = () => new Date(1980, 0, 1)

/** Packs files, in the given order and uncompressed, as Keras does: weights hardly shrink. */
export function writeZip(files: Record<string, Uint8Array>): Uint8Array {
  return zipSync(files, { level: 0, mtime: noTime() })
}

/** A value as JSON in UTF-8. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
