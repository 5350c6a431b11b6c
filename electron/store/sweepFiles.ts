import type { FileFolder } from './fileFolder.ts'
import type { ArtifactTable } from './artifact.ts'
import type { Store } from './store.ts'

const hourMs = 3_600_000

/**
 * Tidies the files folder when a database is opened: what lies in `tmp/` belonged to jobs of an engine that is gone;
 * named files without a row are from a crash between file and row, and go when they are older than an hour.
 */
export function sweepFiles(folder: FileFolder, artifacts: ArtifactTable, nowMs = Date.now()): Store['sweep'] {
  const temporaryFiles = folder.temporary.empty()
  const known = new Set(artifacts.list().map(({ sha256 }) => sha256))
  const orphans = folder.list(nowMs).filter(({ sha256, ageMs }) => ageMs > hourMs && !known.has(sha256))
  for (const { sha256 } of orphans) folder.remove(sha256)
  return {
    temporaryFiles,
    unreferencedFiles: orphans.length,
    freedBytes: orphans.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
