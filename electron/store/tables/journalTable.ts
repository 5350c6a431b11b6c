import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { parseColumn, timestamp } from '../json.ts'
import type { JournalEntry, JournalNoun, JournalTable } from '../store.ts'

interface Row {
  at: string
  what: string
  noun: JournalNoun
  noun_id: number | null
  details: string
}

const detailsSchema = z.record(z.string(), z.unknown())

/** What was done that numbers depend on. Triggers refuse to change or delete a line. */
export function createJournalTable(db: Database): JournalTable {
  const insert = db.prepare<[string, string, string, number | null, string]>(
    'INSERT INTO journal (at, what, noun, noun_id, details) VALUES (?, ?, ?, ?, ?)',
  )
  const newest = db.prepare<[number], Row>(
    'SELECT at, what, noun, noun_id, details FROM journal ORDER BY id DESC LIMIT ?',
  )
  const looks = db.prepare<[number, string], { count: number }>(
    `SELECT count(*) AS count FROM journal
     WHERE noun = 'run' AND noun_id = ? AND what = 'look' AND details ->> '$.part' = ?`,
  )
  const extensions = db.prepare<[number], { count: number }>(
    "SELECT count(*) AS count FROM journal WHERE noun = 'run' AND noun_id = ? AND what = 'extended'",
  )

  function append({ what, noun, id, details }: Omit<JournalEntry, 'at'>): void {
    insert.run(timestamp(), what, noun, id, JSON.stringify(details))
  }

  return {
    append,
    list: (limit = 1000) =>
      newest.all(limit).map(({ at, what, noun, noun_id, details }) => ({
        at,
        what,
        noun,
        id: noun_id,
        details: parseColumn(detailsSchema, details),
      })),
    appendLook: (runId, part, how) => append({ what: 'look', noun: 'run', id: runId, details: { part, how } }),
    countLooks: (runId, part) => looks.get(runId, part)?.count ?? 0,
    countExtensions: (runId) => extensions.get(runId)?.count ?? 0,
  }
}
