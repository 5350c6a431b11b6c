import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore } from '../../electron/store/openStore.ts'
import { copyReference } from '../../electron/store/referenceCopy.ts'

/**
 * Brings a reference database to the newest schema, so that a first start need not: with what it holds, and no more.
 * @throws AppError as {@link copyReference}
 */
export function upgradeReference(target: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-upgrade-'))
  const temporary = `${target}.new`
  try {
    const copy = path.join(folder, 'copy.db')
    copyReference(target, copy)
    const store = openStore(copy)
    try {
      store.exportSelfContained(temporary, { includes: ({ isInDatabase }) => isInDatabase, isReference: true })
    } finally {
      store.close()
    }
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
