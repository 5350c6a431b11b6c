import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** A folder for all tests of one file, removed after them. */
export function folderForFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
