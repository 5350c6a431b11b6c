import { copyFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { schemaVersion } from '../../../electron/store/migrate.ts'
import { upgradeReference } from '../../../scripts/reference/upgrade.ts'
import { temporaryFolder } from '../../store/temporaryStore.ts'

const older = fileURLToPath(new URL('../../fixtures/store/schema-1.db', import.meta.url))

it('brings a reference database to the newest schema with all its runs, and leaves nothing beside it', () => {
  const folder = temporaryFolder()
  const target = path.join(folder, 'experiments.db')
  copyFileSync(older, target)
  const read = () => {
    const db = new Database(target, { readonly: true })
    const runs = db.prepare('SELECT id, state, seed FROM runs ORDER BY id').all()
    const version = db.pragma('user_version', { simple: true })
    db.close()
    return { runs, version }
  }
  const before = read()
  expect(before.version).toBe(1)
  upgradeReference(target)
  expect(read()).toEqual({ runs: before.runs, version: schemaVersion })
  expect(readdirSync(folder)).toEqual(['experiments.db'])
})
