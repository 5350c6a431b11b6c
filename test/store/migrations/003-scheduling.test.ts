import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../electron/store/migrate.ts'
import { openDatabase, openStore } from '../../../electron/store/openStore.ts'
import { temporaryFolder } from '../temporaryStore.ts'

const fixture = fileURLToPath(new URL('../../fixtures/store/schema-1.db', import.meta.url))

it('keeps the runs of a released database, which know nothing of what they took, and their place in the queue', () => {
  const path = join(temporaryFolder(), 'experiments.db')
  copyFileSync(fixture, path)
  const before = openDatabase(path, migrations.slice(0, 2))
  const insert = before.prepare(
    `INSERT INTO runs (variant_id, seed, state, position, created_at) SELECT min(id), ?, 'queued', ?, 'now' FROM variants`,
  )
  const waiting = [2, 1, 0].map((position) => Number(insert.run(100 + position, position).lastInsertRowid))
  const rows = before.prepare('SELECT * FROM runs ORDER BY id').all()
  before.close()

  const db = openDatabase(path, migrations.slice(0, 3))
  const added = { launch: null, usage: null }
  expect(db.prepare('SELECT * FROM runs ORDER BY id').all()).toEqual(
    rows.map((row) => ({ ...(row as object), ...added })),
  )
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()

  const store = openStore(path)
  onTestFinished(() => store.close())
  expect(store.runs.queue().map(({ id, launch }) => [id, launch])).toEqual(waiting.reverse().map((id) => [id, null]))
  const records = store.runs.records(10)
  expect(records.map(({ epoch, usage, isFullLength }) => ({ epoch, usage, isFullLength }))).toContainEqual({
    epoch: 14,
    usage: null,
    isFullLength: true,
  })
  for (const { durationMs } of records) expect(durationMs).toBeGreaterThan(1000)
})
