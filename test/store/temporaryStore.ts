import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore } from '../../electron/store/openStore.ts'
import type { Store } from '../../electron/store/store.ts'

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A new store in a folder of its own, closed when the test ends. */
export function temporaryStore(folder = temporaryFolder()): Store {
  const store = openStore(join(folder, 'experiments.db'))
  onTestFinished(() => store.close())
  return store
}

/** What a function throws, for tests that look at code and hint. */
export function thrownBy(fn: () => unknown): unknown {
  try {
    fn()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
