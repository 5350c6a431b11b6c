import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../electron/store/migrate.ts'
import { openDatabase, openStore } from '../../../electron/store/openStore.ts'
import { temporaryFolder } from '../temporaryStore.ts'

const fixture = fileURLToPath(new URL('../../fixtures/store/schema-1.db', import.meta.url))

function olderDatabase() {
  const path = join(temporaryFolder(), 'experiments.db')
  copyFileSync(fixture, path)
  return { path, db: openDatabase(path, migrations.slice(0, 4)) }
}

it('keeps runs as the only fold of their split, and what belongs to them', () => {
  const { path, db } = olderDatabase()
  const runs = db.prepare('SELECT id, variant_id, seed, state, position, created_at FROM runs').all()
  const count = (table: string) => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n
  const [epochs, evaluations, logs] = ['epochs', 'evaluations', 'run_log'].map(count)
  db.close()
  const store = openStore(path)
  onTestFinished(() => store.close())
  const after = openDatabase(path)
  onTestFinished(() => void after.close())
  expect(runs.length).toBeGreaterThan(0)
  expect(after.prepare('SELECT id, variant_id, seed, state, position, created_at FROM runs').all()).toEqual(runs)
  expect(
    ['epochs', 'evaluations', 'run_log'].map((table) => after.prepare(`SELECT count(*) AS n FROM ${table}`).get()),
  ).toEqual([epochs, evaluations, logs].map((n) => ({ n })))
  expect(store.runs.list().map(({ fold, foldCount }) => [fold, foldCount])).toEqual(runs.map(() => [0, 1]))
})

it('gives no number of a deleted run again', () => {
  const { path, db } = olderDatabase()
  db.prepare("UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'runs'").run()
  db.close()
  const store = openStore(path)
  onTestFinished(() => store.close())
  const [study] = store.studies.list()
  const variant = store.variants.list(study!.id)[0]!
  expect(store.runs.insertQueued(variant.id, 12345).id).toBe(1001)
})

it('makes summaries of splits into those of one fold', () => {
  const { path, db } = olderDatabase()
  const old = db.prepare<[], { kind: string; summary: string }>('SELECT kind, summary FROM splits').all()
  db.close()
  const store = openStore(path)
  onTestFinished(() => store.close())
  const splits = store.dataSets.list().flatMap((set) => set.splits)
  expect(splits.map(({ key }) => key)).toEqual(old.map(({ kind }) => kind))
  expect(splits.map(({ folds }) => folds.map(({ counts }) => counts))).toEqual(
    old.map(({ summary }) => [(JSON.parse(summary) as { counts: unknown }).counts]),
  )
})
