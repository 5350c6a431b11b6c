import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../electron/store/migrate.ts'
import { openDatabase, openStore } from '../../../electron/store/openStore.ts'
import { temporaryFolder } from '../temporaryStore.ts'

const fixture = fileURLToPath(new URL('../../fixtures/store/schema-1.db', import.meta.url))

it('finds no excerpt in the data sets of a database before it, and loses none of them', () => {
  const path = join(temporaryFolder(), 'experiments.db')
  copyFileSync(fixture, path)
  const before = openDatabase(path, migrations.slice(0, 3))
  const names = before.prepare('SELECT id, name, sha256 FROM data_sets').all()
  before.close()
  const store = openStore(path)
  onTestFinished(() => store.close())
  const sets = store.dataSets.list()
  expect(sets.map(({ id, name, sha256 }) => ({ id, name, sha256 }))).toEqual(names)
  expect(sets.map(({ id, beatsHere }) => [store.dataSets.excerpt(id), beatsHere])).toEqual([[null, 0]])
})
