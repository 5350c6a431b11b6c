import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../electron/store/openStore.ts'
import { createJournalTable } from '../../../electron/store/tables/journalTable.ts'
import { temporaryFolder, temporaryStore } from '../temporaryStore.ts'

it('the journal can be added to, but not changed or shortened by any statement', () => {
  const db = openDatabase(join(temporaryFolder(), 'experiments.db'))
  const journal = createJournalTable(db)
  journal.append({ what: 'delete', noun: 'study', id: 3, details: { name: 'depth' } })
  expect(() => db.exec("UPDATE journal SET what = 'nothing'")).toThrow('append-only')
  expect(() => db.exec('DELETE FROM journal')).toThrow('append-only')
  expect(() => db.exec("INSERT OR REPLACE INTO journal VALUES (1, '', '', '', NULL, '{}')")).toThrow('append-only')
  expect(journal.list()).toMatchObject([{ what: 'delete', noun: 'study', id: 3, details: { name: 'depth' } }])
  db.close()
})

it('looks are counted by run and part, and nothing else counts as one', () => {
  const { journal } = temporaryStore()
  journal.appendLook(1, 'test', 'map')
  journal.appendLook(1, 'test', 'predictions')
  journal.appendLook(1, 'validation', 'map')
  journal.appendLook(2, 'test', 'map')
  journal.append({ what: 'weights', noun: 'run', id: 1, details: { part: 'test' } })
  expect(journal.countLooks(1, 'test')).toBe(2)
  expect(journal.countLooks(1, 'validation')).toBe(1)
  expect(journal.countLooks(3, 'test')).toBe(0)
})

it('the newest entry comes first', () => {
  const { journal } = temporaryStore()
  for (const what of ['one', 'two', 'three']) journal.append({ what, noun: 'database', id: null, details: {} })
  expect(journal.list(2).map(({ what }) => what)).toEqual(['three', 'two'])
})
